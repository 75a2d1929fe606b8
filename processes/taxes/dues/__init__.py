"""Debt of taxes that is not paid: who owes it, how it is asked for, and when it is lost."""
