"""Mobile teams: their list over municipalities, their passes, and who admits them."""
