"""Municipalidad: what it is called, where it lies, its hours and its colour."""
