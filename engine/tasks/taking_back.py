"""Taking back what one did to one task: taking it or putting it back, giving it away, or aside,
another day, another priority.

For some minutes and while nobody has acted on the task since. The event of an act keeps what it
changed (`was`); that is put back, and the history gets an event more: nothing that happened is
unsaid. A step that completed a task is taken back by `undoing.undo_step`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.cases.scene import Scene, in_one_transaction, write_events
from engine.cases.suspending import refusal_of_suspended
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.tasks.arranging import refusal_of_term
from engine.tasks.holding import load_task, refusal_of_receiver
from engine.tasks.lifecycle import TaskState
from engine.tasks.undoing import UNDO_FOR
from engine.values import Value, loads
from storage import step
from storage.database import Connection
from storage.queries.acts import ActRow, acts_upon, last_of
from storage.queries.tasks import drafts_beside
from storage.tables.types import instant
from storage.writes.tasks import put_task_back

HANDS = frozenset(
    {
        EventKind.TASK_CLAIMED,
        EventKind.TASK_RELEASED,
        EventKind.TASK_ASSIGNED,
        EventKind.TASK_DELEGATED,
        EventKind.TASK_RETURNED,
    }
)
"""Acts that leave a task in other hands, or in nobody's."""
ARRANGED = frozenset({EventKind.TASK_DUE_CHANGED, EventKind.TASK_PRIORITIZED})
"""Acts that say until when a task should be done, and how pressing it is."""


@dataclass(frozen=True, slots=True)
class ActUndone:
    """The task is as it was before the act."""

    task_id: int
    number: str


@dataclass(frozen=True, slots=True)
class _Act:
    """What is to be taken back; `to` is who got the task by it."""

    seq: int
    kind: EventKind
    row: ActRow
    data: Mapping[str, Any]

    @property
    def to(self) -> int | None:
        return int(self.data["to"]) if "to" in self.data else None

    @property
    def holder(self) -> int | None:
        """In whose hands the act left the task."""
        return self.row.person_id if self.kind is EventKind.TASK_CLAIMED else self.to

    @property
    def holder_before(self) -> int | None:
        was = self.data.get("was") or {}
        return int(was["holder"]) if "holder" in was else None

    @property
    def left(self) -> dict[str, Any]:
        """Columns of the task as the act left them."""
        if self.kind not in HANDS:
            return {"priority": int(self.data["value"])} if "value" in self.data else {}
        since = None if self.holder is None else self.row.at
        return {"assignee_id": self.holder, "claimed_at": since}

    @property
    def before(self) -> dict[str, Any]:
        """The same columns as they were."""
        was = self.data.get("was") or {}
        if self.kind is EventKind.TASK_PRIORITIZED:
            return {"priority": int(was["priority"])}
        if self.kind is EventKind.TASK_DUE_CHANGED:
            return {"due_at": _moment(was["due"])}
        if self.kind is EventKind.TASK_POSTPONED:
            return {"follow_up_at": _moment(was.get("until"))}
        returns = int(was["returns"]) if "returns" in was else None
        since = _moment(was.get("since"))
        return {"assignee_id": self.holder_before, "claimed_at": since, "delegator_id": returns}


def undo_act(
    installation: Installation, actor: Actor, task_id: int, seq: int
) -> ActUndone | Refused:
    """Take back the act that is event `seq` of the case, if it was the person's own; twice is
    once."""

    def verb(connection: Connection) -> ActUndone | Refused:
        found = load_task(installation, actor, connection, task_id)
        if isinstance(found, Refused):
            return found
        scene, task = found
        town, case = actor.municipality_id, scene.loaded.case
        rows = acts_upon(connection, town, case.id, task_id, since=seq)
        act = act_in(rows, seq)
        if act is None or act.row.person_id != actor.person_id:
            return Refused(RefusalKind.NOT_FOUND)
        undone = undone_in(rows)
        if seq not in undone:
            acted_on = acted_since(rows, seq)
            refused = _refusal(connection, scene, task, act, acted_on=acted_on)
            refused = refused or _put_back(connection, scene, task, act)
            if refused is not None:
                return refused
        return ActUndone(task_id, case.number)

    return in_one_transaction(installation, actor, verb)


