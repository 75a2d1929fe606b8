"""Signing in by somebody who vouches: providers of OpenID Connect; see README.md."""
