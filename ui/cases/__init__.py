"""The pages of cases: the list, one case, its history, its documents."""

from ui.cases.pages import router

__all__ = ["router"]
