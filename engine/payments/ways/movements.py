"""A payment as a bank wrote it, whatever the format of its file. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

LONGEST_WORD = 60
MOST_MONEY = Decimal(100_000_000)


@dataclass(frozen=True, slots=True)
class Movement:
    """A line as the bank wrote it; an amount below zero is a payment that it took back."""

    place: int
    reference: str
    amount: Decimal
    paid_on: date
    operation: str

    @property
    def key(self) -> str:
        """What the same money is known by."""
        back = "R " if self.amount < 0 else ""
        return f"{back}{self.paid_on.isoformat()} {self.operation}"
