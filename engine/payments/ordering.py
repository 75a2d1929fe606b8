"""An order of payment: made once by its job, and lapsed when its term is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from engine.calendar.terms import LONGEST, MonthEnd, Unit
from engine.cases.lifecycle import CaseState
from engine.cases.scene import Scene, in_one_transaction, scene_of, write_events
from engine.cases.surroundings import surroundings_of
from engine.history.kinds import EventKind
from engine.identity import system_actor
from engine.installation import Installation
from engine.payments.closing import end_and_release
from engine.payments.codes import new_code
from engine.payments.ledger import charge, rows_of
from engine.refusals import InvalidData, RefusalKind, Refused
from storage import step
from storage.database import Connection
from storage.queries.municipalities import municipality_by_id
from storage.queries.payments import OrderRow, order_by_code, order_by_id
from storage.tables.payments import OrderState
from storage.writes.payments import insert_entries, insert_order

LONGEST_CONCEPT = 200
DEAREST = Decimal(10_000_000)
CENT, WHOLE = Decimal("0.01"), Decimal(1)
WITHOUT_CENTS = frozenset({"CLP", "PYG"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a process asks for; under the same `order_id` it is asked for once."""

    case_id: int
    order_id: int
    concept: str
    amount: Decimal
    days: int
    unit: str = Unit.CALENDAR


@dataclass(frozen=True, slots=True)
class Ordered:
    """The order, as it was made."""

    order_id: int
    code: str
    amount: Decimal
    due_on: date
    state: str


def rounded(amount: Decimal, currency: str) -> Decimal:
    """As money of a currency: half a cent goes up."""
    place = WHOLE if currency in WITHOUT_CENTS else CENT
    return amount.quantize(place, rounding=ROUND_HALF_UP)


def order(installation: Installation, town: int, asked: Asked) -> Ordered | Refused:
    """Make the order; the same answer when it was made before."""
    concept = asked.concept.strip()[:LONGEST_CONCEPT]
    wrong = _wrong_in(asked, concept)
    if wrong:
        return InvalidData(RefusalKind.INVALID_DATA, {"field": wrong})
    actor = system_actor(town)

    def verb(connection: Connection) -> Ordered | Refused:
        loaded = step.load(connection, town, case_id=asked.case_id)
        if loaded is None or loaded.case.state != CaseState.OPEN:
            return Refused(RefusalKind.CASE_NOT_OPEN)
        before = order_by_id(connection, town, asked.order_id)
        if before is not None:
            return ordered(before)
        scene = scene_of(installation, actor, loaded)
        row = _row(installation, connection, scene, asked, concept)
        insert_order(connection, town, row)
        entries = rows_of(installation.ids, [charge(row.amount)], at=scene.now, order_id=row.id)
        insert_entries(connection, town, entries)
        told = {**about(row), "due": row.due_on}
        scene.ledger.add(EventKind.PAYMENT_ORDERED, data=told, detail={"title": concept})
        write_events(connection, scene)
        return ordered(row)

    return in_one_transaction(installation, actor, verb)


def lapse(installation: Installation, town: int, case_id: int, code: str) -> Ordered | Refused:
    """The term of an order of this case is over; what was paid meanwhile stays paid."""
    actor = system_actor(town)

    def verb(connection: Connection) -> Ordered | Refused:
        loaded = step.load(connection, town, case_id=case_id)
        row = order_by_code(connection, town, code)
        if loaded is None or row is None or row.case_id != case_id:
            return Refused(RefusalKind.NOT_FOUND)
        scene = scene_of(installation, actor, loaded)
        if end_and_release(connection, scene, row, OrderState.LAPSED):
            write_events(connection, scene)
        now = order_by_id(connection, town, row.id)
        return ordered(now or row)

    return in_one_transaction(installation, actor, verb)


def ordered(row: OrderRow) -> Ordered:
    """What a process hears of its order."""
    return Ordered(row.id, row.code, row.amount, row.due_on, row.state)


def about(row: OrderRow) -> dict[str, str]:
    """What every event about an order says of it: nothing personal."""
    return {"code": row.code, "amount": f"{row.amount:f}", "currency": row.currency}


def _wrong_in(asked: Asked, concept: str) -> str:
    if not concept:
        return "concept"
    if not asked.amount.is_finite() or not 0 < asked.amount <= DEAREST:
        return "amount"
    if asked.unit not in LONGEST or not 0 < asked.days <= LONGEST[asked.unit]:
        return "days"
    return ""


def _row(
    installation: Installation, connection: Connection, scene: Scene, asked: Asked, concept: str
) -> OrderRow:
    town = municipality_by_id(connection, scene.municipality_id)
    currency = town.currency if town else ""
    around = surroundings_of(installation, connection, scene.municipality_id, scene.now)
    return OrderRow(
        id=asked.order_id,
        case_id=asked.case_id,
        code=_unused(installation, connection, scene.municipality_id),
        concept=concept,
        amount=rounded(asked.amount, currency),
        currency=currency,
        due_on=around.calendar.add(
            around.today, asked.days, asked.unit, month_end=MonthEnd.NEXT_BUSINESS_DAY
        ),
        state=OrderState.PENDING,
        created_at=scene.now,
        ended_at=None,
        told_at=None,
    )


def _unused(installation: Installation, connection: Connection, town: int) -> str:
    """A code that no order of the town has; the constraint of the table has the last word."""
    code = new_code(installation.random_bytes)
    while order_by_code(connection, town, code) is not None:
        code = new_code(installation.random_bytes)
    return code
