"""The page of the pictures of a process, for who runs it and who audits the municipality."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.deadlines.calendars import calendar_of
from engine.definitions.loading import Definition, program_of
from engine.pictures.reading import BESIDE, Picture, picture_of, ways_of
from storage.database import Connection
from storage.queries.definitions import DefinitionRow, active_definition, versions_of
from storage.queries.pictures import longest_open, open_steps_of, pictured_up_to
from ui.errors import forbidden, not_found
from ui.parts import Column, Crumb, Tab
from ui.pictures.allowed import may_picture
from ui.pictures.asked import COUNT, TIME, PicturesAsked, month_choices, version_choices
from ui.pictures.durations import duration
from ui.pictures.present import heat_drawings, names_in, step_lines, way_lines
from ui.pictures.sentences import bottleneck_sentences, whole_sentence
from ui.processes.present import drawings_of
from ui.staff import staff_page
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/processes/{key}/pictures")
MOST_OPEN = 20
MOST_VERSIONS = 10
"""Versions whose names of elements are looked at."""


@router.get("", response_model=None)
def pictures(here: SignedIn, key: Annotated[str, Path(max_length=80)]) -> Response:
    """Where time goes in a process, by which ways cases go, and which are out of the common."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = active_definition(connection, town, key)
        if row is None:
            raise not_found(here.words)
        now = program_of(here.installation, connection, town, row.id)
        if not may_picture(here, now):
            raise forbidden(here.words, now.title)
        versions = versions_of(connection, town, key)
        asked = PicturesAsked.of(here.request.query_params, versions)
        context = pictures_context(here, connection, now, versions, asked)
        calendar = calendar_of(here.installation, connection, town)
        return staff_page(
            here, connection, "pictures/page.html", context, section="processes", calendar=calendar
        )


def pictures_context(
    here: Member,
    connection: Connection,
    now: Definition,
    versions: Sequence[DefinitionRow],
    asked: PicturesAsked,
) -> dict[str, Any]:
    """The context of pictures/page.html."""
    _, town, key = here.words.gettext, here.municipality.id, now.key
    drawn = drawn_version(here, connection, now, versions, asked)
    named = names_in([drawn, now, *others(here, connection, versions)])
    picture = picture_of(connection, town, asked.asked(key, here.today))
    before = picture_of(connection, town, asked.before(key, here.today), BESIDE)
    ways = ways_of(connection, town, asked.asked(key, here.today))
    upto = pictured_up_to(connection, town)
    lines = step_lines(here, picture, named)
    return {
        "title": _("Tiempos y recorridos"),
        "crumbs": [
            Crumb(_("Procesos"), here.path("processes")),
            Crumb(now.title, here.path("processes", key)),
            Crumb(_("Tiempos y recorridos")),
        ],
        "kicker": now.title,
        "sentence": whole_sentence(here, picture),
        "asked": asked,
        "action": here.path("processes", key, "pictures"),
        "months": month_choices(here),
        "versions": version_choices(here, versions),
        "tabs": [
            Tab(_("Tiempo"), asked.path(here, key, show=TIME), current=asked.show == TIME),
            Tab(_("Cantidad"), asked.path(here, key, show=COUNT), current=asked.show == COUNT),
        ],
        "by_count": asked.show == COUNT,
        "told": bottleneck_sentences(here, picture, before, named),
        "drawings": heat_drawings(here, drawn, picture, drawings_of(here, drawn), asked.show),
        "columns": [
            Column(_("Paso")),
            Column(_("Veces"), numeric=True),
            Column(_("La mitad, en")),
            Column(_("9 de 10, en")),
            Column(_("Espera y trabajo")),
            Column(_("De nuevo"), numeric=True),
        ],
        "lines": [each for each in lines if each.is_told],
        "seldom": [each for each in lines if not each.is_told],
        "way_columns": [Column(_("Pasos")), Column(_("Expedientes"), numeric=True)],
        "ways": way_lines(here, ways, picture.whole.done, named),
        "open_columns": [Column(_("Expediente y asunto")), Column(_("Abierto hace")),
                         Column(_("Está en"))],
        "open_cases": long_open(here, connection, key, picture, named),
        "upto": here.formats.moment(upto, here.today) if upto else "",
    }  # fmt: skip


def drawn_version(
    here: Member,
    connection: Connection,
    now: Definition,
    versions: Sequence[DefinitionRow],
    asked: PicturesAsked,
) -> Definition:
    """The version whose diagram is tinted: the one that was asked for, else the one in force."""
    found = next((each.id for each in versions if each.version == asked.version), None)
    if found is None:
        return now
    return program_of(here.installation, connection, here.municipality.id, found)


def others(
    here: Member, connection: Connection, versions: Sequence[DefinitionRow]
) -> list[Definition]:
    """Earlier versions, for the names of elements that are drawn no more."""
    town = here.municipality.id
    return [
        program_of(here.installation, connection, town, each.id)
        for each in versions[:MOST_VERSIONS]
    ]


def long_open(
    here: Member,
    connection: Connection,
    key: str,
    picture: Picture,
    named: Callable[[str], str],
) -> list[tuple[str, str, str, str, str]]:
    """Open cases that are older than nine of ten were at their end: number, title, address, age,
    what they wait at; none where too few ended."""
    slow, town = picture.whole.slow, here.municipality.id
    if slow is None:
        return []
    before = here.now - timedelta(seconds=slow)
    rows = longest_open(connection, town, key, opened_before=before, limit=MOST_OPEN)
    at: dict[int, list[str]] = {}
    for case_id, element, _since in open_steps_of(connection, town, [each.id for each in rows]):
        at.setdefault(case_id, []).append(named(element))
    return [
        (
            each.number,
            each.title,
            here.path("cases", each.number),
            duration((here.now - each.opened_at).total_seconds(), here),
            ", ".join(dict.fromkeys(at.get(each.id, []))) or "—",
        )
        for each in rows
    ]
