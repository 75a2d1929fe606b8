"""A form on paper, for the counter and for days without a line."""

from ui.blank.pages import router

__all__ = ["router"]
