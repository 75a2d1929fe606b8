"""Cases: the list, opening one, reading it, ending it."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query
from starlette.responses import Response

from engine.access import Scope
from engine.cases import Cancelled, cancel, start
from engine.cases.finding import find_cases
from engine.refusals import Refused
from storage.queries.case_lists import list_cases
from ui.api.answers import address, answer
from ui.api.cursors import cursor_of, place_in
from ui.api.describing import reads, writes
from ui.api.door import Here
from ui.api.present.cases import case_in_full, case_line
from ui.api.present.tasks import opened_tasks
from ui.api.problems import of_refusal
from ui.api.repeats import Key, once
from ui.api.rooms import USUAL, Cursor, IfMatch, Limit, Number, Process, Text, room
from ui.api.shapes.cases import (
    CancelledCase,
    CaseInFull,
    CasePage,
    NewCase,
    Reason,
    StartedCase,
)
from ui.cases.pages import seen_case
from ui.cut_short import cut_short
from ui.seen import definitions_seen

router = room("cases")
LIST = "cases"
State = Annotated[
    Literal["", "open", "suspended", "completed", "cancelled", "failed"],
    Query(description="Only cases in this state."),
]


@router.get("/cases", **reads(Scope.CASES_READ, CasePage))
def cases(
    here: Here,
    process: Process = "",
    state: State = "",
    text: Text = "",
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> Response:
    """The cases that the token may look into, newest first."""
    place = place_in(LIST, cursor, keys=1)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        finding = find_cases(connection, here.actor, text, here.municipality.locale)
        found = list_cases(
            connection,
            town,
            text=text,
            also=finding.case_ids,
            process_key=process,
            state=state,
            definition_ids=definitions_seen(here, connection),
            after=place[0] if place else None,
            limit=limit + 1,
        )
    more = cursor_of(LIST, found[limit - 1].id) if len(found) > limit else None
    items = [case_line(row) for row in found[:limit]]
    told = cut_short(here, finding) or None
    return answer(here, CasePage(items=items, next=more, cut_short=told))


@router.post("/cases", **writes(Scope.CASES_WRITE, StartedCase, status=201))
def start_case(here: Here, asked: NewCase, key: Key = None) -> Response:
    """Open a case of the process in force, with what its start form asks."""

    def work() -> Response:
        outcome = start(
            here.installation,
            here.actor,
            asked.process,
            asked.data,
            on_behalf_of=asked.on_behalf_of,
        )
        if isinstance(outcome, Refused):
            raise of_refusal(outcome)
        shape = StartedCase(
            id=str(outcome.case_id),
            number=outcome.number,
            finished=outcome.finished,
            opened=opened_tasks(outcome.opened),
        )
        where = {"location": address(here, "cases", outcome.number)}
        return answer(here, shape, status=201, headers=where)

    return once(here, key, work)


@router.get("/cases/{number}", **reads(Scope.CASES_READ, CaseInFull))
def case(here: Here, number: Number) -> Response:
    """One case: where it stands, who has it and until when."""
    with here.installation.database.read(here.municipality.id) as connection:
        row, scene = seen_case(here, connection, number)
    return answer(here, case_in_full(here, row, scene), version=scene.stand.version)


@router.post("/cases/{number}/cancellation", **writes(Scope.CASES_WRITE, CancelledCase, 412))
def cancel_case(
    here: Here, number: Number, asked: Reason, version: IfMatch, key: Key = None
) -> Response:
    """End a case before its end, saying why."""

    def work() -> Response:
        with here.installation.database.read(here.municipality.id) as connection:
            row, _ = seen_case(here, connection, number)
        outcome = cancel(here.installation, here.actor, row.id, asked.reason, at_version=version)
        if not isinstance(outcome, Cancelled):
            raise of_refusal(outcome)
        return answer(here, CancelledCase(id=str(outcome.case_id), number=outcome.number))

    return once(here, key, work)
