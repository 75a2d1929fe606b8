"""Fees: orders of payment, and files of the bank."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from ui.api.shapes.words import Id, Number, Shape


class PaymentOrder(Shape):
    """What is owed in a case. `code` is what it is paid by: eleven digits and a check digit."""

    id: Id
    case: Number
    code: str = Field(examples=["314159265358"])
    concept: str
    amount: str = Field(examples=["35.00"])
    owed: str = Field(examples=["0.00"])
    currency: str = Field(examples=["PEN"])
    due_on: date
    state: Literal["pending", "paid", "lapsed", "cancelled"]
    created_at: datetime
    ended_at: datetime | None


class PaymentOrders(Shape):
    """Orders of payment."""

    items: list[PaymentOrder]


class BankLine(Shape):
    """A line of the file and what became of it."""

    line: int
    reference: str
    amount: str
    paid_on: date
    operation: str
    outcome: Literal["matched", "over", "under", "duplicate", "closed", "unknown"] | None


class BankFile(Shape):
    """A file of the bank; `before`: it had been read already, and this was its result."""

    id: Id
    sha256: str
    read_at: datetime
    before: bool
    items: list[BankLine]
