"""Which of many acts their own person could still take back, asked for a whole page at once.

What only the verb itself can tell (whether who held the task before may still have it) is left to
`taking_back.undo_act`, which looks at everything again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from engine.cases.lifecycle import CaseState
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.refusals import RefusalKind, Refused
from engine.tasks.lifecycle import TaskState
from engine.tasks.taking_back import ActUndone, act_in, acted_since, undone_in
from engine.tasks.undoing import UNDO_FOR
from storage.database import Connection
from storage.queries.acts import acts_upon_each, last_of_each
from storage.queries.tasks import drafts_upon_each, tasks_by_id

Prospect = Refused | ActUndone | None
"""Why it stays done, that it was taken back already, or None: it can be."""


def still_undoable(
    connection: Connection, actor: Actor, acts: Mapping[int, int], *, now: datetime
) -> dict[int, Prospect]:
    """Of the acts that these events (by task) tell of; those of others are left out."""
    town = actor.municipality_id
    tasks = tasks_by_id(connection, town, acts)
    since = {(task.case_id, task_id): acts[task_id] for task_id, task in tasks.items()}
    rows = acts_upon_each(connection, town, since)
    drafts = drafts_upon_each(connection, town, tasks, person_id=actor.person_id or 0)
    resting = {each.case_id for each in tasks.values() if each.case_state == CaseState.SUSPENDED}
    stopped = last_of_each(connection, town, resting, EventKind.CASE_SUSPENDED)
    found: dict[int, Prospect] = {}
    for task_id, task in tasks.items():
        own, seq = rows.get(task_id, []), acts[task_id]
        act = act_in(own, seq)
        if act is None or act.row.person_id != actor.person_id:
            continue
        rests = task.case_id in resting and not stopped.get(task.case_id, seq) < seq
        begun = [who for who, at in drafts.get(task_id, []) if at >= act.row.at]
        if seq in undone_in(own):
            found[task_id] = ActUndone(task_id, task.number)
        elif acted_since(own, seq) or task.state != TaskState.OPEN:
            found[task_id] = Refused(RefusalKind.ACTED_ON)
        else:
            found[task_id] = _refusal(now - act.row.at, begun, rests=rests)
    return found


def _refusal(since: timedelta, begun: list[int], *, rests: bool) -> Refused | None:
    if since > UNDO_FOR:
        return Refused(RefusalKind.UNDO_OVER)
    if rests:
        return Refused(RefusalKind.SUSPENDED)
    return Refused(RefusalKind.BEGUN, {"person_id": str(begun[0])}) if begun else None
