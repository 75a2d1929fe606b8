"""Experiences that are attached to processes: told, let out, read, and done here too."""
