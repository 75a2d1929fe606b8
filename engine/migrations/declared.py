"""What people have declared in a case and its state did not keep, because nothing read it.

A version that reads more finds it here: in what was submitted, last word first. What was entered in
one instance of several, or in a called process, is not of the case and stays out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from engine.bpmn.migration import Plan
from engine.history.kinds import EventKind
from engine.values import Value, loads
from storage.database import Connection
from storage.queries.cases import SubmissionRow, submissions_of_case
from storage.queries.history import tasks_told_of
from storage.queries.tasks import TaskDetail, tasks_of_case


def declared(
    connection: Connection, municipality_id: int, case_id: int, plan: Plan
) -> dict[str, Value]:
    """By name; nothing is read where the new version reads no more than the old one."""
    wanted = plan.new.reads - plan.old.reads
    if not wanted:
        return {}
    tasks = {task.id: task for task in tasks_of_case(connection, municipality_id, case_id)}
    rows = submissions_of_case(connection, municipality_id, case_id)
    undone = tasks_told_of(connection, municipality_id, case_id, EventKind.STEP_UNDONE)
    return declared_in(_that_stand(rows, undone), tasks, plan)


def _that_stand(rows: Iterable[SubmissionRow], undone: Iterable[int]) -> Iterator[SubmissionRow]:
    """Without what was taken back: of a task, as many of its first as steps were undone."""
    gone = Counter(undone)
    for row in rows:
        if row.task_id is not None and gone[row.task_id] > 0:
            gone[row.task_id] -= 1
        else:
            yield row


def declared_in(
    rows: Iterable[SubmissionRow], tasks: Mapping[int, TaskDetail], plan: Plan
) -> dict[str, Value]:
    """The same of these submissions, in their order; `tasks` of the case by id."""
    wanted = plan.new.reads - plan.old.reads
    found: dict[str, Value] = {}
    for row in rows:
        if _is_of_the_case(row, tasks, plan):
            told: dict[str, Value] = loads(row.data)
            found |= {name: value for name, value in told.items() if name in wanted}
    return found


def _is_of_the_case(row: SubmissionRow, tasks: Mapping[int, TaskDetail], plan: Plan) -> bool:
    if row.task_id is None:
        return True
    task = tasks.get(row.task_id)
    drawn = {each.id: each.process_id for each in plan.old.elements}
    return (
        task is not None
        and task.item is None
        and drawn.get(task.element_key) == plan.old.process_id
    )
