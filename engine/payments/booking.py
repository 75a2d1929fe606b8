"""Booking money that came: one promise behind every way to pay.

A way brings an `Income`; under the lock of the case it pays the order, or lies aside. In the same
commit: the ledger, the history, and the message to whoever waits in the case. Should the case's own
step fail on the message, the money is booked all the same and the message kept, so that a person
finds an incident and no payment is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine import bpmn
from engine.cases.advance import Advance
from engine.cases.kept_messages import deliver_kept, settle
from engine.cases.scene import Scene, in_one_transaction, scene_of
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.payments.ledger import (
    SURPLUS,
    SUSPENSE,
    applied,
    owed,
    payment,
    rows_of,
    set_aside,
)
from engine.payments.ordering import about
from engine.payments.telling import MESSAGE, tell_case
from engine.payments.waiting import lay_aside
from engine.refusals import RefusalKind, Refused
from storage import step
from storage.database import Connection
from storage.queries.payments import OrderRow, SuspenseRow, entries_of_order, order_by_id
from storage.tables.payments import OrderState, Outcome
from storage.writes.payments import end_order, insert_entries


@dataclass(frozen=True, slots=True)
class Income:
    """Money that came by a way: to which account, how much, and by which of its rows."""

    way: str
    account: str
    amount: Decimal
    line_id: int | None = None
    gateway_id: int | None = None
    till_day_id: int | None = None
    exact: bool = False
    """The way takes exactly what is owed, or nothing: a person stands there."""
    lies_at: str = ""
    """Where the money really lies, when `account` only holds it aside: somebody puts it to the
    order, which it may also pay in part, and says `why`."""
    why: str = ""
    day: date | None = None
    """The day on which it was paid, where the way says so: terms count from it."""


@dataclass(frozen=True, slots=True)
class Booked:
    """What became of it; `amount` paid the order."""

    outcome: Outcome
    order: OrderRow
    amount: Decimal
    proof: str = ""


Beside = Callable[[Connection, Scene, OrderRow, Outcome, Decimal], "str | Refused"]
"""Rows of the way itself, in the same commit: given what paid the order, it answers with the number
of its proof, or refuses all of it."""


def book(
    installation: Installation, actor: Actor, order_id: int, income: Income, beside: Beside
) -> Booked | Refused:
    """Pay an order, or set the money aside. Of an `exact` income the amount is what is owed."""
    for waking in (True, False):
        verb = _Booking(installation, actor, order_id, income, beside, waking=waking)
        try:
            answer = in_one_transaction(installation, actor, verb)
        except (bpmn.StepFailed, bpmn.TokenGone):
            if not waking:
                raise
            continue
        _afterwards(installation, actor, answer, verb.advance)
        return answer
    raise AssertionError("the second try does not wake the case")


@dataclass
class _Booking:
    installation: Installation
    actor: Actor
    order_id: int
    income: Income
    beside: Beside
    waking: bool
    advance: Advance | None = None

    def __call__(self, connection: Connection) -> Booked | Refused:
        town = self.actor.municipality_id
        known = order_by_id(connection, town, self.order_id)
        loaded = step.load(connection, town, case_id=known.case_id) if known else None
        row = order_by_id(connection, town, self.order_id)  # as it is under the lock
        if loaded is None or row is None:
            return Refused(RefusalKind.NOT_FOUND)
        scene = scene_of(self.installation, self.actor, loaded)
        due = owed(entries_of_order(connection, town, row.id))
        pending = row.state == OrderState.PENDING
        if self.income.exact and not pending:
            return Refused(RefusalKind.ORDER_STATE, {"state": row.state})
        came = due if self.income.exact else self.income.amount
        outcome = _outcome(row, came, due)
        paid = _paying(self.income, outcome, came, due)
        proof = self.beside(connection, scene, row, outcome, paid)
        if isinstance(proof, Refused):
            return proof
        whole = paid > 0 and paid == due
        if whole:
            end_order(
                connection, town, row.id, OrderState.PAID, at=scene.now, told=row.told_at is None
            )
        self._write(connection, scene, row, outcome, came=came, paid=paid)
        self.advance = tell_case(
            connection, scene, row, self._payload(row, proof), whole=whole, waking=self.waking
        )
        return Booked(outcome, row, paid, proof)

    def _write(
        self,
        connection: Connection,
        scene: Scene,
        row: OrderRow,
        outcome: Outcome,
        *,
        came: Decimal,
        paid: Decimal,
    ) -> None:
        income, rest = self.income, came - paid
        by_hand = bool(income.lies_at)
        pay = applied if by_hand else payment
        postings = [pay(income.account, paid)] if paid else []
        held = income.account if by_hand else SURPLUS if paid else SUSPENSE
        if rest and not by_hand:  # by hand it lies aside already
            postings.append(set_aside(income.account, held, rest))
        if rest:
            waiting = waiting_row(self.installation, scene, income, held, rest, outcome, row.id)
            lay_aside(self.installation, connection, scene.municipality_id, waiting)
        entries = rows_of(
            self.installation.ids,
            postings,
            at=scene.now,
            order_id=row.id,
            till_day_id=income.till_day_id,
            person_id=self.actor.person_id,
        )
        insert_entries(connection, scene.municipality_id, entries)
        told, detail = about(row), {"title": row.concept}
        if paid:
            kind = EventKind.PAYMENT_APPLIED if by_hand else EventKind.PAYMENT_RECEIVED
            said = {"reason": income.why} if by_hand else {}
            paid_by = {**told, "amount": f"{paid:f}", "way": income.way}
            scene.ledger.add(kind, data=paid_by, detail={**detail, **said})
        if rest and not by_hand:
            aside = {**told, "amount": f"{rest:f}", "way": income.way, "outcome": str(outcome)}
            scene.ledger.add(EventKind.PAYMENT_SET_ASIDE, data=aside, detail=detail)

    def _payload(self, row: OrderRow, proof: str) -> dict[str, object]:
        way, day = self.income.way, self.income.day
        return {
            "codigo": row.code, "monto": row.amount, "via": way, "recibo": proof, "pagado_el": day,
        }  # fmt: skip


def waiting_row(
    installation: Installation,
    scene: Scene,
    income: Income,
    held: str,
    amount: Decimal,
    outcome: Outcome,
    order_id: int | None,
) -> SuspenseRow:
    """Money that waits for a person."""
    return SuspenseRow(
        id=installation.ids.new(),
        line_id=income.line_id,
        gateway_id=income.gateway_id,
        order_id=order_id,
        account=income.lies_at or income.account,
        held=held,
        amount=amount,
        outcome=outcome,
        opened_at=scene.now,
        settled_at=None,
        settled_by=None,
        settled_as=None,
        reason=None,
    )


def _outcome(row: OrderRow, came: Decimal, due: Decimal) -> Outcome:
    if row.state == OrderState.PAID:
        return Outcome.DUPLICATE
    if row.state != OrderState.PENDING:
        return Outcome.CLOSED
    if came == due:
        return Outcome.MATCHED
    return Outcome.OVER if came > due else Outcome.UNDER


def _paying(income: Income, outcome: Outcome, came: Decimal, due: Decimal) -> Decimal:
    """How much of it goes to the order; a part only where a person puts it there."""
    if outcome in (Outcome.MATCHED, Outcome.OVER):
        return due
    return came if outcome is Outcome.UNDER and income.lies_at else Decimal(0)


def _afterwards(
    installation: Installation, actor: Actor, answer: Booked | Refused, advance: Advance | None
) -> None:
    """After the commit: what the case began to wait for may lie kept, and so may this message."""
    if advance is not None:
        settle(installation, actor.municipality_id, advance)
    elif isinstance(answer, Booked) and answer.amount:
        deliver_kept(installation, actor.municipality_id, MESSAGE, answer.order.code)