def act_in(rows: Sequence[ActRow], seq: int) -> _Act | None:
    """The act of that number, if it is of those that can be taken back."""
    row = next((row for row in rows if row.seq == seq), None)
    if row is None or row.kind not in HANDS | ARRANGED | {EventKind.TASK_POSTPONED}:
        return None
    data = loads(row.data) if row.data else {}
    if row.kind in ARRANGED and "was" not in data:  # of before that was kept: nobody knows it
        return None
    return _Act(seq, EventKind(row.kind), row, data)


def undone_in(rows: Sequence[ActRow]) -> set[int]:
    """The events that were taken back among these."""
    return {int(loads(row.data)["seq"]) for row in rows if row.kind == EventKind.ACT_UNDONE}


def acted_since(rows: Sequence[ActRow], seq: int) -> bool:
    """Whether somebody acted after event `seq`, and that still stands."""
    undone = undone_in(rows)
    acts = (row for row in rows if row.kind != EventKind.ACT_UNDONE)
    return any(row.seq > seq and row.seq not in undone for row in acts)


def _refusal(
    connection: Connection, scene: Scene, task: step.LoadedTask, act: _Act, *, acted_on: bool
) -> Refused | None:
    if acted_on or task.state != TaskState.OPEN:
        return Refused(RefusalKind.ACTED_ON)
    if scene.now - act.row.at > UNDO_FOR:
        return Refused(RefusalKind.UNDO_OVER)
    refused = _refusal_of_rest(connection, scene, act)
    refused = refused or _refusal_of_begun(connection, scene, task, act)
    if act.kind is EventKind.TASK_DUE_CHANGED:
        refused = refused or refusal_of_term(connection, scene, task.id)
    back = act.holder_before
    if refused is not None or back is None or back == scene.actor.person_id:
        return refused
    return refusal_of_receiver(connection, scene, task, back)


def _refusal_of_rest(connection: Connection, scene: Scene, act: _Act) -> Refused | None:
    """While the case is suspended, only what an operator did meanwhile is taken back."""
    refused = refusal_of_suspended(scene)
    if refused is None:
        return None
    town, case_id, kind = scene.municipality_id, scene.loaded.case.id, EventKind.CASE_SUSPENDED
    stopped = last_of(connection, town, case_id, kind)
    return None if stopped is not None and stopped < act.seq else refused


def _refusal_of_begun(
    connection: Connection, scene: Scene, task: step.LoadedTask, act: _Act
) -> Refused | None:
    """Who got the task has begun with it: it is not taken from under their hands."""
    if act.to is None:
        return None
    others = drafts_beside(
        connection, scene.municipality_id, task.id, person_id=scene.actor.person_id or 0
    )
    begun = (draft.person_id for draft in others if draft.saved_at >= act.row.at)
    who = next(begun, None)
    return None if who is None else Refused(RefusalKind.BEGUN, {"person_id": str(who)})


def _put_back(
    connection: Connection, scene: Scene, task: step.LoadedTask, act: _Act
) -> Refused | None:
    put = put_task_back(
        connection,
        scene.municipality_id,
        task.id,
        left=act.left,
        before=act.before,
        begun_since=None if act.to is None else act.row.at,
        person_id=scene.actor.person_id or 0,
    )
    if not put:
        return Refused(RefusalKind.ACTED_ON)
    told: dict[str, Value] = {"act": int(act.kind), "seq": act.seq}
    told |= {} if act.to is None else {"to": str(act.to)}
    kind = EventKind.ACT_UNDONE
    scene.ledger.add(kind, element=task.element, task_id=task.id, data=told)
    write_events(connection, scene)
    return None


def _moment(stored: Any) -> datetime | None:
    return None if stored is None else instant(int(stored))
