"""What a person finds about working here: the keys of the keyboard, and being away."""
