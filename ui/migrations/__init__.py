"""Bringing running cases to another version of their process: plan, trial, batch, way back."""

from ui.migrations.pages import router

__all__ = ["router"]
