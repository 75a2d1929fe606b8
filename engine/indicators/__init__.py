"""Indicators: definitions as data, facts of cases and registers, months that are counted once."""
