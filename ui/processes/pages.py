"""The processes in force, one process, and the files of its diagrams."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.cases.permission import may_operate
from engine.citizens.surveying import ratings_of
from engine.deadlines.calendars import calendar_of
from engine.definitions.loading import Definition, program_of
from engine.workshop.rights import may_look
from storage.database import Connection
from storage.queries.case_lists import open_cases_by_process
from storage.queries.definitions import (
    active_definition,
    active_definitions,
    files_of,
    versions_of,
)
from storage.queries.migrations import running_by_version
from storage.queries.starts import starts_of
from ui.errors import not_found
from ui.experiences.attached import attached
from ui.pictures.allowed import may_picture
from ui.processes.drawings import diagram_file
from ui.processes.present import Move, attention, list_context, process_context, start_faults
from ui.staff import staff_page
from ui.visit import Member, SignedIn, go
from ui.workshop.founded import founded_context, founded_here
from ui.workshop.waiting import matters_of

router = APIRouter(prefix="/{municipality}/processes")
Key = Annotated[str, Path(max_length=80)]
Version = Annotated[int, Path(ge=1, lt=2**31)]


@router.get("", response_model=None)
def processes(here: SignedIn) -> Response:
    """Every process in force."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        rows = active_definitions(connection, town)
        context = list_context(here, rows, open_cases_by_process(connection, town))
        context["matters_waiting"] = matters_of(here, connection)
        context |= founded_context(here, connection, rows)
        calendar = calendar_of(here.installation, connection, town)
        return staff_page(
            here, connection, "processes/list.html", context, section="processes", calendar=calendar
        )


@router.get("/{key}", response_model=None)
def process(here: SignedIn, key: Key) -> Response:
    """One process: its diagrams, its decisions, what it says about itself."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = active_definition(connection, town, key)
        if row is None and founded_here(here, connection, key):
            return go(here, here.path("processes", key, "workshop"))
        if row is None:
            raise not_found(here.words)
        definition = program_of(here.installation, connection, town, row.id)
        files = files_of(connection, town, row.id)
        opened = open_cases_by_process(connection, town).get(key, 0)
        moves = moves_to(here, connection, definition)
        context = process_context(here, definition, row, files, opened, moves)
        if may_look(here.actor, definition.manifest):
            context["workshop_href"] = here.path("processes", key, "workshop")
        if may_picture(here, definition):
            context["pictures_href"] = here.path("processes", key, "pictures")
        if may_operate(here.actor, definition):
            context["standing_href"] = here.path("processes", key, "standing")
            context["facts"] += attention(
                here, ratings_of(here.installation, connection, town), key
            )
            context["faults"] = start_faults(
                starts_of(connection, town, process_key=key), definition, here.words
            )
        context |= attached(here, key, writes=may_operate(here.actor, definition))
        calendar = calendar_of(here.installation, connection, town)
        return staff_page(
            here, connection, "processes/page.html", context, section="processes", calendar=calendar
        )


def moves_to(here: Member, connection: Connection, now: Definition) -> list[Move]:
    """The other versions on which cases run, for who may bring them over."""
    if not may_operate(here.actor, now):
        return []
    town = here.municipality.id
    running = running_by_version(connection, town, now.key)
    versions = versions_of(connection, town, now.key)
    return [
        Move(each.version, running[each.id])
        for each in versions
        if each.id in running and each.id != now.id
    ]


@router.get("/{key}/versions/{version}/diagrams/{process_id}", response_model=None)
def diagram(here: SignedIn, key: Key, version: Version, process_id: Key) -> Response:
    """The drawing of one process of a version; a version never changes, so it is kept."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        versions = versions_of(connection, town, key)
        row = next((each for each in versions if each.version == version), None)
        if row is None:
            raise not_found(here.words)
        content = diagram_file(files_of(connection, town, row.id), process_id)
    if content is None:
        raise not_found(here.words)
    headers = {"cache-control": "private, max-age=31536000, immutable"}
    return Response(content, media_type="application/xml", headers=headers)
