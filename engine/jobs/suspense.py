"""The built-in handlers of money that waits for a person: `cauce:suspense-apply` puts it to the
order `code`, `cauce:suspense-return` gives it back, `cauce:suspense-reverse` counters the payment
of the bank's `operation` that the bank took back.

All take `suspense`, the number of what waits, and a `reason`; back comes `state`: `applied` (with
its `amount`), `returned` or `countered`; `settled` where somebody did something else with it
before; else why not, so that the case asks again: `no_order`, `order_over`, `no_payment`,
`given_back`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from engine.identity import Actor, system_actor
from engine.installation import Installation
from engine.jobs.results import Done, Handler, Incident, Result, Retry, Work
from engine.payments.booking import Booked
from engine.payments.codes import read_code
from engine.payments.reversing import COUNTERED, take_back
from engine.payments.settling import APPLIED, RETURNED, put_to, return_it
from engine.refusals import RefusalKind, Refused
from engine.sentences import N_, phrase
from storage.queries.payments import SuspenseRow, order_by_code, suspense_by_id

Act = Callable[[Work, int], object]
_ASKS_AGAIN: Mapping[tuple[RefusalKind, str], str] = {
    (RefusalKind.INVALID_DATA, "code"): "no_order",
    (RefusalKind.INVALID_DATA, "operation"): "no_payment",
    (RefusalKind.ORDER_STATE, ""): "order_over",
    (RefusalKind.GIVEN_BACK, ""): "given_back",
}


def suspense_handlers(installation: Installation) -> dict[str, Handler]:
    """The handlers by their kind."""
    acts: Mapping[str, tuple[str, Act]] = {
        "cauce:suspense-apply": (
            APPLIED,
            lambda work, row: put_to(
                installation, _house(work), row, _text(work, "code"), _text(work, "reason")
            ),
        ),
        "cauce:suspense-return": (
            RETURNED,
            lambda work, row: return_it(installation, _house(work), row, _text(work, "reason")),
        ),
        "cauce:suspense-reverse": (
            COUNTERED,
            lambda work, row: take_back(
                installation, _house(work), row, _text(work, "operation"), _text(work, "reason")
            ),
        ),
    }
    return {kind: _handler(installation, how, act) for kind, (how, act) in acts.items()}


def _handler(installation: Installation, how: str, act: Act) -> Handler:
    def handle(work: Work) -> Result:
        typed = _text(work, "suspense")
        row = _row(installation, work, typed)
        if row is None:
            return Incident(phrase(N_("No hay dinero en suspenso con ese número.")))
        if row.settled_at is not None:  # by an attempt whose answer was lost, or by somebody else
            return Done({"state": how if _did(installation, work, row, how) else "settled"})
        answer = act(work, row.id)
        if not isinstance(answer, Refused):
            amount = answer.amount if isinstance(answer, Booked) else abs(row.amount)
            return Done({"state": how, "amount": amount})
        return _refused(answer)

    return handle


def _did(installation: Installation, work: Work, row: SuspenseRow, how: str) -> bool:
    """What became of it is what this work does."""
    if row.settled_as != how:
        return False
    if how != APPLIED:
        return True
    town, code = work.municipality_id, read_code(_text(work, "code"))
    with installation.database.read(town) as connection:
        order = order_by_code(connection, town, code) if code else None
    return order is not None and order.id == row.order_id


def _row(installation: Installation, work: Work, typed: str) -> SuspenseRow | None:
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 20):
        return None
    with installation.database.read(work.municipality_id) as connection:
        return suspense_by_id(connection, work.municipality_id, int(typed))


def _refused(answer: Refused) -> Result:
    if answer.kind is RefusalKind.CONFLICT:
        return Retry(str(answer.kind))
    if answer.kind is RefusalKind.ANSWERED:
        return Done({"state": "settled"})
    said = _ASKS_AGAIN.get((answer.kind, answer.details.get("field", "")))
    if said is not None:
        return Done({"state": said, "amount": Decimal(0)})
    return Incident(
        phrase(N_("El dinero en suspenso no se pudo resolver (%(kind)s)."), kind=answer.kind)
    )


def _house(work: Work) -> Actor:
    return system_actor(work.municipality_id)


def _text(work: Work, name: str) -> str:
    value = work.payload.get(name)
    return value if isinstance(value, str) else ""
