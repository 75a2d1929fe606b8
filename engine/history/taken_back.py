"""What people sent in and took back: it stays in the record, and counts no more.

Only the last step of a case is ever taken back, so of a task the first submissions are those that
were, one for each time that its step was undone.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping

from engine.history.kinds import EventKind
from storage.database import Connection
from storage.queries.acts import TaskActRow, tasks_told_of
from storage.queries.cases import SubmissionRow


def taken_back_in(
    connection: Connection, municipality_id: int, case_id: int, rows: Iterable[SubmissionRow]
) -> Mapping[int, TaskActRow]:
    """By the id of a submission, oldest first, who took it back and when."""
    undone = tasks_told_of(connection, municipality_id, case_id, EventKind.STEP_UNDONE)
    return taken_back(rows, undone)


def taken_back(
    rows: Iterable[SubmissionRow], undone: Iterable[TaskActRow]
) -> Mapping[int, TaskActRow]:
    """The same of these rows and acts, each the oldest first."""
    waiting: dict[int, deque[TaskActRow]] = defaultdict(deque)
    for act in undone:
        waiting[act.task_id].append(act)
    return {
        row.id: waiting[row.task_id].popleft()
        for row in rows
        if row.task_id is not None and waiting.get(row.task_id)
    }
