"""Trying decisions: the list of those in force, and a bench for any of them or a pasted model."""
