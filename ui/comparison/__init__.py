"""Pages that compare the municipalities of a country, and what each is told of its own score."""
