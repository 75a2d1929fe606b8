"""How the municipality is managed and what it does about it: rounds, answers, plans."""
