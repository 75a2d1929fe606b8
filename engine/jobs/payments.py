"""The built-in handlers `cauce:payment-order` and `cauce:payment-lapse`.

The first asks for a fee: inputs `concept`, `amount`, `days` to pay and their `unit` (`calendar`,
or `business`); back come `code`, `amount` and `due`. The order has the number of its
job, so that it is asked for once. The second says that the term of the order `code` is over; back
comes `state`: `lapsed`, or `paid` where the money was faster. Those of money that waits are in
`suspense.py`.
"""

from __future__ import annotations

from decimal import Decimal

from engine.calendar.terms import Unit
from engine.installation import Installation
from engine.jobs.results import Done, Handler, Incident, Result, Retry, Work
from engine.jobs.suspense import suspense_handlers
from engine.payments.ordering import Asked, Ordered, lapse, order
from engine.refusals import RefusalKind, Refused
from engine.sentences import N_, phrase

ORDER = "cauce:payment-order"
LAPSE = "cauce:payment-lapse"


def payment_handlers(installation: Installation) -> dict[str, Handler]:
    """The handlers by their kind."""

    def ordering(work: Work) -> Result:
        asked = Asked(
            case_id=work.case_id or 0,
            order_id=work.job_id,
            concept=_text(work.payload.get("concept")),
            amount=_number(work.payload.get("amount")),
            days=_whole(work.payload.get("days")),
            unit=_text(work.payload.get("unit")) or Unit.CALENDAR,
        )
        answer = order(installation, work.municipality_id, asked)
        if isinstance(answer, Ordered):
            return Done({"code": answer.code, "amount": answer.amount, "due": answer.due_on})
        return _refused(answer)

    def lapsing(work: Work) -> Result:
        code = _text(work.payload.get("code"))
        answer = lapse(installation, work.municipality_id, work.case_id or 0, code)
        return _refused(answer) if isinstance(answer, Refused) else Done({"state": answer.state})

    return {ORDER: ordering, LAPSE: lapsing, **suspense_handlers(installation)}


def _refused(answer: Refused) -> Result:
    match answer.kind:
        case RefusalKind.CONFLICT:
            return Retry(str(answer.kind))
        case RefusalKind.CASE_NOT_OPEN:
            return Incident(phrase(N_("El expediente ya no está abierto.")))
        case RefusalKind.NOT_FOUND:
            return Incident(phrase(N_("El expediente no tiene una orden de pago con ese código.")))
    said = {
        "concept": N_("«concept» debe decir por qué se paga."),
        "amount": N_("«amount» debe ser un monto mayor que cero."),
        "days": N_("«days» debe ser cuántos días hay para pagar, y «unit» de qué clase."),
    }
    return Incident(phrase(said.get(answer.details.get("field", ""), said["amount"])))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> Decimal:
    is_number = isinstance(value, Decimal | int) and not isinstance(value, bool)
    return Decimal(value) if is_number else Decimal(0)  # type: ignore[arg-type]  # asked above


def _whole(value: object) -> int:
    number = _number(value)
    return int(number) if number.is_finite() and number == number.to_integral_value() else 0
