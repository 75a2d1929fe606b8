"""Histories as event logs, for tools of process mining (README.md)."""
