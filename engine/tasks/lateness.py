"""Why a task can no longer be finished: somebody did, its time was over, or another reason."""

from __future__ import annotations

from engine.bpmn import Element, Program, Snapshot, visited
from engine.identity import Actor
from engine.refusals import RefusalKind, Refused
from engine.tasks.lifecycle import TaskState, TaskVerb
from engine.tasks.permission import refusal_to_take
from storage.step import LoadedTask


def refusal_to_finish(
    actor: Actor, program: Program, snapshot: Snapshot, task: LoadedTask
) -> Refused | None:
    """Why the person may not finish the task, with who did and when; None when they may."""
    refused = refusal_to_take(actor, task, TaskVerb.COMPLETE)
    if refused is None or refused.kind not in (RefusalKind.ALREADY_COMPLETED, RefusalKind.NOT_OPEN):
        return refused
    if task.state == TaskState.CANCELLED:
        late = was_too_late(program, snapshot, task.element)
        return Refused(RefusalKind.LATE if late else RefusalKind.NOT_OPEN, refused.details)
    facts = {"person_id": str(task.closed_by or ""), "at": str(task.closed_at or "")}
    return Refused(refused.kind, {**refused.details, **facts})


def was_too_late(program: Program, snapshot: Snapshot, element: int) -> bool:
    """A timer on the border of the task, or of what it lies in, has fired in this case."""
    passed = visited(program, snapshot).elements
    around = _around(program, program.elements[element])
    return any(
        border.event == "timer" and border.attached_to in around and border.id in passed
        for border in program.elements
    )


def _around(program: Program, element: Element) -> frozenset[str]:
    """The element and everything that encloses it."""
    inside = {element.id}
    by_id = {other.id: other for other in program.elements}
    while element.parent_id in by_id:
        element = by_id[element.parent_id]
        inside.add(element.id)
    return frozenset(inside)
