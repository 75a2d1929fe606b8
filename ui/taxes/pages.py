"""Taxpayers, and the account of each on a day: what is owed, since when, and how it came about."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from engine.auditing.accesses import Looked
from processes.taxes.collecting import account_today
from processes.taxes.lines import read
from processes.taxes.own_account import give_pin
from storage.database import Connection
from storage.queries.tax_runs import assessments_of_taxpayer
from storage.queries.taxes import (
    ParcelRow,
    TaxpayerRow,
    account_of,
    owed_by,
    parcels_of_taxpayer,
    taxpayer_by_code,
    taxpayers_of,
)
from ui.editor.allowed import not_allowed
from ui.errors import not_found
from ui.parts import Column, Crumb, Pair
from ui.readings import looked
from ui.taxes.around import allow, crumbs_of, shown, tabs_of
from ui.taxes.present import entry_line, owed_line, told_line
from ui.taxes.rights import gives_pins
from ui.visit import Form, Member, SignedIn

router = APIRouter(prefix="/{municipality}/taxes")
PAGE = 50
LONGEST = 120
Words = Annotated[str, Query(max_length=LONGEST)]
After = Annotated[str, Query(max_length=20)]
Day = Annotated[str, Query(max_length=10)]
Code = Annotated[str, Path(max_length=20)]


@router.get("", response_model=None)
def taxpayers(here: SignedIn, q: Words = "", after: After = "") -> Response:
    """Taxpayers by name, those with the words in their code, document or name."""
    allow(here)
    town, _ = here.municipality.id, here.words.gettext
    with here.installation.database.read(town) as connection:
        place = taxpayer_by_code(connection, town, after) if after else None
        rows = taxpayers_of(
            connection, town, q,
            after=(place.name, place.id) if place else None, limit=PAGE + 1,
        )  # fmt: skip
        owed = owed_by(connection, town, [row.id for row in rows[:PAGE]])
        context: dict[str, object] = {
            "tab_list": tabs_of(here),
            "q": q.strip(),
            "action": here.path("taxes"),
            "columns": [
                Column(_("Código")),
                Column(_("Contribuyente")),
                Column(_("Domicilio fiscal")),
                Column(_("Debe, sin interés"), numeric=True),
            ],
            "lines": [
                (row, here.path("taxes", row.code), here.formats.money(owed.get(row.id, 0)))
                for row in rows[:PAGE]
            ],
            "more_href": here.path("taxes", q=q.strip(), after=rows[PAGE - 1].code)
            if len(rows) > PAGE
            else "",
            "first_href": here.path("taxes", q=q.strip()) if place else "",
        }
        return shown(here, connection, "taxes/taxpayers.html", context)


@router.get("/{code}", response_model=None)
def taxpayer(here: SignedIn, code: Code, day: Day = "") -> Response:
    """The account of a taxpayer on a day; today where none is said."""
    allow(here)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        who = taxpayer_by_code(connection, town, code)
        if who is None:
            raise not_found(here.words)
        looked(here, Looked.REGISTER, subject=f"{here.words.gettext('Contribuyente')} {code}")
        return shown(here, connection, "taxes/account.html", _account(here, connection, who, day))


@router.post("/{code}/pin", response_model=None)
def pin(here: SignedIn, code: Code, form: Form) -> Response:  # noqa: ARG001  # the form proves its origin
    """A PIN for a taxpayer who showed their document: told this once."""
    allow(here)
    if not gives_pins(here.actor):
        raise not_allowed(here.words)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        who = taxpayer_by_code(connection, town, code)
    if who is None:
        raise not_found(here.words)
    given = give_pin(here.installation, town, who.id, here.actor.person_id)
    with here.installation.database.read(town) as connection:
        context = {**_account(here, connection, who, ""), "pin": given}
        response = shown(here, connection, "taxes/account.html", context)
    response.headers["cache-control"] = "private, no-store"
    return response


def _account(
    here: Member, connection: Connection, who: TaxpayerRow, typed: str
) -> dict[str, object]:
    town, _, show = here.municipality.id, here.words.gettext, here.formats
    day, wrong = _day(typed, here)
    account = account_today(here.installation, connection, town, who.id, day)
    return {
        "crumbs": crumbs_of(here, Crumb(who.code, "")),
        "who": who,
        "pin": "",
        "pin_action": here.path("taxes", who.code, "pin") if gives_pins(here.actor) else "",
        "day": day.isoformat(),
        "wrong": wrong,
        "action": here.path("taxes", who.code),
        "pairs": [
            Pair(_("Debe al %(day)s") % {"day": show.short_day(day)}, show.money(account.total)),
            Pair(_("De ello, vencido"), show.money(account.late)),
            Pair(_("Ha pagado"), show.money(account.paid)),
            *([Pair(_("Saldo a favor"), show.money(account.credit))] if account.credit else []),
            *(
                [Pair(_("Descuento si paga todo ese día"), show.money(account.discount))]
                if account.discount
                else []
            ),
            Pair(_("Domicilio fiscal"), who.address or "–"),
        ],
        "owed": [
            owed_line(each, here, late=each.what.due_on < day) for each in account.owed
        ],
        "owed_columns": [
            Column(_("Concepto")),
            Column(_("Vence")),
            Column(_("Tributo"), numeric=True),
            Column(_("Interés"), numeric=True),
            Column(_("Total"), numeric=True),
        ],
        "years": [
            (row.number or "", year, [told_line(each, here) for each in read(row.lines)])
            for row, year in assessments_of_taxpayer(connection, town, who.id)
        ],
        "line_columns": [
            Column(_("Línea")),
            Column(_("Norma")),
            Column(_("Importe"), numeric=True),
        ],
        "parcels": [_parcel(each, here) for each in parcels_of_taxpayer(connection, town, who.id)],
        "parcel_columns": [Column(_("Predio")), Column(_("Uso")), Column(_("Desde")),
                           Column(_("Hasta"))],
        "entries": [entry_line(each, here) for each in account_of(connection, town, who.id)],
        "entry_columns": [Column(_("Día")), Column(_("Movimiento")),
                          Column(_("Importe"), numeric=True)],
    }  # fmt: skip


def _day(typed: str, here: Member) -> tuple[date, str]:
    """The day that was asked for, or today with what is wrong."""
    if not typed.strip():
        return here.today, ""
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError:
        return here.today, here.words.gettext("Escriba un día, por ejemplo 15/06/2026.")
    return day, ""


def _parcel(row: ParcelRow, here: Member) -> tuple[str, str, str, str, str]:
    show = here.formats
    until = show.short_day(row.until_on) if row.until_on else "–"
    return row.code, row.address, row.use, show.short_day(row.from_on), until
