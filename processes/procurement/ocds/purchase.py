"""How a purchase stands, as far as anybody may know. Pure.

The bids are not here before their opening, and nobody of the municipality is: neither who
evaluates nor who signs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from processes.procurement.ocds.facts import Bidder


@dataclass(frozen=True, slots=True)
class Bid:
    """A bid that was opened; `round` counts the calls of one procedure."""

    round: int
    place: int
    bidder: Bidder
    admitted: bool

    @property
    def id(self) -> str:
        return f"{self.round}-{self.place}"


@dataclass(frozen=True, slots=True)
class Award:
    """An award: pending until it is consented."""

    number: int
    status: str
    at: datetime
    bidder: Bidder
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Payment:
    """What was paid of a contract."""

    number: int
    on: date | None
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract or a purchase order, and what came of it."""

    number: int
    award: int
    title: str
    status: str
    signed: date | None
    days: int | None
    due: date | None
    delivered: date | None = None
    delivery: str = "scheduled"
    accepted: date | None = None
    penalty: Decimal | None = None
    payments: tuple[Payment, ...] = ()
    closed: date | None = None
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change of the terms of the call, or of a contract (its number)."""

    number: int
    at: datetime
    words: str
    description: str = ""
    contract: int = 0


@dataclass(frozen=True, slots=True)
class Purchase:
    """The whole; `status` is that of the tender, in the words of the standard."""

    status: str = ""
    called_at: datetime | None = None
    round: int = 0
    enquiries: bool | None = None
    bids: tuple[Bid, ...] = ()
    opened_at: datetime | None = None
    awards: tuple[Award, ...] = ()
    contracts: tuple[Contract, ...] = ()
    amendments: tuple[Amendment, ...] = ()
