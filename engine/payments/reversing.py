"""A payment that the bank took back: what it had paid is owed again, by contra entries.

The money of a line may have gone several ways: to the order of its code, and what lay aside of it
to others, part by part. Each part is countered, in one commit, or none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.cases.operated import refusal_of_reason
from engine.cases.scene import Scene, in_one_transaction, write_events
from engine.history.kinds import EventKind
from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.installation import Installation
from engine.payments.closing import end_and_release
from engine.payments.ledger import (
    RECEIVABLE,
    SUSPENSE,
    TREASURY,
    Posting,
    refund,
    refundable,
    reversal,
    rows_of,
)
from engine.payments.ordering import about
from engine.payments.paid_into import countered
from engine.payments.rights import refusal_to_reconcile
from engine.payments.settling import APPLIED
from engine.payments.voiding import is_over, scene_of_order
from engine.payments.waiting import tell_settled
from engine.refusals import InvalidData, RefusalKind, Refused
from storage.database import Connection
from storage.queries.bank_lines import lines_paying, suspense_of_line
from storage.queries.payments import (
    LineRow,
    OrderRow,
    SuspenseRow,
    entries_of_order,
    order_by_id,
    suspense_by_id,
)
from storage.tables.payments import OrderState, Outcome
from storage.writes.payments import (
    insert_entries,
    mark_taken_back,
    reopen_order,
    settle_suspense,
)

COUNTERED = "countered"
_PAYS = frozenset({Outcome.MATCHED, Outcome.OVER})


@dataclass(frozen=True, slots=True)
class Trail:
    """Where the money of a line went: how much paid each order, what of it still waits, and how
    much is ours no more because it was given back. They sum to the line."""

    paid: tuple[tuple[int, Decimal], ...]
    waiting: SuspenseRow | None
    gone: Decimal


def trail_of(line: LineRow, aside: Sequence[SuspenseRow]) -> Trail:
    """The trail of a line, given what of it was laid aside, the oldest first. Pure."""
    first = line.order_id if line.outcome in _PAYS else None
    holders = [first, *(each.order_id if each.settled_as == APPLIED else None for each in aside)]
    sums = [line.amount, *(each.amount for each in aside), Decimal(0)]
    parts = [
        (holder, before - after)
        for holder, before, after in zip(holders, sums[:-1], sums[1:], strict=True)
    ]
    last = aside[-1] if aside and aside[-1].settled_at is None else None
    kept = last.amount if last else Decimal(0)
    lost = sum((part for holder, part in parts if holder is None), Decimal(0)) - kept
    paid = tuple((holder, part) for holder, part in parts if holder is not None and part)
    return Trail(paid, last, lost)


class _UndoneError(Exception):
    """Nothing of it is written."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(str(refused.kind))
        self.refused = refused


def take_back(
    installation: Installation, actor: Actor, suspense_id: int, operation: str, reason: str
) -> SuspenseRow | Refused:
    """Counter the payment of this operation by what the bank took back. Refused where no payment
    of exactly so much has it, or part of it was given back already."""
    refused = refusal_to_reconcile(actor) or refusal_of_reason(reason)
    if refused is not None:
        return refused
    verb = _TakingBack(installation, actor, suspense_id, operation.strip(), reason.strip())
    try:
        answer = in_one_transaction(installation, actor, verb)
    except _UndoneError as undone:
        return undone.refused
    if isinstance(answer, Refused):
        return answer
    row, other = answer
    for each in (row, other):
        if each is not None:
            tell_settled(installation, actor.municipality_id, each.id)
    return row


