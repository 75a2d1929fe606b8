"""Legal terms: what falls due, one with its moves, and the acts upon it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from engine.access import Scope
from engine.deadlines.moving import Moved, Why, extend, pause, resume
from engine.refusals import Refused
from storage.queries.cases import case_by_id
from storage.queries.deadlines import (
    ChangeRow,
    DueRow,
    changes_of_case,
    deadline_by_id,
    deadlines_due,
)
from ui.api.answers import answer, id_of
from ui.api.cursors import cursor_of, place_in
from ui.api.describing import reads, writes
from ui.api.door import Here, Program
from ui.api.kinds import ApiKind
from ui.api.present.cases import deadline
from ui.api.present.tasks import person
from ui.api.problems import not_found, of_refusal, own
from ui.api.repeats import Key, once
from ui.api.rooms import USUAL, Cursor, Identifier, Limit, Process, room
from ui.api.shapes.operations import (
    Continuation,
    DueTerm,
    DueTerms,
    Extension,
    MovedTerm,
    TermChange,
    TermInFull,
    WhyMoved,
)
from ui.cases.pages import seen_case
from ui.seen import processes_seen

router = room("deadlines")
LIST = "deadlines"


@router.get("/deadlines", **reads(Scope.CASES_READ, DueTerms))
def due_terms(
    here: Here,
    from_on: Annotated[date, Query(alias="from", description="First day, included.")],
    to_on: Annotated[date, Query(alias="to", description="Last day, included.")],
    process: Process = "",
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> Response:
    """The open terms that fall due between two days, in the cases that the token may look into, the
    first due first."""
    after = term_after(cursor)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        found = deadlines_due(
            connection,
            town,
            from_on=from_on,
            to_on=to_on,
            process_key=process,
            processes=processes_seen(here, connection),
            after=after,
            limit=limit + 1,
        )
    more = None
    if len(found) > limit:
        last = found[limit - 1].deadline
        more = cursor_of(LIST, last.due_on.toordinal(), last.id)
    return answer(here, DueTerms(items=[due_term(row) for row in found[:limit]], next=more))


def term_after(cursor: str | None) -> tuple[date, int] | None:
    """The last term of the page before."""
    place = place_in(LIST, cursor, keys=2)
    if place is None:
        return None
    try:
        return date.fromordinal(place[0]), place[1]
    except (ValueError, OverflowError):
        raise own(ApiKind.INVALID_CURSOR) from None


@router.get("/deadlines/{deadline_id}", **reads(Scope.CASES_READ, TermInFull))
def term(here: Here, deadline_id: Identifier) -> Response:
    """One term with everything that moved it."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = deadline_by_id(connection, town, id_of(deadline_id))
        case = case_by_id(connection, town, row.case_id) if row else None
        if row is None or case is None:
            raise not_found()
        case, scene = seen_case(here, connection, case.number)
        changes = changes_of_case(connection, town, case.id)
    shape = TermInFull(
        **dict(deadline(scene, row)),
        case_number=case.number,
        changes=[change_of(each) for each in changes if each.deadline_id == row.id],
    )
    return answer(here, shape, version=scene.stand.version)


@router.post("/deadlines/{deadline_id}/pauses", **writes(Scope.CASES_WRITE, MovedTerm))
def pause_term(here: Here, deadline_id: Identifier, asked: WhyMoved, key: Key = None) -> Response:
    """Stop the clock from today on: nothing falls due until it goes on again."""

    def work() -> Response:
        return told(here, pause(here.installation, here.actor, id_of(deadline_id), why_of(asked)))

    return once(here, key, work)


@router.post("/deadlines/{deadline_id}/continuations", **writes(Scope.CASES_WRITE, MovedTerm))
def continue_term(
    here: Here, deadline_id: Identifier, asked: Continuation, key: Key = None
) -> Response:
    """Set the clock going again, where it stood or from its beginning."""

    def work() -> Response:
        outcome = resume(
            here.installation, here.actor, id_of(deadline_id), why_of(asked), anew=asked.anew
        )
        return told(here, outcome)

    return once(here, key, work)


@router.post("/deadlines/{deadline_id}/extensions", **writes(Scope.CASES_WRITE, MovedTerm))
def extend_term(here: Here, deadline_id: Identifier, asked: Extension, key: Key = None) -> Response:
    """Give more time, in the unit of the term."""

    def work() -> Response:
        outcome = extend(
            here.installation, here.actor, id_of(deadline_id), asked.length, why_of(asked)
        )
        return told(here, outcome)

    return once(here, key, work)


def due_term(row: DueRow) -> DueTerm:
    return DueTerm(
        id=str(row.deadline.id),
        case_number=row.number,
        case_title=row.case_title,
        case_state=row.case_state,  # type: ignore[arg-type]  # the table holds no other
        process=row.process_key,
        title=row.deadline.title,
        start_on=row.deadline.start_on,
        due_on=row.deadline.due_on,
        paused_on=row.deadline.paused_on,
    )


def change_of(row: ChangeRow) -> TermChange:
    return TermChange(
        kind=row.kind,
        at=row.at,
        by=person(row.person_id, row.person_name),
        from_on=row.from_on,
        to_on=row.to_on,
        reason=row.reason,
        document_id=None if row.document_id is None else str(row.document_id),
    )


def why_of(asked: WhyMoved) -> Why:
    return Why(asked.reason, None if asked.document_id is None else id_of(asked.document_id))


def told(here: Program, outcome: Moved | Refused) -> Response:
    """The term after the act."""
    if isinstance(outcome, Refused):
        raise of_refusal(outcome)
    shape = MovedTerm(
        id=str(outcome.deadline_id),
        case_number=outcome.case_number,
        from_on=outcome.from_on,
        due_on=outcome.due_on,
    )
    return answer(here, shape)
