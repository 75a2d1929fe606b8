"""The processes in force: the list, and each with its diagram and its decisions."""

from ui.processes.pages import router

__all__ = ["router"]
