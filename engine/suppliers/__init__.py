"""Suppliers: the companies and people who sell to a municipality, who acts for them, what they do
in its purchases, and whether they may contract on a day."""
