"""Taxpayers and what they owe, and the yearly runs, for the people of the municipality."""
