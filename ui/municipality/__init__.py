"""Municipalidad: what it is called, where it lies, its hours and its colour."""

from ui.municipality.pages import router

__all__ = ["router"]