@dataclass(frozen=True, slots=True)
class _TakingBack:
    installation: Installation
    actor: Actor
    suspense_id: int
    operation: str
    reason: str

    def __call__(self, connection: Connection) -> tuple[SuspenseRow, SuspenseRow | None]:
        town = self.actor.municipality_id
        row = suspense_by_id(connection, town, self.suspense_id)
        if row is None:
            raise _UndoneError(Refused(RefusalKind.NOT_FOUND))
        if row.amount >= 0:
            raise _UndoneError(InvalidData(RefusalKind.INVALID_DATA, {"field": "how"}))
        history = TownHistory(self.installation, connection, self.actor)  # one at a time
        line, trail = self._trail(connection, -row.amount)
        if not mark_taken_back(connection, town, line.id):
            raise _UndoneError(Refused(RefusalKind.ANSWERED))
        first = trail.paid[0][0] if trail.paid else None
        self._settle(connection, row, history, first)
        for order_id, amount in sorted(trail.paid):
            self._counter(connection, order_id, amount)
        if trail.waiting is not None:
            self._settle(connection, trail.waiting, history, None)
            if trail.waiting.held != SUSPENSE:  # there the one and the other sum to nothing
                posting = reversal(trail.waiting.held, trail.waiting.amount)
                self._post(connection, history, [posting])
        told = {"how": COUNTERED, "amount": f"{-row.amount:f}", "suspense": str(row.id)}
        history.add(TownEventKind.PAYMENT_SETTLED, data=told, detail={"reason": self.reason})
        history.write()
        return row, trail.waiting

    def _trail(self, connection: Connection, amount: Decimal) -> tuple[LineRow, Trail]:
        """Of the newest payment of this operation whose money is all there."""
        town = self.actor.municipality_id
        lines = lines_paying(connection, town, self.operation, amount, limit=20)
        if not lines:
            raise _UndoneError(InvalidData(RefusalKind.INVALID_DATA, {"field": "operation"}))
        for line in lines:
            trail = trail_of(line, suspense_of_line(connection, town, line.id))
            if not trail.gone and self._is_there(connection, trail):
                return line, trail
        raise _UndoneError(Refused(RefusalKind.GIVEN_BACK))

    def _is_there(self, connection: Connection, trail: Trail) -> bool:
        town = self.actor.municipality_id
        return all(
            refundable(entries_of_order(connection, town, order_id)) >= amount
            for order_id, amount in trail.paid
        )

    def _counter(self, connection: Connection, order_id: int, amount: Decimal) -> None:
        town = self.actor.municipality_id
        order = order_by_id(connection, town, order_id)
        scene = scene_of_order(self.installation, connection, self.actor, order) if order else None
        if order is None or scene is None:
            raise _UndoneError(Refused(RefusalKind.NOT_FOUND))
        if refundable(entries_of_order(connection, town, order_id)) < amount:  # under the lock
            raise _UndoneError(Refused(RefusalKind.GIVEN_BACK))
        held = countered(connection, scene, order, amount, f"{self.operation}: {self.reason}")
        if isinstance(held, Refused):
            raise _UndoneError(held)
        if is_over(scene) and not held:  # nobody hears of its money any more: income is lost
            self._post(connection, scene, [refund(amount)], order.id)
            self._post(connection, scene, [reversal(TREASURY, amount)])
        else:
            self._post(connection, scene, [reversal(RECEIVABLE, amount)], order.id)
            self._owe_again(connection, scene, order)
        told = {**about(order), "amount": f"{amount:f}"}
        detail = {"title": order.concept, "reason": self.reason}
        scene.ledger.add(EventKind.PAYMENT_REVERSED, data=told, detail=detail)
        write_events(connection, scene)

    def _owe_again(self, connection: Connection, scene: Scene, order: OrderRow) -> None:
        reopen_order(connection, scene.municipality_id, order.id)
        again = order_by_id(connection, scene.municipality_id, order.id)
        if again is not None and is_over(scene):
            end_and_release(connection, scene, again, OrderState.CANCELLED)

    def _settle(
        self, connection: Connection, row: SuspenseRow, history: TownHistory, order_id: int | None
    ) -> None:
        settled = settle_suspense(
            connection,
            self.actor.municipality_id,
            row.id,
            at=history.now,
            by=self.actor.person_id,
            how=COUNTERED,
            reason=self.reason,
            order_id=order_id,
        )
        if not settled:
            raise _UndoneError(Refused(RefusalKind.ANSWERED))

    def _post(
        self,
        connection: Connection,
        when: Scene | TownHistory,
        postings: Sequence[Posting],
        order_id: int | None = None,
    ) -> None:
        rows = rows_of(
            self.installation.ids,
            postings,
            at=when.now,
            order_id=order_id,
            person_id=self.actor.person_id,
        )
        insert_entries(connection, self.actor.municipality_id, rows)
