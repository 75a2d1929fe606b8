"""The till: opened by a cashier, takes cash for orders, closed by counting.

Receipts have one series for each till and year, without gaps: the number is taken in the commit
that takes the money. A void keeps its number. What is counted in the end stands beside what the
ledger says, with why they differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from engine.cases.operated import LONGEST_REASON
from engine.cases.scene import Scene, in_one_transaction
from engine.cases.surroundings import surroundings_of
from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.installation import Installation
from engine.payments.booking import Income, book
from engine.payments.ledger import owed, sum_on, till_account
from engine.payments.rights import refusal_to_take
from engine.refusals import InvalidData, RefusalKind, Refused
from storage import step
from storage.database import Connection
from storage.queries.payments import OrderRow, entries_of_order, entries_of_till_day
from storage.queries.tills import ReceiptRow, TillDayRow, open_till_of, receipt_by_id
from storage.tables.payments import Outcome
from storage.writes.payments import (
    close_till_day,
    hold_till_day,
    insert_receipt,
    insert_till_day,
)

WAY = "till"
MOST_TILLS = 99
MOST_CASH = Decimal(100_000_000)


@dataclass(frozen=True, slots=True)
class TillClosed:
    """What was counted, and what the ledger says."""

    till_day_id: int
    counted: Decimal
    expected: Decimal

    @property
    def difference(self) -> Decimal:
        """Above zero: there is more than there should be."""
        return self.counted - self.expected


def open_till(installation: Installation, actor: Actor, till: int) -> TillDayRow | Refused:
    """Open a till for the day; the same answer when the person has it open."""
    refused = refusal_to_take(actor)
    if refused is not None or actor.person_id is None:
        return refused or Refused(RefusalKind.NO_ROLE)
    if not 1 <= till <= MOST_TILLS:
        return InvalidData(RefusalKind.INVALID_DATA, {"field": "till"})
    person_id, town = actor.person_id, actor.municipality_id

    def verb(connection: Connection) -> TillDayRow | Refused:
        mine = open_till_of(connection, town, person_id)
        if mine is not None:
            return mine if mine.till == till else Refused(RefusalKind.TILL_STATE)
        now = installation.clock.now()
        day = surroundings_of(installation, connection, town, now).today
        row = TillDayRow(
            installation.ids.new(), till, person_id, day, now, None, None, None, None, actor.name
        )
        made = insert_till_day(connection, town, row)
        return row if made else Refused(RefusalKind.TILL_STATE)

    return in_one_transaction(installation, actor, verb)


def take(
    installation: Installation, actor: Actor, order_id: int, received: Decimal
) -> ReceiptRow | Refused:
    """Take cash for an order and give a receipt: its amount is what the order owes, and `received`
    what was handed over."""
    refused = refusal_to_take(actor)
    if refused is not None or actor.person_id is None:
        return refused or Refused(RefusalKind.NO_ROLE)
    with installation.database.read(actor.municipality_id) as connection:
        till_day = open_till_of(connection, actor.municipality_id, actor.person_id)
    if till_day is None:
        return Refused(RefusalKind.TILL_STATE)
    taking = _Taking(installation, till_day, received)
    income = Income(
        WAY, till_account(till_day.till), Decimal(0), till_day_id=till_day.id, exact=True
    )
    answer = book(installation, actor, order_id, income, taking)
    if isinstance(answer, Refused):
        return answer
    with installation.database.read(actor.municipality_id) as connection:
        receipt = receipt_by_id(connection, actor.municipality_id, taking.receipt_id)
    return receipt or Refused(RefusalKind.NOT_FOUND)


def close_till(
    installation: Installation, actor: Actor, counted: Decimal, note: str
) -> TillClosed | Refused:
    """End the day of the person's till: what was counted, and why it differs where it does."""
    refused = refusal_to_take(actor)
    if refused is not None or actor.person_id is None:
        return refused or Refused(RefusalKind.NO_ROLE)
    if not counted.is_finite() or not 0 <= counted <= MOST_CASH:
        return InvalidData(RefusalKind.INVALID_DATA, {"field": "counted"})
    person_id, town = actor.person_id, actor.municipality_id

    def verb(connection: Connection) -> TillClosed | Refused:
        mine = open_till_of(connection, town, person_id)
        if mine is None or not hold_till_day(connection, town, mine.id):
            return Refused(RefusalKind.TILL_STATE)
        expected = expected_in(connection, town, mine)
        said = note.strip()
        if counted != expected and not 0 < len(said) <= LONGEST_REASON:
            return InvalidData(
                RefusalKind.INVALID_DATA, {"field": "note", "expected": f"{expected:f}"}
            )
        closed = TillClosed(mine.id, counted, expected)
        history = TownHistory(installation, connection, actor)
        close_till_day(
            connection,
            town,
            mine.id,
            at=history.now,
            counted=counted,
            expected=expected,
            note=said[:LONGEST_REASON],
        )
        told = {
            "till": str(mine.till),
            "counted": f"{counted:f}",
            "expected": f"{expected:f}",
            "difference": f"{closed.difference:f}",
        }
        detail = {"reason": said[:LONGEST_REASON]} if said else None
        history.add(TownEventKind.TILL_CLOSED, data=told, detail=detail)
        history.write()
        return closed

    return in_one_transaction(installation, actor, verb)


def expected_in(connection: Connection, town: int, day: TillDayRow) -> Decimal:
    """The cash that a till should hold by the ledger."""
    return sum_on(entries_of_till_day(connection, town, day.id), till_account(day.till))


class _Taking:
    """The receipt, beside the payment."""

    def __init__(self, installation: Installation, day: TillDayRow, received: Decimal) -> None:
        self.receipt_id = 0
        self._installation = installation
        self._day = day
        self._received = received

    def __call__(
        self, connection: Connection, scene: Scene, row: OrderRow, _: Outcome, paid: Decimal
    ) -> str | Refused:
        town = scene.municipality_id
        due = owed(entries_of_order(connection, town, row.id))
        received = self._received
        if not received.is_finite() or not due <= received <= MOST_CASH:
            return InvalidData(RefusalKind.INVALID_DATA, {"field": "received"})
        if not hold_till_day(connection, town, self._day.id):
            return Refused(RefusalKind.TILL_STATE)
        year = self._day.day.year
        sequence = step.next_number(connection, town, kind=f"till:{self._day.till}", year=year)
        number = f"C{self._day.till:02d}-{year}-{sequence:06d}"
        self.receipt_id = self._installation.ids.new()
        receipt = ReceiptRow(
            id=self.receipt_id,
            till_day_id=self._day.id,
            order_id=row.id,
            number=number,
            amount=paid,
            received=received,
            at=scene.now,
            person_id=scene.actor.person_id or 0,
            voided_at=None,
            voided_by=None,
            void_reason=None,
        )
        insert_receipt(connection, town, receipt)
        return number
