"""What the server draws: pure functions from small values to geometry that a template prints."""
