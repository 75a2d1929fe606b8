"""What operators do to a case: stop it for a while, let it go on, move it by hand."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from engine.access import Scope
from engine.cases.moving import Order, move, preview_move
from engine.cases.suspending import resume, suspend
from engine.refusals import RefusalKind, Refused
from ui.api.answers import answer, id_of
from ui.api.describing import writes
from ui.api.door import Here, Program
from ui.api.present.tasks import opened_tasks
from ui.api.problems import of_refusal
from ui.api.repeats import Key, once
from ui.api.rooms import IfMatch, Number, room
from ui.api.shapes.cases import Reason
from ui.api.shapes.operations import (
    Effect,
    Move,
    MoveAsked,
    MovedCase,
    MovePreview,
    OperatedCase,
)
from ui.cases.pages import seen_case
from ui.cases.scene import CaseScene

router = room("operations")
Why = Annotated[str, Query(min_length=1, max_length=2000, description="Why; it is told.")]


@router.post("/cases/{number}/suspension", **writes(Scope.OPERATIONS_WRITE, OperatedCase))
def suspend_case(here: Here, number: Number, asked: Reason, key: Key = None) -> Response:
    """Stop a case: nothing moves in it until it is resumed. Stopping it twice succeeds."""

    def work() -> Response:
        case_id = seen(here, number).case_id
        outcome = suspend(here.installation, here.actor, case_id, asked.reason)
        if isinstance(outcome, Refused):
            raise of_refusal(outcome)
        return answer(here, OperatedCase(id=str(case_id), number=outcome.number))

    return once(here, key, work)


@router.delete("/cases/{number}/suspension", **writes(Scope.OPERATIONS_WRITE, OperatedCase))
def resume_case(here: Here, number: Number, reason: Why) -> Response:
    """Let a suspended case go on; messages that came meanwhile are delivered."""
    case_id = seen(here, number).case_id
    outcome = resume(here.installation, here.actor, case_id, reason)
    if isinstance(outcome, Refused):
        raise of_refusal(outcome)
    return answer(here, OperatedCase(id=str(case_id), number=outcome.number))


@router.post("/cases/{number}/moves", **writes(Scope.OPERATIONS_WRITE, MovedCase, 412))
def move_case(
    here: Here, number: Number, asked: Move, version: IfMatch, key: Key = None
) -> Response:
    """Move a case back to an earlier stage, or forward, saying why."""

    def work() -> Response:
        order = Order(asked.to, frozenset(asked.chosen), version)
        outcome = move(
            here.installation,
            here.actor,
            seen(here, number).case_id,
            order,
            asked.reason,
            basis=asked.basis,
            document_id=None if asked.document_id is None else id_of(asked.document_id),
        )
        if isinstance(outcome, Refused):
            raise of_refusal(insisted(outcome, version))
        shape = MovedCase(
            id=str(outcome.case_id), number=outcome.number, opened=opened_tasks(outcome.opened)
        )
        return answer(here, shape)

    return once(here, key, work)


@router.post("/cases/{number}/moves/preview", **writes(Scope.OPERATIONS_WRITE, MovePreview))
def preview(here: Here, number: Number, asked: MoveAsked) -> Response:
    """What such a move would close and open; nothing is kept."""
    scene = seen(here, number)
    order = Order(asked.to, frozenset(asked.chosen))
    outcome = preview_move(here.installation, here.actor, scene.case_id, order)
    if isinstance(outcome, Refused):
        raise of_refusal(outcome)
    elements = scene.definition.program.elements
    shape = MovePreview(
        chosen=sorted(outcome.chosen),
        version=outcome.version,
        effects=[
            Effect(
                kind=str(each.kind),
                element=None if each.element is None else elements[each.element].id,
                name=each.name,
                role=each.role,
                at=each.at,
                due=each.due,
            )
            for each in outcome.effects
        ],
    )
    return answer(here, shape)


def insisted(refused: Refused, version: int | None) -> Refused:
    """A move that insisted on a version is told of a change as every other act is."""
    meanwhile = refused.details.get("why") == "moved_meanwhile"
    return Refused(RefusalKind.CHANGED) if version is not None and meanwhile else refused


def seen(here: Program, number: str) -> CaseScene:
    """The case, if the token may look into it."""
    with here.installation.database.read(here.municipality.id) as connection:
        return seen_case(here, connection, number)[1]
