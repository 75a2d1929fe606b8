"""Trying decisions: the list of those in force, and a bench for any of them or a pasted model."""

from ui.editor.pages import router

__all__ = ["router"]
