"""What citizens propose and how they vote, for everybody; and what the counter does for it."""
