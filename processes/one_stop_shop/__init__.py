"""What citizens ask for at the window: one folder a service."""
