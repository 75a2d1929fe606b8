"""Asking to pay one's overdue taxes in quotas: of which debts, on what terms, what would be signed.

Whose debts these are says the browser alone, as in «Mis tributos»: no field names a taxpayer, and a
debt that is marked is one of theirs or none. What is filed is what was seen: where it changed since
then, the new one is shown first.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from fastapi import APIRouter
from starlette.responses import Response

from engine.cases import Facts
from engine.citizens.filing import Filed, file
from engine.citizens.people import Applicant
from engine.citizens.sessions import SessionKind
from engine.refusals import InvalidData, Refused
from processes.taxes.agreeing import Terms
from processes.taxes.coupons import choice_of
from processes.taxes.offering import Offer, Today, offer, total_of
from storage.database import Connection
from storage.queries.payments import is_being_paid
from storage.queries.taxes import TaxpayerRow
from ui.parts import Crumb, FieldError
from ui.portal.agreed import about_plan, asking_context
from ui.portal.apply import filed
from ui.portal.applying import account_of
from ui.portal.around import citizen_page
from ui.portal.citizen import Citizen, FromOutside, kept, somebody
from ui.portal.taxes import MOST_CHOSEN, SECTION
from ui.portal.taxpayer import who_is
from ui.portal.who import errors_of_refusal
from ui.posted import Posted
from ui.refusals import told
from ui.visit import Form, go

router = APIRouter(prefix="/{municipality}/citizen/taxes")
PROCESS = "fraccionamiento_tributario"
AT = "citizen/taxes/agreement"
MOST_PERCENT, MOST_MONTHS = 90, 120


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: the debts that were marked, the terms, how to be told, and the total that was
    seen."""

    debts: tuple[str, ...] = ()
    initial: str = ""
    months: str = ""
    email: str = ""
    phone: str = ""
    seen: str = ""

    @classmethod
    def of(cls, form: Posted) -> Typed:
        said = {
            name: form.one(name).strip()[:200] for name in ("initial", "months", "email", "phone")
        }
        debts = tuple(form.fields.get("debt", [])[:MOST_CHOSEN])
        return cls(debts, **said, seen=form.one("seen")[:40])

    @property
    def terms(self) -> Terms | None:
        """As numbers; None where they are none."""
        initial, months = self.initial.replace(",", "."), self.months
        if not (initial.isascii() and initial.replace(".", "", 1).isdecimal()):
            return None
        if not (months.isascii() and months.isdecimal() and len(months) <= 3):
            return None
        percent = Decimal(initial)
        if percent > MOST_PERCENT or percent != round(percent, 2):
            return None
        return Terms(percent, int(months)) if 1 <= int(months) <= MOST_MONTHS else None


@router.get("/agreement", response_model=None)
def ask(here: FromOutside) -> Response:
    """Which debts, and on what terms; the door for who did not come in."""
    with here.installation.database.read(here.municipality.id) as connection:
        who = who_is(here, connection)
        if who is None:
            return _door(here)
        today = Today(here.installation, connection, here.municipality.id, who.id)
        marked = tuple(choice_of([each.what]) for each in today.overdue)
        return _shown(here, connection, who, today, Typed(marked))


@router.post("/agreement", response_model=None)
def asked(here: FromOutside, form: Form) -> Response:
    """What would be signed; or the case, where that was seen already."""
    typed, town = Typed.of(form), here.municipality.id
    with here.installation.database.read(town) as connection:
        who = who_is(here, connection)
        if who is None:
            return _door(here)
        own = Today(here.installation, connection, town, who.id)
        known = {choice_of([each.what]) for each in own.overdue}
        chosen = ";".join(each for each in dict.fromkeys(typed.debts) if each in known)
        wrong = _wrong(here, typed, chosen)
        if wrong or typed.terms is None:
            return _shown(here, connection, who, own, typed, errors=wrong, status=422)
        today = Today(here.installation, connection, town, who.id, chosen)
        made = offer(connection, town, who, today, typed.terms)
        ready = made.plan is not None and form.one("do") == "file"
        if not ready or made.plan is None or typed.seen != str(total_of(made.plan)):
            return _shown(here, connection, who, today, typed, made=made, again=ready)
        if is_being_paid(connection, town, _title(who)):
            return _shown(here, connection, who, today, typed)
    return _filed(here, who, chosen, typed, typed.terms)


