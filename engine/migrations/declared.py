"""What people have declared in a case and its state did not keep, because nothing read it.

A version that reads more finds it here: in what was submitted, last word first. What was entered in
one instance of several, or in a called process, is not of the case and stays out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.bpmn.migration import Plan
from engine.history.taken_back import taken_back_in
from engine.values import Value, loads
from storage.database import Connection
from storage.queries.cases import SubmissionRow, submissions_of_case
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
    gone = taken_back_in(connection, municipality_id, case_id, rows)
    return declared_in((row for row in rows if row.id not in gone), tasks, plan)


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
