"""Roles that should be apart: who holds both, and who did both in the same case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter
from starlette.responses import Response

from engine.calendar import Calendar
from engine.deadlines.calendars import calendar_of
from engine.history.kinds import EventKind
from engine.parameters import NoParameter, resolve
from storage.database import Connection
from storage.queries.definitions import active_definitions
from storage.queries.entries import cases_named
from storage.queries.flags import did_in_role
from storage.queries.identity import names_of
from storage.queries.people import roles_by_person
from ui.audit.around import allow, audit_page
from ui.parts import Column
from ui.roles import role_titles, title_of_role
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/audit/separation")
TAB = "separation"
KEY = "cauce.roles.separados"
DEFAULT = (
    "area_usuaria/contrataciones area_usuaria/comite contrataciones/comite"
    " contrataciones/tesoreria rentas/caja catastro/autoridad"
)
"""Who asks, buys, evaluates and pays; who assesses and collects; who surveys and approves."""
MOST, SHOWN = 50_000, 200


@dataclass(frozen=True, slots=True)
class Both:
    """Somebody with two roles, and the cases in which they acted in both."""

    name: str
    pair: str
    cases: tuple[tuple[str, str], ...] = ()


@router.get("", response_model=None)
def separation(here: SignedIn) -> Response:
    """The report as it stands now, and what was done this year."""
    allow(here)
    town, _ = here.municipality.id, here.words.gettext
    with here.installation.database.read(town) as connection:
        calendar = calendar_of(here.installation, connection, town)
        pairs = pairs_of(connection, town, here.today)
        titles = role_titles(active_definitions(connection, town), here.words)
        named = {
            pair: " · ".join(title_of_role(role, titles, here.words) for role in pair)
            for pair in pairs
        }
        context = {
            "pairs": list(named.values()),
            "key": KEY,
            "holding": list(holding(here, connection, named)),
            "did": list(did(here, connection, named, calendar)),
            "columns": [Column(_("Quién")), Column(_("Qué roles"))],
            "did_columns": [Column(_("Quién")), Column(_("Qué roles")), Column(_("Expedientes"))],
            "year": here.today.year,
        }
        return audit_page(here, connection, "audit/separation.html", context, tab=TAB)


def pairs_of(connection: Connection, town: int, on: date) -> tuple[tuple[str, str], ...]:
    """The pairs that a dated parameter names, «one/other» with spaces between."""
    try:
        text = str(resolve(connection, town, KEY, on))
    except NoParameter:
        text = DEFAULT
    halves = (each.partition("/") for each in text.split())
    return tuple((one, other) for one, _, other in halves if one and other)


def holding(
    here: Member, connection: Connection, pairs: dict[tuple[str, str], str]
) -> Iterator[Both]:
    """Who holds both today."""
    roles = roles_by_person(connection, here.municipality.id, at=here.now)
    found = [
        (person_id, pair)
        for person_id, held in roles.items()
        for pair in pairs
        if set(pair) <= {each.role for each in held if each.valid_from <= here.now}
    ]
    names = names_of(connection, here.municipality.id, {person for person, _ in found})
    for person_id, pair in sorted(found, key=lambda each: (names.get(each[0], ""), each[1])):
        yield Both(names.get(person_id, ""), pairs[pair])


def did(
    here: Member, connection: Connection, pairs: dict[tuple[str, str], str], calendar: Calendar
) -> Iterator[Both]:
    """Who completed tasks of both in one case, this year."""
    town, since = here.municipality.id, calendar.start_of(date(here.today.year, 1, 1))
    acts = {
        role: did_in_role(
            connection, town, role, kind=EventKind.TASK_COMPLETED, since=since, limit=MOST
        )
        for role in {role for pair in pairs for role in pair}
    }
    for (one, other), title in pairs.items():
        met: dict[int, list[int]] = {}
        for case_id, person_id in sorted(acts[one] & acts[other])[:SHOWN]:
            met.setdefault(person_id, []).append(case_id)
        known = cases_named(connection, town, {each for ids in met.values() for each in ids})
        names = names_of(connection, town, set(met))
        for person_id, ids in met.items():
            numbers = [known[each].number for each in ids if each in known]
            links = tuple((each, here.path("audit", "cases", each)) for each in numbers)
            yield Both(names.get(person_id, ""), title, links)
