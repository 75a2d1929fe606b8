"""What a person finds about working here: the keys of the keyboard."""

from ui.account.pages import router

__all__ = ["router"]
