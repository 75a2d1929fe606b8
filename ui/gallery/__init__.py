"""Every component in every state, with sample data, on pages that tests look at and people compare."""
