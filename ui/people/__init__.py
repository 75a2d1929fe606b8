"""Personas y roles: who works in the municipality, as what, and whose access ended."""
