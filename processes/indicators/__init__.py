"""The indicators of a municipality: their definitions, and what cases and registers count for."""
