"""Signing in by a provider: the pages on the way there and back, at both doors."""
