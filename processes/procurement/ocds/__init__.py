"""Purchases as OCDS 1.1.5: see README.md."""
