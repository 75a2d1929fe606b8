"""Signing in and out, and the way in to each municipality."""
