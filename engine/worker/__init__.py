"""The loops that run without a person, each named for its duty."""
