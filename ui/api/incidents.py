"""Incidents: what failed and waits for a person, and trying it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

from fastapi import Query
from starlette.responses import Response

from engine.access import Scope
from engine.cases.entrusting import entrust
from engine.cases.mending import mend
from engine.cases.permission import may_mend
from engine.definitions.loading import active_program_of
from engine.identity import Actor
from engine.installation import Installation
from engine.messages.unopened import Settled, forget, try_again, unopened_cases
from engine.refusals import Refused
from storage.queries.cases import case_by_id, case_by_number, incident_by_id
from storage.queries.identity import names_of
from storage.queries.incidents import FailedStep, incidents_of
from ui.api.answers import answer, id_of
from ui.api.cursors import cursor_of, place_in
from ui.api.describing import reads, writes
from ui.api.door import Here, Program
from ui.api.present.incidents import incident, incident_line
from ui.api.problems import not_found, of_refusal
from ui.api.repeats import Key, once
from ui.api.rooms import USUAL, Cursor, Identifier, Limit, room
from ui.api.shapes.others import (
    GivenTo,
    Incident,
    IncidentGiven,
    Incidents,
    Mended,
    UnopenedCase,
    UnopenedCases,
)
from ui.cases.pages import seen_case
from ui.failures import told_failure
from ui.seen import definitions_seen

router = room("incidents")
LIST = "incidents"
State = Annotated[
    Literal["open", "all"], Query(description="`open`: what waits; `all`: what was mended too.")
]
Whose = Annotated[
    Literal["", "mine", "nobody"],
    Query(description="`mine`: given to the token's own person; `nobody`: given to nobody."),
]
CaseNumber = Annotated[str, Query(max_length=80, description="Only those of this case.")]


@router.get("/incidents", **reads(Scope.INCIDENTS_READ, Incidents))
def incidents(
    here: Here,
    state: State = "open",
    case: CaseNumber = "",
    whose: Whose = "",
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> Response:
    """What failed in the cases that the token may look into, newest first."""
    place = place_in(LIST, cursor, keys=1)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = case_by_number(connection, town, case) if case else None
        found: tuple[FailedStep, ...] = ()
        if row or not case:
            found = incidents_of(
                connection,
                town,
                open_only=state == "open",
                case_id=row.id if row else None,
                definition_ids=definitions_seen(here, connection),
                assignee_id=(here.actor.person_id or 0) if whose == "mine" else None,
                unassigned=whose == "nobody",
                after=place[0] if place else None,
                limit=limit + 1,
            )
        items = [incident_line(here, connection, each) for each in found[:limit]]
    more = cursor_of(LIST, found[limit - 1].id) if len(found) > limit else None
    return answer(here, Incidents(items=items, next=more))


@router.get("/incidents/{incident_id}", **reads(Scope.INCIDENTS_READ, Incident))
def one_incident(here: Here, incident_id: Identifier) -> Response:
    """One step that failed."""
    return answer(here, seen_incident(here, id_of(incident_id)))


@router.post("/incidents/{incident_id}/retry", **writes(Scope.INCIDENTS_WRITE, Mended))
def retry(here: Here, incident_id: Identifier, key: Key = None) -> Response:
    """Try again what had failed; asking twice succeeds."""

    def work() -> Response:
        seen_incident(here, id_of(incident_id))
        outcome = mend(here.installation, here.actor, id_of(incident_id))
        if isinstance(outcome, Refused):
            raise of_refusal(outcome)
        return answer(here, Mended(id=incident_id))

    return once(here, key, work)


@router.get("/unopened", **reads(Scope.INCIDENTS_READ, UnopenedCases))
def unopened(here: Here) -> Response:
    """Cases that a signal or a kept message should have opened and that could not be, newest first:
    those of the processes that the token may mend."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        found = unopened_cases(connection, town)
        keys = {
            key
            for key in {each.process_key for each in found}
            if (drawn := active_program_of(here.installation, connection, town, key)) is not None
            and may_mend(here.actor, drawn)
        }
    items = [
        UnopenedCase(
            id=str(each.id),
            process=each.process_key,
            kind=each.kind,
            name=each.name,
            reason=told_failure(each.reason, each.said, here.words),
            tried_at=each.at,
        )
        for each in found
        if each.process_key in keys
    ]
    return answer(here, UnopenedCases(items=items))


@router.post("/unopened/{unopened_id}/retry", **writes(Scope.INCIDENTS_WRITE, Mended))
def open_again(here: Here, unopened_id: Identifier, key: Key = None) -> Response:
    """Open the case after all, with the version that is in force now."""
    return once(here, key, lambda: settled(here, unopened_id, try_again))


@router.delete("/unopened/{unopened_id}", **writes(Scope.INCIDENTS_WRITE, Mended))
def give_up(here: Here, unopened_id: Identifier) -> Response:
    """No case shall be opened by it any more."""
    return settled(here, unopened_id, forget)


def settled(
    here: Program,
    unopened_id: str,
    act: Callable[[Installation, Actor, int], Settled | Refused],
) -> Response:
    """The answer of trying again or giving up."""
    outcome = act(here.installation, here.actor, id_of(unopened_id))
    if isinstance(outcome, Refused):
        raise of_refusal(outcome)
    return answer(here, Mended(id=unopened_id))


@router.post("/incidents/{incident_id}/assignment", **writes(Scope.INCIDENTS_WRITE, IncidentGiven))
def give(
    here: Here, incident_id: Identifier, asked: GivenTo | None = None, key: Key = None
) -> Response:
    """Give the incident to a person who operates its process; to oneself when nobody is named."""

    def work() -> Response:
        wanted = asked.person_id if asked is not None else None
        person_id = here.actor.person_id if wanted is None else id_of(wanted)
        return given(here, incident_id, person_id)

    return once(here, key, work)


@router.delete(
    "/incidents/{incident_id}/assignment", **writes(Scope.INCIDENTS_WRITE, IncidentGiven)
)
def take_back(here: Here, incident_id: Identifier) -> Response:
    """Give the incident to nobody in particular."""
    return given(here, incident_id, None)


def given(here: Program, incident_id: str, person_id: int | None) -> Response:
    """Who has it now."""
    seen_incident(here, id_of(incident_id))
    outcome = entrust(here.installation, here.actor, id_of(incident_id), person_id)
    if isinstance(outcome, Refused):
        raise of_refusal(outcome)
    shape = IncidentGiven(id=incident_id, assignee_id=None if person_id is None else str(person_id))
    return answer(here, shape)


def seen_incident(here: Program, incident_id: int) -> Incident:
    """The incident, if the token may look into its case."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = incident_by_id(connection, town, incident_id)
        case = case_by_id(connection, town, row.case_id) if row else None
        if row is None or case is None:
            raise not_found()
        case, scene = seen_case(here, connection, case.number)
        names = names_of(connection, town, [row.assignee_id] if row.assignee_id else [])
    return incident(here, case, scene, row, names.get(row.assignee_id or 0))
