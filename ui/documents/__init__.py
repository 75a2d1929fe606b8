"""The documents of cases: their versions, and opening one."""

from ui.documents.pages import router

__all__ = ["router"]
