"""Improvement plans: how a municipality is managed, in rounds, and what it does about it."""
