"""The inbox: what a person holds and may take, by when."""

from ui.inbox.pages import router

__all__ = ["router"]
