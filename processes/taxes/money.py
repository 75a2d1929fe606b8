"""What the processes of taxes do with money: their service tasks, by kind.

All take the `code` of a taxpayer. `taxes:account` tells what is owed today, or on the day `on`, of
one `concept` where it says so, and of what a `coupon` (or a choice of debts) is for; `taxes:pay`
puts what came by an `order` into the ledger, likewise, what the `coupon` is for first;
`taxes:credit-apply` pays with what lies to the taxpayer's credit; `taxes:credit-refund` gives back
an `amount` of it, `why`. Each may be done again and does nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from engine.deadlines.calendars import calendar_of
from engine.installation import Installation
from engine.jobs.results import Done, Handler, Incident, Result, Work
from engine.sentences import N_, phrase
from processes.taxes.account import First, is_of
from processes.taxes.cents import NOTHING
from processes.taxes.collecting import account_today, only, pay
from processes.taxes.coupons import pays_first
from processes.taxes.crediting import NoCredit, Refund, apply_credit, refund_credit
from processes.taxes.dues.stages import tell_paid
from processes.taxes.posting import Payment
from processes.taxes.told import paid_words
from storage.queries.payments import order_by_code
from storage.queries.taxes import TaxpayerRow, account_of, taxpayer_by_code

Act = Callable[[Installation, Work, TaxpayerRow], Result]


def money_handlers(installation: Installation) -> dict[str, Handler]:
    """The handlers by their kind."""
    acts: Mapping[str, Act] = {
        "taxes:account": _tell,
        "taxes:pay": _pay,
        "taxes:credit-apply": _apply,
        "taxes:credit-refund": _refund,
    }
    return {kind: of_taxpayer(installation, act) for kind, act in acts.items()}


def of_taxpayer(installation: Installation, act: Act) -> Handler:
    """A handler of whatever is done to the taxpayer whose code the step hands over."""

    def handle(work: Work) -> Result:
        code = str(work.payload.get("code") or "").strip()
        with installation.database.read(work.municipality_id) as connection:
            who = taxpayer_by_code(connection, work.municipality_id, code)
        if who is None:
            said = N_(
                "No hay un contribuyente con el código %(code)s: cancele y empiece con el correcto."
            )
            return Incident(phrase(said, code=code))
        return act(installation, work, who)

    return handle


def _tell(installation: Installation, work: Work, who: TaxpayerRow) -> Result:
    town, given = work.municipality_id, work.payload.get("on")
    today = given if isinstance(given, date) else today_in(installation, town)
    with installation.database.read(town) as connection:
        found = account_today(installation, connection, town, who.id, today)
    found = only(found, str(work.payload.get("concept") or ""))
    first = _named(work)
    named = sum((each.total for each in found.owed if is_of(each, first)), NOTHING)
    told: dict[str, Any] = {
        "code": who.code, "name": who.name, "total": found.total, "late": found.late, "on": today,
        "credit": found.credit, "discount": found.discount, "coupon": named,
    }  # fmt: skip
    return Done(told)


def _pay(installation: Installation, work: Work, who: TaxpayerRow) -> Result:
    town, given = work.municipality_id, work.payload
    amount, on = given.get("amount"), given.get("on")
    if not isinstance(amount, Decimal) or not isinstance(on, date):
        return Incident(phrase(N_("«amount» debe ser un monto, y «on» un día.")))
    with installation.database.read(town) as connection:
        order = order_by_code(connection, town, str(given.get("order") or ""))
    if order is None or order.case_id != work.case_id:
        return Incident(phrase(N_("El expediente no tiene una orden de pago con ese código.")))
    payment = Payment(
        amount, on, str(given.get("way") or "bank"), work.idempotency_key,
        case_id=order.case_id, order_id=order.id, concept=str(given.get("concept") or ""),
        first=_named(work),
    )  # fmt: skip
    found = pay(installation, town, who.id, payment)
    tell_paid(installation, town, who.id, on)
    with installation.database.read(town) as connection:
        detail = paid_words(account_of(connection, town, who.id), order.id)
    return Done({"rest": found.rest, "detail": detail})


def _named(work: Work) -> First:
    return pays_first(str(work.payload.get("coupon") or ""))


def _apply(installation: Installation, work: Work, who: TaxpayerRow) -> Result:
    town, today = work.municipality_id, today_in(installation, work.municipality_id)
    applied = apply_credit(installation, town, who.id, today, work.idempotency_key)
    tell_paid(installation, town, who.id, today)
    return Done({"applied": applied})


def _refund(installation: Installation, work: Work, who: TaxpayerRow) -> Result:
    amount, on = work.payload.get("amount"), work.payload.get("on")
    why = str(work.payload.get("why") or "").strip()
    if not isinstance(amount, Decimal) or amount <= 0 or not isinstance(on, date) or not why:
        said = N_("«amount» debe ser un monto mayor que cero, «on» un día y «why» un motivo.")
        return Incident(phrase(said))
    try:
        refund_credit(installation, work.municipality_id, who.id, Refund(amount, on, why))
    except NoCredit:
        return Incident(phrase(N_("El contribuyente ya no tiene tanto saldo a favor.")))
    return Done({"refunded": amount})


def today_in(installation: Installation, municipality_id: int) -> date:
    """The day that it is there."""
    with installation.database.read(municipality_id) as connection:
        calendar = calendar_of(installation, connection, municipality_id)
    return calendar.local_day(installation.clock.now())
