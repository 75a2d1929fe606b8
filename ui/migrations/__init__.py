"""Bringing running cases to another version of their process: plan, trial, batch, way back."""