def _wrong(here: Citizen, typed: Typed, chosen: str) -> dict[str, str]:
    _, wrong = here.words.gettext, {}
    if not chosen:
        wrong["debt"] = _("Marque al menos una deuda.")
    if typed.terms is None:
        initial = Typed(initial=typed.initial, months="1").terms
        months = Typed(initial="0", months=typed.months).terms
        if initial is None:
            wrong["initial"] = _("Escriba un porcentaje de 0 a 90, por ejemplo 20.")
        if months is None:
            wrong["months"] = _("Escriba un número de cuotas, por ejemplo 6.")
    return wrong


def _filed(here: Citizen, who: TaxpayerRow, chosen: str, typed: Typed, terms: Terms) -> Response:
    """The case of the taxpayer themselves; their document says who they are."""
    known = somebody(here)
    asks = Applicant(who.name, who.document.rpartition(" ")[2], typed.email, typed.phone)
    data = Facts({
        "codigo_contribuyente": who.code, "deudas": chosen,
        "inicial": terms.initial_percent, "cuotas": Decimal(terms.months),
    })  # fmt: skip
    answer = file(
        here.installation, known.actor, PROCESS, data,
        applicant=asks, kind=known.kind or SessionKind.GUEST, asked_at=AT,
    )  # fmt: skip
    if isinstance(answer, Filed):
        return kept(known, filed(known, answer))
    return kept(known, _refused(known, who, chosen, typed, answer))


def _refused(
    here: Citizen, who: TaxpayerRow, chosen: str, typed: Typed, answer: Refused
) -> Response:
    town = here.municipality.id
    errors = dict(errors_of_refusal(answer, here.words))
    said = "" if errors or isinstance(answer, InvalidData) else told(answer, here.words).sentence
    with here.installation.database.read(town) as connection:
        today = Today(here.installation, connection, town, who.id, chosen)
        made = offer(connection, town, who, today, typed.terms) if typed.terms else None
        return _shown(
            here, connection, who, today, typed, made=made, errors=errors, said=said, status=422
        )


def _shown(
    here: Citizen,
    connection: Connection,
    who: TaxpayerRow,
    today: Today,
    typed: Typed,
    *,
    made: Offer | None = None,
    errors: dict[str, str] | None = None,
    again: bool = False,
    said: str = "",
    status: int = 200,
) -> Response:
    _, town = here.words.gettext, here.municipality.id
    account = account_of(here, connection)
    own = Today(here.installation, connection, town, who.id)
    context = {
        **asking_context(here, own),
        **about_plan(here, today, made),
        "crumbs": [
            Crumb(_("Mis tributos"), here.path("citizen", "taxes")),
            Crumb(_("Pagar en cuotas")),
        ],
        "who": who,
        "typed": typed,
        "email": typed.email or (account.email if account and not typed.seen else ""),
        "phone": typed.phone or (account.phone if account and not typed.seen else ""),
        "again": again,
        "said": said,
        "pending": is_being_paid(connection, town, _title(who)),
        "errors": errors or {},
        "summary": [FieldError(name, text) for name, text in (errors or {}).items()],
        "action": here.path("citizen", "taxes", "agreement"),
        "back": here.path("citizen", "taxes"),
    }
    response = citizen_page(here, "portal/agreement.html", context, section=SECTION, status=status)
    response.headers["cache-control"] = "private, no-store"
    return response


def _door(here: Citizen) -> Response:
    saying = here.words.gettext("Entre a su cuenta: desde ahí pide pagar en cuotas.")
    return go(here, here.path("citizen", "taxes"), saying=saying)


def _title(who: TaxpayerRow) -> str:
    """What such a case is called."""
    return f"Fraccionamiento de la deuda del contribuyente {who.code}"
