"""The pages of whoever controls the municipality: they read everything and change nothing."""
