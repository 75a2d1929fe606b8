"""Purchases of a Peruvian municipality, by every method of the Ley 32069."""
