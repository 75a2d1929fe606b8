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
    pending: bool = False
    """Something may still be corrected."""
    lot: int = 0
    call: int = 0
    """The item that was called alone; 0 where all were."""

    @property
    def id(self) -> str:
        return (
            f"{self.round}-{self.call}-{self.place}" if self.call else f"{self.round}-{self.place}"
        )


@dataclass(frozen=True, slots=True)
class Lot:
    """An item of a call with an award of its own; `status` in the words of the standard."""

    number: int
    title: str
    status: str
    value: Decimal | None
    class_id: str
    quantity: Decimal | None
    unit: str


@dataclass(frozen=True, slots=True)
class Award:
    """An award: pending until it is consented."""

    number: int
    status: str
    at: datetime
    bidder: Bidder
    papers: tuple[str, ...] = ()
    lot: int = 0


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery that was agreed, and what came of it; `status` is that of a milestone in the words
    of the standard, `penalty` for being late, `paid` what was left to pay on `paid_on`."""

    number: int
    status: str
    amount: Decimal | None = None
    days: int | None = None
    due: date | None = None
    delivered: date | None = None
    accepted: date | None = None
    penalty: Decimal | None = None
    paid_on: date | None = None
    paid: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract or a purchase order, and what came of it; `value` with all its amendments."""

    number: int
    award: int
    title: str
    status: str
    signed: date | None
    value: Decimal | None
    deliveries: tuple[Delivery, ...] = ()
    closed: date | None = None
    papers: tuple[str, ...] = ()

    @property
    def days(self) -> int | None:
        """How long it lasts, by its last delivery."""
        return max((each.days for each in self.deliveries if each.days is not None), default=None)

    @property
    def due(self) -> date | None:
        """Until when it lasts."""
        return max((each.due for each in self.deliveries if each.due is not None), default=None)

    @property
    def payments(self) -> tuple[Delivery, ...]:
        """The deliveries that were paid."""
        return tuple(each for each in self.deliveries if each.paid_on is not None)


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change of the terms of the call, or of a contract (its number); `before` and `after` are
    the places of the releases that tell what held until then and since."""

    number: int
    at: datetime
    words: str
    description: str = ""
    contract: int = 0
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Enquiry:
    """What a bidder asked about the bases, or observed in them, and the answer."""

    id: str
    bidder: Bidder
    asked_on: date | None
    title: str
    words: str
    answer: str
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Purchase:
    """The whole; `status` is that of the tender, in the words of the standard; `told` the place of
    the last release, 0 before the first."""

    status: str = ""
    called_at: datetime | None = None
    round: int = 0
    enquiries: bool | None = None
    enquired: tuple[Enquiry, ...] = ()
    bids: tuple[Bid, ...] = ()
    opened_at: datetime | None = None
    lots: tuple[Lot, ...] = ()
    awards: tuple[Award, ...] = ()
    contracts: tuple[Contract, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    ocid: str = ""
    told: int = 0

    def lot_of(self, contract: Contract) -> int:
        """The item of a contract; 0 where a call has but one."""
        return self.awards[contract.award - 1].lot

    def contracts_of(self, lot: int) -> tuple[Contract, ...]:
        """The contracts of an item; all of them for 0."""
        return tuple(each for each in self.contracts if lot in (0, self.lot_of(each)))

    @property
    def bids_now(self) -> tuple[Bid, ...]:
        """The bids of the last round; of each item, where a call has several."""
        last = {bid.lot: bid.round for bid in sorted(self.bids, key=lambda bid: bid.round)}
        if not self.lots:
            return tuple(bid for bid in self.bids if bid.round == self.round)
        return tuple(bid for bid in self.bids if bid.round == last[bid.lot])
