"""A taxpayer's own account at the window: what they owe today and why, what they paid, and paying.

They come in with their code and the PIN that the counter gave them, or with the account for which
their document was shown. No address names a taxpayer:
whose account it is says the browser's token alone, and nobody else's is ever shown.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from engine.cases import Facts, start
from engine.identity import Actor
from engine.refusals import RefusalKind, Refused
from processes.taxes.agreeing import overdue as may_be_agreed
from processes.taxes.collecting import account_today
from processes.taxes.coupons import choice_of
from processes.taxes.own_account import (
    LASTS,
    prove,
    token_for,
)
from storage.database import Connection
from storage.queries.payments import is_being_paid, orders_about
from storage.queries.taxes import TaxpayerRow, account_of
from ui.blank.pages import can_write_pdf
from ui.parts import Choice, Column, Crumb, FieldError, Pair
from ui.payments.coupons import concept_of
from ui.payments.paying import payment_context
from ui.payments.typed import money_in
from ui.portal.around import citizen_page
from ui.portal.citizen import Citizen, FromOutside, forget, keep
from ui.portal.tax_papers import paid_lines
from ui.portal.taxpayer import COOKIE, who_is
from ui.taxes.present import entry_line, owed_line, what_words
from ui.taxes.rights import TAX_OFFICE
from ui.visit import Form, go

router = APIRouter(prefix="/{municipality}/citizen/taxes")
PROCESS = "pago_tributos"
SECTION = "citizen"
AGREEMENT = ("citizen", "taxes", "agreement")
MOST = 20
MOST_CHOSEN = 200


@router.get("", response_model=None)
def own(here: FromOutside) -> Response:
    """The account of whoever came in; the door for everybody else."""
    with here.installation.database.read(here.municipality.id) as connection:
        who = who_is(here, connection)
        if who is None:
            return _door(here)
        context = _account(here, connection, who)
    response = citizen_page(here, "portal/taxes.html", context, section=SECTION)
    response.headers["cache-control"] = "private, no-store"
    return response


@router.post("", response_model=None)
def enter(here: FromOutside, form: Form) -> Response:
    """Check code and PIN."""
    _, town = here.words.gettext, here.municipality.id
    code = form.one("code")[:20]
    answer = prove(here.installation, town, code, form.one("pin")[:40])
    if isinstance(answer, Refused):
        locked = answer.kind is RefusalKind.LOCKED_OUT
        said = _("El código o el PIN no coinciden.")
        said = _("Demasiados intentos: espere 15 minutos.") if locked else said
        return _door(here, code=code, error=said, status=429 if locked else 422)
    with here.installation.database.read(town) as connection:
        token = token_for(here.installation, connection, town, answer.id)
    response = go(here, here.path("citizen", "taxes"))
    keep(here, response, COOKIE, token, int(LASTS.total_seconds()))
    return response


@router.post("/out", response_model=None)
def leave(here: FromOutside, form: Form) -> Response:  # noqa: ARG001  # the form proves its origin
    """The browser shows it no more."""
    response = go(here, here.path("citizen", "taxes"), saying=here.words.gettext("Salió."))
    forget(here, response, COOKIE)
    return response


@router.post("/payment", response_model=None)
def pay(here: FromOutside, form: Form) -> Response:
    """Begin a payment of all, or of a part; its order is there as soon as the house made it."""
    town, _ = here.municipality.id, here.words.gettext
    with here.installation.database.read(town) as connection:
        who = who_is(here, connection)
        waiting = orders_about(connection, town, concept_of(who), limit=1) if who else ()
        begun = who is not None and is_being_paid(connection, town, _title(who))
    if who is None:
        return go(here, here.path("citizen", "taxes"))
    if waiting:
        return go(here, here.path("pay", waiting[0].code))
    soon = _("Preparamos su orden de pago: aparece aquí en unos segundos.")
    if begun:
        return go(here, here.path("citizen", "taxes"), saying=soon)
    typed = form.one("amount").strip()
    amount = money_in(typed) if typed else None
    chosen = form.fields.get("debt", [])[:MOST_CHOSEN]
    if amount is not None and not (amount.is_finite() and amount > 0):
        said = _("Escriba un importe, por ejemplo 50.00.")
        return go(here, here.path("citizen", "taxes"), saying=said)
    office = Actor(town, None, "", roles=frozenset({TAX_OFFICE}))  # the house begins it for them
    named = _named(here, who, chosen)
    data = Facts(
        {"codigo_contribuyente": who.code, "monto_a_pagar": amount, "cupon": named or None}
    )
    answer = start(here.installation, office, PROCESS, data)
    failed = _("Ahora no se puede pagar aquí: pague en caja.")
    said = failed if isinstance(answer, Refused) else soon
    return go(here, here.path("citizen", "taxes"), saying=said)


def _named(here: Citizen, who: TaxpayerRow, chosen: list[str]) -> str:
    """The debts that were marked, of those that are owed; nothing else can be named."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        account = account_today(here.installation, connection, town, who.id, here.today)
    owed = {choice_of([each.what]): each.what for each in account.owed}
    return choice_of(owed[each] for each in dict.fromkeys(chosen) if each in owed)


def _title(who: TaxpayerRow) -> str:
    """What such a case is called."""
    return f"Pago de tributos del contribuyente {who.code}"


def _door(here: Citizen, *, code: str = "", error: str = "", status: int = 200) -> Response:
    context = {
        "code": code,
        "error": error,
        "summary": [FieldError("code", error)] if error else [],
        "action": here.path("citizen", "taxes"),
    }
    return citizen_page(here, "portal/taxes_door.html", context, section=SECTION, status=status)


def _account(here: Citizen, connection: Connection, who: TaxpayerRow) -> dict[str, object]:
    town, _, show = here.municipality.id, here.words.gettext, here.formats
    account = account_today(here.installation, connection, town, who.id, here.today)
    pairs = [
        Pair(_("Debe al %(day)s") % {"day": show.short_day(here.today)}, show.money(account.total)),
        Pair(_("De ello, vencido"), show.money(account.late)),
        Pair(_("Ha pagado"), show.money(account.paid)),
    ]
    if account.credit:
        pairs.append(Pair(_("Saldo a favor"), show.money(account.credit)))
    if account.discount:
        pairs.append(Pair(_("Descuento si paga todo ese día"), show.money(account.discount)))
    orders = orders_about(connection, town, concept_of(who), limit=MOST)
    return {
        "crumbs": [Crumb(_("Mis tributos"))],
        "who": who,
        "pairs": pairs,
        "owed": [owed_line(e, here, late=e.what.due_on < here.today) for e in account.owed],
        "owed_columns": [Column(_("Concepto")), Column(_("Vence")),
                         Column(_("Total"), numeric=True)],
        "entries": [entry_line(each, here) for each in account_of(connection, town, who.id)],
        "entry_columns": [Column(_("Día")), Column(_("Movimiento")),
                          Column(_("Importe"), numeric=True)],
        "payments": [payment_context(here, connection, row) for row in orders],
        "choices": [
            Choice(
                choice_of([each.what]),
                f"{what_words(each.what, here)}: {show.money(each.total)}",
            )
            for each in account.owed
        ],
        "paid": paid_lines(here, connection, who),
        "statement_href": here.path("citizen", "taxes", "statement") if can_write_pdf() else "",
        "agreement_href": here.path(*AGREEMENT) if may_be_agreed(account) else "",
        "pay_action": here.path("citizen", "taxes", "payment") if account.total > 0 else "",
        "out": here.path("citizen", "taxes", "out") if COOKIE in here.request.cookies else "",
    }  # fmt: skip
