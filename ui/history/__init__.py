"""The history of a case in words."""
