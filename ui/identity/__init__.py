"""Signing in and out, and the way in to each municipality."""

from ui.identity.pages import router

__all__ = ["router"]
