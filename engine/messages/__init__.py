"""Messages between cases and the world, met by name and key."""
