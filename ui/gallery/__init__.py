"""Every component in every state, with sample data: pages that tests and people look at."""
