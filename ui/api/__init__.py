"""`/api/v1`: what the pages can do, for programs with a service token."""

from ui.api.application import Below, api_for, routes_of

__all__ = ["Below", "api_for", "routes_of"]
