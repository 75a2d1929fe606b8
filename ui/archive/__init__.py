"""The archive: how long each series is kept, what holds it, what is due, and acts of disposal."""
