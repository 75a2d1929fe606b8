"""Second floor: what a municipality does. One folder a family of procedures."""
