"""Starting a case: which procedures there are, and the form that opens one."""

from ui.start.pages import router

__all__ = ["router"]
