"""Taking back a receipt, and giving money back: by a contra entry, saying why.

A receipt is voided by who gave it or by the treasury, while the day of its till is open: the cash
goes back over the counter, and the order owes again. Afterwards only the treasury gives money back.
A case that is over keeps its receipt, unless a register that the money went into (`paid_into.py`)
counters it: then the order is asked for no more.
"""

from __future__ import annotations

from decimal import Decimal

from engine.cases.lifecycle import CaseState
from engine.cases.operated import refusal_of_reason
from engine.cases.scene import Scene, in_one_transaction, scene_of, write_events
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.payments.closing import end_and_release
from engine.payments.ledger import (
    Posting,
    refund,
    refundable,
    rows_of,
    till_account,
    void,
)
from engine.payments.ordering import about, rounded
from engine.payments.paid_into import countered
from engine.payments.rights import is_cashier, reconciles, refusal_to_reconcile
from engine.refusals import InvalidData, RefusalKind, Refused
from storage import step
from storage.database import Connection
from storage.queries.payments import OrderRow, entries_of_order, order_by_id
from storage.queries.tills import ReceiptRow, TillDayRow, receipt_by_id, till_day_by_id
from storage.tables.payments import OrderState
from storage.writes.payments import hold_till_day, insert_entries, reopen_order, void_receipt


def may_void(actor: Actor, receipt: ReceiptRow) -> bool:
    """Who gave the receipt, or whoever reconciles."""
    return reconciles(actor) or (is_cashier(actor) and receipt.person_id == actor.person_id)


def void_of(
    installation: Installation, actor: Actor, receipt_id: int, reason: str
) -> ReceiptRow | Refused:
    """The receipt counts no more and its number stays used; again is no act."""
    refused = refusal_of_reason(reason)
    if refused is not None:
        return refused
    town, said = actor.municipality_id, reason.strip()

    def verb(connection: Connection) -> ReceiptRow | Refused:
        receipt = receipt_by_id(connection, town, receipt_id)
        order = order_by_id(connection, town, receipt.order_id) if receipt else None
        if receipt is None or order is None:
            return Refused(RefusalKind.NOT_FOUND)
        if not may_void(actor, receipt):
            return Refused(RefusalKind.NO_ROLE)
        scene = scene_of_order(installation, connection, actor, order)
        day = till_day_by_id(connection, town, receipt.till_day_id)
        if scene is None or day is None:
            return Refused(RefusalKind.NOT_FOUND)
        if not hold_till_day(connection, town, day.id):
            return Refused(RefusalKind.TILL_STATE)
        receipt = receipt_by_id(connection, town, receipt.id) or receipt  # as it is under the lock
        if receipt.voided_at is not None:
            return receipt
        if refundable(entries_of_order(connection, town, order.id)) < receipt.amount:
            return Refused(RefusalKind.GIVEN_BACK)
        held = countered(connection, scene, order, receipt.amount, f"{receipt.number}: {said}")
        if isinstance(held, Refused):
            return held
        if not held and is_over(scene):
            return Refused(RefusalKind.CASE_NOT_OPEN, {"state": scene.loaded.case.state})
        void_receipt(connection, town, receipt.id, at=scene.now, by=actor.person_id, reason=said)
        _counter(connection, scene, order, receipt, day, said)
        return receipt

    return in_one_transaction(installation, actor, verb)


def give_back(
    installation: Installation, actor: Actor, order_id: int, amount: Decimal, reason: str
) -> OrderRow | Refused:
    """The treasury gives back what was paid, or a part; the order stays paid."""
    refused = refusal_to_reconcile(actor) or refusal_of_reason(reason)
    if refused is not None:
        return refused
    town, said = actor.municipality_id, reason.strip()

    def verb(connection: Connection) -> OrderRow | Refused:
        order = order_by_id(connection, town, order_id)
        scene = scene_of_order(installation, connection, actor, order) if order else None
        if order is None or scene is None:
            return Refused(RefusalKind.NOT_FOUND)
        most = refundable(entries_of_order(connection, town, order.id))
        exact = amount.is_finite() and amount == rounded(amount, order.currency)
        if not exact or not 0 < amount <= most:
            return InvalidData(RefusalKind.INVALID_DATA, {"field": "amount", "most": f"{most:f}"})
        held = countered(connection, scene, order, amount, said)
        if isinstance(held, Refused):
            return held
        _post(connection, scene, order, refund(amount))
        told = {**about(order), "amount": f"{amount:f}"}
        detail = {"title": order.concept, "reason": said}
        scene.ledger.add(EventKind.PAYMENT_REFUNDED, data=told, detail=detail)
        write_events(connection, scene)
        return order

    return in_one_transaction(installation, actor, verb)


def _counter(
    connection: Connection,
    scene: Scene,
    order: OrderRow,
    receipt: ReceiptRow,
    day: TillDayRow,
    reason: str,
) -> None:
    """The ledger says the opposite, the order owes again while its case goes on, and the case's
    history tells."""
    _post(connection, scene, order, void(till_account(day.till), receipt.amount), day.id)
    reopen_order(connection, scene.municipality_id, order.id)
    again = order_by_id(connection, scene.municipality_id, order.id)
    told = {**about(order), "amount": f"{receipt.amount:f}", "number": receipt.number}
    detail = {"title": order.concept, "reason": reason}
    scene.ledger.add(EventKind.RECEIPT_VOIDED, data=told, detail=detail)
    if again is not None and is_over(scene):  # nobody hears of its money any more
        end_and_release(connection, scene, again, OrderState.CANCELLED)
    write_events(connection, scene)


def is_over(scene: Scene) -> bool:
    """The case of this scene ended."""
    return scene.loaded.case.state not in (CaseState.OPEN, CaseState.SUSPENDED)


def scene_of_order(
    installation: Installation, connection: Connection, actor: Actor, order: OrderRow
) -> Scene | None:
    loaded = step.load(connection, actor.municipality_id, case_id=order.case_id)
    return scene_of(installation, actor, loaded) if loaded else None


def _post(
    connection: Connection,
    scene: Scene,
    order: OrderRow,
    posting: Posting,
    till_day_id: int | None = None,
) -> None:
    rows = rows_of(
        scene.installation.ids,
        [posting],
        at=scene.now,
        order_id=order.id,
        till_day_id=till_day_id,
        person_id=scene.actor.person_id,
    )
    insert_entries(connection, scene.municipality_id, rows)
