"""How legal time is told: a due date in words, the ruler of days, and the reason of a date."""
