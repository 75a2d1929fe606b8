"""Pages about money: the till, what the treasury reconciles, the orders of a case, paying."""
