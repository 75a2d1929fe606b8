"""Completing a task: the one address whose cost counts, so it goes the lean way (`lean.py`)."""

from __future__ import annotations

from starlette.responses import Response

from engine.access import Scope
from engine.refusals import Refused
from engine.tasks import complete
from ui.api.answers import answer, id_of
from ui.api.describing import writes
from ui.api.door import Here
from ui.api.lean import LeanRoute
from ui.api.present.tasks import opened_tasks
from ui.api.refused import of_task
from ui.api.repeats import Key, once
from ui.api.rooms import Identifier, IfMatch, room
from ui.api.shapes.tasks import CompletedTask, Completion

router = room("tasks")


def complete_task(
    here: Here, task_id: Identifier, asked: Completion, version: IfMatch, key: Key = None
) -> Response:
    """Finish the task with what its form asks; what the form does not ask for does not come in."""

    def work() -> Response:
        number = id_of(task_id)
        outcome = complete(
            here.installation,
            here.actor,
            number,
            asked.data,
            at_version=version,
            undoable=asked.undoable,
        )
        if isinstance(outcome, Refused):
            raise of_task(here, number, outcome)
        shape = CompletedTask(
            case_id=str(outcome.case_id),
            case_number=outcome.number,
            finished=outcome.finished,
            opened=opened_tasks(outcome.opened),
            event=outcome.seq,
        )
        return answer(here, shape)

    return once(here, key, work)


router.add_api_route(
    "/tasks/{task_id}/completion",
    complete_task,
    methods=["POST"],
    route_class_override=LeanRoute,
    **writes(Scope.TASKS_WRITE, CompletedTask, 412),
)
