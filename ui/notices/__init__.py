"""Avisos: what a person was told, what they wish to be told, and the words of a municipality."""
