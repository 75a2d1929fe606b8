"""Arranging work: until which day a task should be done, and how pressing it is."""

from __future__ import annotations

from starlette.responses import Response

from engine.access import Scope
from engine.deadlines.calendars import calendar_of
from engine.refusals import Refused
from engine.tasks import Arranged as Done
from engine.tasks import set_due, set_priority
from storage.queries.tasks import task_by_id
from ui.api.answers import answer, id_of
from ui.api.describing import writes
from ui.api.door import Here, Program
from ui.api.refused import of_task
from ui.api.rooms import Identifier, room
from ui.api.shapes.tasks import Arranged, DueDay, Priority

router = room("tasks")


@router.put("/tasks/{task_id}/due", **writes(Scope.TASKS_WRITE, Arranged))
def arrange_due(here: Here, task_id: Identifier, asked: DueDay) -> Response:
    """Until which day a task should be done, or no day. What the law says is not changed here."""
    number = id_of(task_id)
    return arranged(here, number, set_due(here.installation, here.actor, number, asked.due))


@router.put("/tasks/{task_id}/priority", **writes(Scope.TASKS_WRITE, Arranged))
def arrange_priority(here: Here, task_id: Identifier, asked: Priority) -> Response:
    """How pressing a task is."""
    number = id_of(task_id)
    outcome = set_priority(here.installation, here.actor, number, asked.priority)
    return arranged(here, number, outcome)


def arranged(here: Program, task_id: int, outcome: Done | Refused) -> Response:
    """The day and the priority that the task has now."""
    if isinstance(outcome, Refused):
        raise of_task(here, task_id, outcome)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = task_by_id(connection, town, task_id)
        assert row is not None  # noqa: S101  # it was just arranged
        calendar = calendar_of(here.installation, connection, town)
    due = None if row.due_at is None else calendar.local_day(row.due_at)
    shape = Arranged(task_id=str(task_id), due=due, priority=row.priority, event=outcome.seq)
    return answer(here, shape)
