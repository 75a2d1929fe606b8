"""The clocks of terms when a migration is undone: as if it had never touched them.

What people and decrees did to a term meanwhile stays: who stopped one keeps it stopped, who gave
more time has given it, and a term that runs again is counted on the calendar of now. Where nothing
happened to it, it is the very row of before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from engine.calendar import Calendar
from engine.cases.scene import Scene
from engine.deadlines.calendars import calendar_of
from engine.deadlines.moving import tell
from engine.deadlines.standing import ends_of, term_of
from engine.migrations.clocks import as_text
from storage.database import Connection
from storage.queries.deadlines import (
    ChangeRow,
    DeadlineRow,
    PauseRow,
    deadlines_of_case,
    pauses_of_case,
)
from storage.tables.deadlines import MoveKind
from storage.tables.types import due_instant, instant
from storage.writes.deadlines import (
    Ends,
    Move,
    change_deadline,
    drop_pauses,
    end_pause_anew,
    move_deadlines,
)

Stored = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Return:
    """The way back of one term: the row as it is and as it will be, and its pauses."""

    now: DeadlineRow
    then: DeadlineRow
    ends: Ends
    look_at: datetime | None
    reopened: Mapping[int, date | None]
    dropped: tuple[int, ...]

    @property
    def kind(self) -> MoveKind | None:
        """What the history tells; None where it stands still, or runs, before and after."""
        if (self.now.paused_on is None) == (self.then.paused_on is None):
            return None
        return MoveKind.RESUMED if self.then.paused_on is None else MoveKind.PAUSED


def returns_of(connection: Connection, scene: Scene, before: Mapping[str, Any]) -> list[Return]:
    """The terms whose clock the migration turned and that are still open."""
    kept: Sequence[Stored] = before.get("clocks", ())
    if not kept:
        return []
    town, case_id = scene.municipality_id, scene.loaded.case.id
    calendar = calendar_of(scene.installation, connection, town)
    rows = {row.id: row for row in deadlines_of_case(connection, town, case_id, open_only=True)}
    pauses = pauses_of_case(connection, town, case_id)
    was = {row["id"]: row for row in before["deadlines"]}
    tasks = {row["id"]: row for row in before["tasks"]}
    today = calendar.local_day(scene.now)
    return [
        _return(each, _Stands(rows[each["id"]], pauses, calendar, today), was[each["id"]], tasks)
        for each in kept
        if each["id"] in rows and each["id"] in was
    ]


@dataclass(frozen=True, slots=True)
class _Stands:
    """A term as it stands today."""

    row: DeadlineRow
    pauses: Sequence[PauseRow]
    calendar: Calendar
    today: date


def _return(kept: Stored, stands: _Stands, was: Stored, tasks: Mapping[int, Stored]) -> Return:
    now, left = stands.row, kept["left"]
    stopped = now.paused_on is not None and as_text(now.paused_on) != left["paused_on"]
    then = replace(now, element=was["element"], stops=0 if stopped else was["stops"])
    if was["paused_on"] == left["paused_on"]:  # the clock itself was not touched
        return Return(now, then, Ends(now.due_on, None, None), None, {}, ())
    stood = _day(was["paused_on"])
    anew = was["anew_on"] if as_text(now.anew_on) == left["anew_on"] else as_text(now.anew_on)
    then = replace(
        then, paused_on=stood or (now.paused_on if stopped else None), anew_on=_day(anew)
    )
    had = {int(key): _day(end) for key, end in kept["pauses"].items()}
    own = [each for each in stands.pauses if each.deadline_id == now.id]
    since = [each.id for each in own if each.id not in had]
    dropped = tuple(since if stood else kept["born"])
    pauses = [
        replace(each, end_on=had.get(each.id, each.end_on))
        for each in own
        if each.id not in dropped
    ]
    ends, look_at = _ends(replace(stands, row=then, pauses=pauses), was, tasks)
    return Return(now, replace(then, due_on=ends.due_on), ends, look_at, had, dropped)


def _ends(
    stands: _Stands, was: Stored, tasks: Mapping[int, Stored]
) -> tuple[Ends, datetime | None]:
    """When it ends, and when people are next told of it; None: as for every term that moved."""
    row, due_on = stands.row, date.fromisoformat(was["due_on"])
    if row.paused_on is not None:
        return Ends(due_on, None, None), None
    ends = ends_of(term_of(row, stands.pauses, today=stands.today), stands.calendar)
    if ends.due_on != due_on:
        return ends, None
    task = tasks.get(row.task_id or 0)
    in_time = None if task is None else due_instant(task["due_at"])
    look_at = None if was["look_at"] is None else instant(was["look_at"])
    return Ends(due_on, instant(was["due_at"]), in_time), look_at


def tell_returns(scene: Scene, returns: Sequence[Return], reason: str) -> None:
    """What stops and goes on again, in the history, in the numbers of the version of before."""
    for each in returns:
        if each.kind is not None:
            row = replace(each.then, due_on=each.now.due_on)
            tell(scene, row, each.kind, each.then.due_on, reason=reason)


def write_returns(
    connection: Connection, scene: Scene, returns: Sequence[Return], reason: str
) -> None:
    """The rows, once those of the case are put back."""
    town = scene.municipality_id
    for each in returns:
        held = {name: getattr(each.then, name) for name in ("stops", "paused_on", "anew_on")}
        change_deadline(connection, town, each.now.id, **held)
        drop_pauses(connection, town, each.dropped)
        for pause_id, end_on in each.reopened.items():
            end_pause_anew(connection, town, pause_id, on=end_on)
        if each.kind is not None:
            _move(connection, scene, each, each.kind, reason)


def _move(connection: Connection, scene: Scene, each: Return, kind: MoveKind, reason: str) -> None:
    change = ChangeRow(
        id=scene.installation.ids.new(),
        deadline_id=each.now.id,
        at=scene.now,
        person_id=scene.actor.person_id,
        from_on=each.now.due_on,
        to_on=each.then.due_on,
        kind=kind,
        reason=reason,
        document_id=None,
        closure_id=None,
        person_name=None,
    )
    move = Move(change, each.ends, each.now.timer_id, each.now.task_id)
    move_deadlines(connection, scene.municipality_id, [move])
    if each.look_at is not None:
        change_deadline(connection, scene.municipality_id, each.now.id, look_at=each.look_at)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
