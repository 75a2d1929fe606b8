"""Debts that are overdue: what they come to by age, year and stage, each of them, and as a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from engine.deadlines.calendars import calendar_of
from engine.spreadsheets import line, written
from processes.taxes.dues.criteria import SOON, wanted_of
from processes.taxes.dues.owing import Age, Owing, age_of, owing_of
from processes.taxes.dues.prescribing import YEARS, years_after
from processes.taxes.figures import Figures
from storage.database import Connection
from storage.queries.dues import (
    DEAREST,
    OLDEST,
    SOONEST,
    DebtRow,
    SumRow,
    Wanted,
    debts_by_id,
    overdue,
    sums_of,
)
from storage.tables.dues import Stage
from ui.documents.download import disposition
from ui.parts import Choice, Column
from ui.taxes.around import allow, shown, tabs_of
from ui.taxes.arrears_asked import Asked, AskedFor, address_of, kept_of
from ui.taxes.due_words import age_words, debt_words, stage_words
from ui.taxes.rights import collects
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/taxes/arrears")
PAGE = 50
FILE_PAGE = 2_000


@router.get("", response_model=None)
def arrears(here: SignedIn, asked: AskedFor) -> Response:
    """The totals, and a page of the debts."""
    allow(here)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        context = arrears_context(here, connection, asked)
        return shown(here, connection, "taxes/arrears.html", context)


@router.get("/arrears.csv", response_model=None)
def file(here: SignedIn, asked: AskedFor) -> Response:
    """All debts that meet the question, each with its interest of today."""
    allow(here)
    name = f"morosidad-{here.today:%Y-%m-%d}.csv"
    headers = {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": disposition(name, shown=False),
        "cache-control": "no-store",
    }
    return StreamingResponse(_lines(here, asked), headers=headers)


def arrears_context(here: Member, connection: Connection, asked: Asked) -> dict[str, Any]:
    """What the page shows."""
    town, _ = here.municipality.id, here.words.gettext
    figures, years = figures_of(here, connection)
    wanted = wanted_of(asked.criteria, here.today, years)
    sums = sums_of(connection, town, wanted)
    place = debts_by_id(connection, town, [asked.after]) if asked.after else ()
    rows = overdue(
        connection, town, wanted,
        order=asked.order, after=place[0] if place else None, limit=PAGE + 1,
    )  # fmt: skip
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    owing = owing_of(connection, town, rows[:PAGE], here.today, figures)
    return {
        "tab_list": tabs_of(here, current="arrears"),
        "asked": asked,
        "action": here.path("taxes", "arrears"),
        "choices": _choices(here, sums, asked),
        "narrowed": asked.is_folded_out,
        "total": _total(here, sums),
        "found": here.formats.number(sum(each.number for each in sums)),
        "groups": list(_groups(here, asked, sums)),
        "columns": [
            Column(_("Contribuyente")),
            Column(_("Deuda")),
            Column(_("Venció")),
            Column(_("Etapa")),
            Column(_("Prescribe desde")),
            Column(_("Total a hoy"), numeric=True),
        ],
        "lines": [_line(each, here, years) for each in owing],
        "more_href": address_of(here, asked, after=last.id) if last else "",
        "first_href": address_of(here, asked) if place else "",
        "all_href": here.path("taxes", "arrears") if asked.criteria.narrows else "",
        "kept": kept_of(asked),
        "campaigns": here.path("taxes", "arrears", "campaigns") if collects(here.actor) else "",
        "file_href": address_of(here, asked, "arrears.csv"),
        "reminders_href": here.path("taxes", "reminders"),
    }


def figures_of(here: Member, connection: Connection) -> tuple[Figures, int]:
    """The dated numbers of the municipality, and the years of prescription of today."""
    calendar = calendar_of(here.installation, connection, here.municipality.id)
    figures = Figures.of(connection, here.municipality.id, calendar)
    return figures, int(figures.in_force(figures.key(YEARS), here.today))


def _line(owing: Owing, here: Member, years: int) -> dict[str, Any]:
    row, show = owing.row, here.formats
    return {
        "id": row.id,
        "name": row.name,
        "code": row.code,
        "sector": row.sector,
        "href": here.path("taxes", "arrears", "debts", row.id),
        "label": here.words.gettext("Marcar la deuda de %(name)s") % {"name": row.name},
        "debt": debt_words(row.concept, row.year, row.instalment, here),
        "due": show.short_day(row.due_on),
        "age": age_words(age_of(row.due_on, here.today), here),
        "stage": stage_words(row.stage, here),
        "prescribes": show.short_day(years_after(row.runs_from, years)),
        "total": show.money(owing.total),
        "how": here.words.gettext("%(interest)s de interés")
        % {"interest": show.money(owing.interest)},
    }


def _total(here: Member, sums: Iterable[SumRow]) -> str:
    return here.formats.money(Decimal(sum(each.tax + each.interest for each in sums)) / 100)


def _groups(
    here: Member, asked: Asked, sums: tuple[SumRow, ...]
) -> Iterator[tuple[str, list[tuple[str, str, str, str]]]]:
    """Of ages, years and stages: what it is called, how many, how much, and the page of it."""
    _ = here.words.gettext
    ages = {str(age): place for place, age in enumerate(Age)}
    stages = {str(stage): place for place, stage in enumerate(Stage)}
    ways: tuple[tuple[str, str, Callable[[SumRow], Any], Callable[[Any], str], Any], ...] = (
        (_("Por antigüedad"), "age", lambda row: age_of(row.due_on, here.today),
         lambda key: age_words(key, here), lambda key: ages[key]),
        (_("Por ejercicio"), "year", lambda row: row.year, str, lambda key: -key),
        (_("Por etapa"), "stage", lambda row: row.stage,
         lambda key: stage_words(key, here), lambda key: stages[key]),
    )  # fmt: skip
    for title, field, key_of, word, order in ways:
        number, cents = defaultdict[Any, int](int), defaultdict[Any, int](int)
        for row in sums:
            number[key_of(row)] += row.number
            cents[key_of(row)] += row.tax + row.interest
        lines = [
            (
                word(key),
                address_of(here, asked, **{field: key}),
                here.formats.number(number[key]),
                here.formats.money(Decimal(cents[key]) / 100),
            )
            for key in sorted(number, key=order)
        ]
        yield title, lines


def _choices(here: Member, sums: Iterable[SumRow], asked: Asked) -> dict[str, list[Choice]]:
    _, criteria = here.words.gettext, asked.criteria
    years = {each.year for each in sums} | ({criteria.year} if criteria.year else set())
    within = _("%(days)s días")
    return {
        "year": [Choice(str(year), str(year)) for year in sorted(years, reverse=True)],
        "stage": [Choice(str(stage), stage_words(stage, here)) for stage in Stage],
        "age": [Choice(str(age), age_words(age, here)) for age in Age],
        "soon": [Choice(str(days), within % {"days": days}) for days in SOON],
        "order": [
            Choice(OLDEST, _("Las más antiguas")),
            Choice(DEAREST, _("Las mayores")),
            Choice(SOONEST, _("Las que prescriben antes")),
        ],
    }


def _lines(here: Member, asked: Asked) -> Iterator[bytes]:
    """Page by page, each in a transaction of its own: a file of very many holds nothing back."""
    _, town = here.words.gettext, here.municipality.id
    yield b"\xef\xbb\xbf" + _row(
        _("Código"), _("Contribuyente"), _("Documento"), _("Domicilio fiscal"), _("Sector"),
        _("Ejercicio"), _("Concepto"), _("N.º de cuota"), _("Venció"), _("Etapa"), _("Tributo"),
        _("Interés"), _("Total"), _("Prescribe desde"),
    )  # fmt: skip
    last: DebtRow | None = None
    while True:
        with here.installation.database.read(town) as connection:
            figures, years = figures_of(here, connection)
            wanted: Wanted = wanted_of(asked.criteria, here.today, years)
            rows = overdue(connection, town, wanted, order=asked.order, after=last, limit=FILE_PAGE)
            came = owing_of(connection, town, rows, here.today, figures)
        for owing in came:
            row = owing.row
            yield _row(
                row.code, row.name, row.document, row.address, row.sector, row.year, row.concept,
                row.instalment, row.due_on, stage_words(row.stage, here), owing.tax,
                owing.interest, owing.total, years_after(row.runs_from, years),
            )  # fmt: skip
        if len(rows) < FILE_PAGE:
            return
        last = rows[-1]


def _row(*cells: object) -> bytes:
    return line(written(each) for each in cells).encode()
