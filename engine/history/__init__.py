"""What happened in each case, in an order that nobody can quietly change."""
