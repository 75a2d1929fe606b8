"""How legal time is told: a due date in words, the ruler of days, and the reason of a date; the
board of what falls due, and the page on which a term is stopped, set going again or extended."""
