"""Why a task can no longer be finished: somebody did, its time was over, or another reason.

Who comes late is told which term is over and since when, and the attempt is written into the
history, without its content: the law may ask who tried, and when.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.bpmn import Element, Program, Snapshot, visited
from engine.cases.scene import in_one_transaction, scene_of, write_events
from engine.definitions.loading import program_of
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.tasks.lifecycle import TaskState, TaskVerb
from engine.tasks.permission import refusal_to_take
from storage import step
from storage.database import Connection
from storage.queries.deadlines import deadlines_of_case
from storage.tables.deadlines import DeadlineState


def refusal_to_finish(
    actor: Actor, program: Program, snapshot: Snapshot, task: step.LoadedTask
) -> Refused | None:
    """Why the person may not finish the task, with who did and when; None when they may."""
    refused = refusal_to_take(actor, task, TaskVerb.COMPLETE)
    if refused is None or refused.kind not in (RefusalKind.ALREADY_COMPLETED, RefusalKind.NOT_OPEN):
        return refused
    if task.state == TaskState.CANCELLED:
        late = timer_that_ended(program, snapshot, task.element) is not None
        return Refused(RefusalKind.LATE if late else RefusalKind.NOT_OPEN, refused.details)
    facts = {"person_id": str(task.closed_by or ""), "at": str(task.closed_at or "")}
    return Refused(refused.kind, {**refused.details, **facts})


def timer_that_ended(program: Program, snapshot: Snapshot, element: int) -> Element | None:
    """The timer on the border of the task, or of what it lies in, that has fired in this case."""
    passed = visited(program, snapshot).elements
    around = _around(program, program.elements[element])
    for border in program.elements:
        if border.event == "timer" and border.attached_to in around and border.id in passed:
            return border
    return None


def note_late_attempt(installation: Installation, actor: Actor, task_id: int) -> Refused:
    """Write the attempt into the history; the refusal, with the term that is over."""

    def verb(connection: Connection) -> Refused:
        loaded = step.load(connection, actor.municipality_id, task_id=task_id)
        if loaded is None or loaded.task is None:
            return Refused(RefusalKind.NOT_FOUND)
        scene = scene_of(installation, actor, loaded)
        definition = program_of(
            installation, connection, actor.municipality_id, loaded.instance.definition_id
        )
        ended = timer_that_ended(definition.program, scene.snapshot, loaded.task.element)
        scene.ledger.add(EventKind.LATE_ATTEMPT, element=loaded.task.element, task_id=task_id)
        write_events(connection, scene)
        return Refused(RefusalKind.LATE, _term(connection, actor, loaded.case.id, ended))

    return in_one_transaction(installation, actor, verb)


def _term(
    connection: Connection, actor: Actor, case_id: int, ended: Element | None
) -> Mapping[str, str]:
    """Title and last day of the legal term that is over, where there was one."""
    if ended is None:
        return {}
    terms = deadlines_of_case(connection, actor.municipality_id, case_id)
    over = [
        term
        for term in terms
        if term.element == ended.index and term.state == DeadlineState.EXPIRED
    ]
    if not over:
        return {"title": ended.name}
    latest = max(over, key=lambda term: term.due_at)
    return {"title": latest.title, "due": latest.due_on.isoformat()}


def _around(program: Program, element: Element) -> frozenset[str]:
    """The element and everything that encloses it."""
    inside = {element.id}
    by_id = {other.id: other for other in program.elements}
    while element.parent_id in by_id:
        element = by_id[element.parent_id]
        inside.add(element.id)
    return frozenset(inside)
