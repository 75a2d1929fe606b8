"""Files on their way to a form: announced, sent in pieces, gone on with, taken back."""

from ui.uploads.pages import router

__all__ = ["router"]
