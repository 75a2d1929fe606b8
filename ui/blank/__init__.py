"""A form on paper, for the counter and for days without a line."""
