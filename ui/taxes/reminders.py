"""Campaigns of reminders and what came of each: who was told by which way, what could not be
delivered, and how much of the reminded debt came in since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import Response, StreamingResponse

from engine.spreadsheets import line, written
from storage.database import Connection
from storage.queries.campaigns import (
    RemindedRow,
    came_since,
    campaigns_of,
    reminded_in,
    told_in,
)
from storage.queries.cases import CaseRow, case_by_number
from storage.queries.incidents import incidents_of
from ui.documents.download import disposition
from ui.errors import not_found
from ui.parts import Column, Crumb, Pair
from ui.taxes.around import allow, crumbs_of, shown, tabs_of
from ui.taxes.campaigns import REMINDER
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/taxes/reminders")
LETTER = "aviso_deuda"
MOST, CHUNK, PAGE = 50, 500, 50
FAILED = "failed"
Number = Annotated[str, Path(max_length=40)]
After = Annotated[int, Query(ge=0, lt=2**63)]


@dataclass(frozen=True, slots=True)
class Line:
    """A taxpayer of a campaign, as the table and the file show it."""

    code: str
    name: str
    document: str
    debts: int
    amount: Decimal
    way: str
    late: bool
    letter: str
    paid: Decimal


@router.get("", response_model=None)
def campaigns(here: SignedIn) -> Response:
    """The campaigns, the newest first."""
    allow(here)
    town, _, show = here.municipality.id, here.words.gettext, here.formats
    with here.installation.database.read(town) as connection:
        rows = campaigns_of(connection, town, REMINDER, limit=MOST)
        context = {
            "tab_list": tabs_of(here, current="arrears"),
            "columns": [
                Column(_("Campaña")),
                Column(_("Contribuyentes avisados"), numeric=True),
                Column(_("Deuda recordada"), numeric=True),
            ],
            "lines": [
                (
                    each.title,
                    f"{each.number} · {show.moment(each.opened_at, here.today)}",
                    here.path("taxes", "reminders", each.number),
                    show.number(each.taxpayers),
                    show.money(Decimal(each.cents) / 100),
                )
                for each in rows
            ],
            "arrears_href": here.path("taxes", "arrears"),
        }
        return shown(here, connection, "taxes/reminders.html", context)


@router.get("/{number}", response_model=None)
def campaign(here: SignedIn, number: Number, after: After = 0) -> Response:
    """What came of one."""
    allow(here)
    with here.installation.database.read(here.municipality.id) as connection:
        case = _case(here, connection, number)
        return shown(
            here, connection, "taxes/reminder.html", _context(here, connection, case, after)
        )


@router.get("/{number}/file.csv", response_model=None)
def file(here: SignedIn, number: Number) -> Response:
    """All of it, a line for each taxpayer."""
    allow(here)
    with here.installation.database.read(here.municipality.id) as connection:
        case = _case(here, connection, number)
    headers = {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": disposition(f"recordatorio-{case.number}.csv", shown=False),
        "cache-control": "no-store",
    }
    return StreamingResponse(_csv(here, case), headers=headers)


def _context(here: Member, connection: Connection, case: CaseRow, after: int) -> dict[str, Any]:
    town, _, show = here.municipality.id, here.words.gettext, here.formats
    rows = reminded_in(connection, town, case.id, after=after, limit=PAGE + 1)
    path = here.path("taxes", "reminders", case.number)
    more = rows[PAGE - 1].taxpayer_id if len(rows) > PAGE else 0
    return {
        "crumbs": crumbs_of(
            here,
            Crumb(_("Morosidad"), here.path("taxes", "arrears")),
            Crumb(_("Recordatorios"), here.path("taxes", "reminders")),
            Crumb(case.number, ""),
        ),
        "title": case.title,
        "number": case.number,
        "case_href": here.path("cases", case.number),
        "pairs": _sums(here, connection, case),
        "columns": [
            Column(_("Contribuyente")),
            Column(_("Cómo se le avisó")),
            Column(_("Se le recordó"), numeric=True),
            Column(_("Pagó después"), numeric=True),
        ],
        "lines": [
            (
                each,
                here.path("taxes", each.code),
                here.path("cases", each.letter) if each.letter else "",
                _("%(number)s deudas") % {"number": show.number(each.debts)} if each.debts else "",
                show.money(each.amount) if each.debts else "–",
                show.money(each.paid) if each.paid else "",
            )
            for each in _lines(here, connection, case, rows[:PAGE])
        ],
        "more_href": here.path("taxes", "reminders", case.number, after=more) if more else "",
        "first_href": path if after else "",
        "file_href": here.path("taxes", "reminders", case.number, "file.csv"),
    }


def _sums(here: Member, connection: Connection, case: CaseRow) -> list[Pair]:
    """The campaign at a glance: by each way, and what came."""
    town, _, show = here.municipality.id, here.words.gettext, here.formats
    told = told_in(connection, town, case.id)
    came = came_since(connection, town, case.id)
    asked = Decimal(sum(cents for _number, cents in told.values())) / 100
    brought = Decimal(sum(came.values())) / 100
    share = show.percent(brought / asked) if asked else ""
    ways = [Pair(way_words(here)[way], show.number(told[way][0])) for way in WAYS if way in told]
    return [
        *ways,
        Pair(_("Deuda recordada"), show.money(asked)),
        Pair(_("Pagaron después"), show.number(len(came))),
        Pair(_("Ingresó de esa deuda"), show.money(brought) + (f" ({share})" if share else "")),
    ]


WAYS = ("mail", "paper", "sending", "")


def way_words(here: Member) -> Mapping[str, str]:
    """By which way somebody was told, in words."""
    _ = here.words.gettext
    return {
        "mail": _("Por correo"),
        "paper": _("Carta por repartir"),
        "sending": _("Por enviar por correo"),
        "": _("Por escribir"),
        FAILED: _("El correo no se pudo entregar"),
    }


def _lines(
    here: Member, connection: Connection, case: CaseRow, rows: Iterable[RemindedRow]
) -> Iterator[Line]:
    town, some = here.municipality.id, list(rows)
    came = came_since(connection, town, case.id, [each.taxpayer_id for each in some])
    failed = {
        each.number for each in incidents_of(connection, town, processes=[LETTER], limit=CHUNK)
    }
    words = way_words(here)
    for each in some:
        bounced = each.how == "sending" and each.opened in failed
        way = words.get(FAILED if bounced else each.how, each.how)
        yield Line(
            each.code,
            each.name,
            each.document,
            each.debts,
            Decimal(each.cents) / 100,
            way if each.debts or not each.left_out else here.words.gettext(each.left_out),
            bounced,
            each.opened if each.how else "",
            Decimal(came.get(each.taxpayer_id, 0)) / 100,
        )


def _csv(here: Member, case: CaseRow) -> Iterator[str]:
    """The file, some taxpayers at a time: however many there are, it is never whole in memory."""
    yield line(
        ("codigo", "nombre", "documento", "deudas", "recordado", "aviso", "expediente", "pagado")
    )
    after = 0
    while True:
        with here.installation.database.read(here.municipality.id) as connection:
            town = here.municipality.id
            rows = reminded_in(connection, town, case.id, after=after, limit=CHUNK)
            lines = list(_lines(here, connection, case, rows))
        for each in lines:
            yield line(
                (
                    written(each.code), written(each.name), written(each.document),
                    str(each.debts), f"{each.amount:.2f}", written(each.way),
                    written(each.letter), f"{each.paid:.2f}",
                )
            )  # fmt: skip
        if len(rows) < CHUNK:
            return
        after = rows[-1].taxpayer_id


def _case(here: Member, connection: Connection, number: str) -> CaseRow:
    """The case of a campaign; nothing else is one."""
    case = case_by_number(connection, here.municipality.id, number)
    if case is None or case.process_key != REMINDER:
        raise not_found(here.words)
    return case
