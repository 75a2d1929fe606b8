"""Fees of cases: orders, the ways their money comes by, the ledger, and what waits for a person."""
