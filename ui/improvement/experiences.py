"""The bank of experiences: what municipalities share about their processes, and what plans of the
municipality taught; found by words, area, process and size of the municipality."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from engine.experiences.reading import Shared, shared
from engine.experiences.reading import matching as shared_matching
from processes.improvement.experiences import Experience, experiences_of, matching
from processes.improvement.questionnaire import questionnaire, version_on
from storage.database import Connection
from storage.queries.definitions import active_definitions
from storage.queries.experiences import places_of, written_experiences
from storage.tables.experiences import ExperienceState
from ui.experiences.cards import Card, shared_card, size_words, written_card
from ui.improvement.pages import SECTION, allow, tabs_of
from ui.parts import Choice
from ui.staff import staff_page
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/improvement")
Words = Annotated[str, Query(max_length=120)]
Short = Annotated[str, Query(max_length=80)]
OWN = 100
"""The newest of one's own that are looked at for what is not shared yet."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a plan taught, as its page tells it."""

    known: Experience
    area: str
    cost: str
    plan_href: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; `least` is the lower bound of a band of size."""

    q: str
    area: str
    process: str
    least: str


@router.get("/experiences", response_model=None)
def experiences(
    here: SignedIn, q: Words = "", area: Short = "", process: Short = "", least: Short = ""
) -> Response:
    """Those that hold the words, of the area, the process and the size; all where nothing is
    asked."""
    town, asked = here.municipality.id, Asked(q, area, process, least)
    everywhere = shared(here.installation)
    of_process = shared(here.installation, process_key=process) if process else everywhere
    with here.installation.database.read(town) as connection:
        allow(here, connection)
        taught = experiences_of(here.installation, connection, town)
        found = shared_matching(of_process, words=q, area=area, least=least)
        plans = () if process or least else matching(taught, words=q, area=area)
        areas = questionnaire(version_on(here.today)).areas
        context: dict[str, object] = {
            "tab_list": tabs_of(here, "experiences"),
            "sentence": _sentence(here, everywhere, taught),
            "known": bool(everywhere or taught),
            "cards": [shared_card(each, here) for each in found],
            "found": [_told(each, areas.get(each.area, ""), here) for each in plans],
            "own": _in_the_making(here, connection),
            "areas": [Choice(key, title) for key, title in areas.items()],
            "processes": _processes(here, connection, process),
            "sizes": _sizes(here, everywhere),
            "asked": asked,
            "action": here.path("improvement", "experiences"),
            "processes_href": here.path("processes"),
        }
        return staff_page(
            here, connection, "improvement/experiences.html", context, section=SECTION
        )


def _sentence(here: Member, everywhere: tuple[Shared, ...], taught: tuple[Experience, ...]) -> str:
    words, count = here.words, len(everywhere) + len(taught)
    if not count:
        return words.gettext("Lo que se prueba en un proceso, y lo que enseña un plan al cerrarse.")
    towns = {each.row.municipality_id for each in everywhere}
    if taught:
        towns.add(here.municipality.id)
    told = words.ngettext("%(num)s experiencia", "%(num)s experiencias", count) % {"num": count}
    where = words.ngettext("de %(num)s municipalidad.", "de %(num)s municipalidades.", len(towns))
    return f"{told} {where % {'num': len(towns)}}"


def _in_the_making(here: Member, connection: Connection) -> list[Card]:
    """What was written here and is not shared."""
    town = here.municipality.id
    rows = [
        row
        for row in written_experiences(connection, town, limit=OWN)
        if row.state != ExperienceState.SHARED
    ]
    places = places_of(connection, town, experience_ids=[row.id for row in rows])
    return [written_card(row, places, here) for row in rows]


def _processes(here: Member, connection: Connection, process: str) -> list[Choice]:
    rows = active_definitions(connection, here.municipality.id)
    known = [Choice(row.key, row.title) for row in rows]
    missing = process and all(row.key != process for row in rows)
    return [*known, *([Choice(process, process)] if missing else [])]


def _sizes(here: Member, everywhere: tuple[Shared, ...]) -> list[Choice]:
    """The bands of size that there are experiences of."""
    bands = {(e.row.least, e.row.below) for e in everywhere if e.row.least is not None}
    ordered = sorted(bands, key=lambda band: band[0] or 0)
    return [Choice(str(least), size_words(least, below, here)) for least, below in ordered]


def _told(each: Experience, area: str, here: Member) -> Told:
    cost = "" if each.cost is None else here.formats.money(each.cost)
    return Told(each, area, cost, here.path("cases", each.plan))
