"""What waits in suspense, settled by hand with a reason: put to an order, or given back.

Put to an order it pays what that still owes; what is left over waits on. The order is told as by
any other way, under the lock of its case.
"""

from __future__ import annotations

from decimal import Decimal

from engine.cases.operated import refusal_of_reason
from engine.cases.scene import Scene, in_one_transaction
from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.installation import Installation
from engine.payments.booking import Booked, Income, book
from engine.payments.codes import read_code
from engine.payments.ledger import TREASURY, returned, reversal, rows_of
from engine.payments.rights import refusal_to_reconcile
from engine.payments.waiting import tell_settled
from engine.refusals import InvalidData, RefusalKind, Refused
from storage.database import Connection
from storage.queries.payments import OrderRow, SuspenseRow, order_by_code, suspense_by_id
from storage.tables.payments import Outcome
from storage.writes.payments import insert_entries, settle_suspense

APPLIED, RETURNED = "applied", "returned"
WAY = "hand"


def put_to(
    installation: Installation, actor: Actor, suspense_id: int, typed: str, reason: str
) -> Booked | Refused:
    """What waits pays the order with this code, which must be pending."""
    refused = refusal_to_reconcile(actor) or refusal_of_reason(reason)
    if refused is not None:
        return refused
    town, code = actor.municipality_id, read_code(typed)
    with installation.database.read(town) as connection:
        waiting = suspense_by_id(connection, town, suspense_id)
        order = order_by_code(connection, town, code) if code else None
    if waiting is None:
        return Refused(RefusalKind.NOT_FOUND)
    if waiting.amount < 0:
        return InvalidData(RefusalKind.INVALID_DATA, {"field": "how"})
    if order is None:
        return InvalidData(RefusalKind.INVALID_DATA, {"field": "code"})
    income = Income(
        WAY,
        waiting.held,
        waiting.amount,
        line_id=waiting.line_id,
        gateway_id=waiting.gateway_id,
        lies_at=waiting.account,
        why=reason.strip(),
    )
    settling = _Settling(waiting, reason.strip())
    answer = book(installation, actor, order.id, income, settling)
    if isinstance(answer, Booked):
        tell_settled(installation, town, suspense_id)
    return answer


def return_it(
    installation: Installation, actor: Actor, suspense_id: int, reason: str
) -> SuspenseRow | Refused:
    """What waits is given back by where it came; what the bank took back for itself is an expense
    of the treasury."""
    refused = refusal_to_reconcile(actor) or refusal_of_reason(reason)
    if refused is not None:
        return refused
    town, said = actor.municipality_id, reason.strip()

    def verb(connection: Connection) -> SuspenseRow | Refused:
        row = suspense_by_id(connection, town, suspense_id)
        if row is None:
            return Refused(RefusalKind.NOT_FOUND)
        history = TownHistory(installation, connection, actor)
        settled = settle_suspense(
            connection, town, row.id, at=history.now, by=actor.person_id, how=RETURNED, reason=said
        )
        if not settled:
            return Refused(RefusalKind.ANSWERED)
        posting = (
            reversal(TREASURY, -row.amount)
            if row.amount < 0
            else returned(row.held, row.account, row.amount)
        )
        rows = rows_of(
            installation.ids,
            [posting],
            at=history.now,
            order_id=row.order_id,
            person_id=actor.person_id,
        )
        insert_entries(connection, town, rows)
        told = {"how": RETURNED, "amount": f"{row.amount:f}", "suspense": str(row.id)}
        history.add(TownEventKind.PAYMENT_SETTLED, data=told, detail={"reason": said})
        history.write()
        return row

    answer = in_one_transaction(installation, actor, verb)
    if not isinstance(answer, Refused):
        tell_settled(installation, town, suspense_id)
    return answer


class _Settling:
    """It waits no more, beside the payment that it makes."""

    def __init__(self, waiting: SuspenseRow, reason: str) -> None:
        self._waiting = waiting
        self._reason = reason

    def __call__(
        self, connection: Connection, scene: Scene, row: OrderRow, outcome: Outcome, _: Decimal
    ) -> str | Refused:
        if outcome not in (Outcome.MATCHED, Outcome.OVER, Outcome.UNDER):
            return Refused(RefusalKind.ORDER_STATE, {"state": row.state})
        settled = settle_suspense(
            connection,
            scene.municipality_id,
            self._waiting.id,
            at=scene.now,
            by=scene.actor.person_id,
            how=APPLIED,
            reason=self._reason,
            order_id=row.id,
        )
        return self._waiting.operation or "" if settled else Refused(RefusalKind.ANSWERED)
