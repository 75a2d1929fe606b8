"""Open data: what the municipality publishes, for people and for programs, without signing in."""
