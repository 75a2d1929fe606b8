"""Where the open cases of a process stand, on its diagram, and the cases at one element."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.deadlines.calendars import calendar_of
from engine.definitions.loading import program_of
from storage.queries.definitions import active_definition
from storage.queries.standing import cases_standing_at, incident_counts, standing_counts
from ui.errors import forbidden, not_found
from ui.operations.allowed import is_operated, operated_by
from ui.operations.asked import LONGEST, number
from ui.operations.placed import places_at, standing_context, stands
from ui.staff import staff_page
from ui.visit import SignedIn

router = APIRouter(prefix="/{municipality}/processes/{key}/standing")
PAGE = 50


@router.get("", response_model=None)
def standing(here: SignedIn, key: Annotated[str, Path(max_length=LONGEST)]) -> Response:
    """How many open cases stand at each element, and those at the one that was asked for."""
    town = here.municipality.id
    asked = here.request.query_params
    element, after = asked.get("element", "")[:LONGEST], number(asked.get("after", ""))
    with here.installation.database.read(town) as connection:
        row = active_definition(connection, town, key)
        if row is None:
            raise not_found(here.words)
        if not is_operated(key, operated_by(here, connection)):
            raise forbidden(here.words, row.title)
        counts = standing_counts(connection, town, key)
        versions = {row.id, *(each.definition_id for each in counts)}
        definitions = {
            each: program_of(here.installation, connection, town, each) for each in versions
        }
        at = places_at(counts, definitions, element)
        found = (
            cases_standing_at(connection, town, key, at=at, after=after, limit=PAGE + 1)
            if at
            else ()
        )
        context = standing_context(
            here,
            definitions[row.id],
            stands(counts, definitions),
            incident_counts(connection, town, key),
            element=element,
            cases=found[:PAGE],
            more=len(found) > PAGE,
        )
        calendar = calendar_of(here.installation, connection, town)
        return staff_page(
            here,
            connection,
            "operations/standing.html",
            context,
            section="processes",
            calendar=calendar,
        )
