"""The terms of a municipality follow its calendar: what a decree has to move is moved, in batches.

Looked at twice: at once, and again when every process has learnt of the decree, since a step that
was taken meanwhile may have counted its term on the calendar of a moment ago.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from engine.calendar import Calendar
from engine.cases.scene import Scene, scene_of, write_events
from engine.deadlines.calendars import FRESH, read_calendar
from engine.deadlines.decreeing import BATCH
from engine.deadlines.moving import tell
from engine.deadlines.standing import alongside, ends_of, term_of
from engine.identity import system_actor
from engine.installation import Installation
from storage import step
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.closures import (
    ClosureRow,
    pauses_of_terms,
    terms_by_id,
    terms_touched,
    unsettled_closures,
)
from storage.queries.deadlines import ChangeRow, DeadlineRow, PauseRow
from storage.tables.deadlines import DeadlineState, MoveKind
from storage.writes.closures import mark_applied
from storage.writes.deadlines import Move, move_deadlines


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is needed to move the terms of one batch."""

    installation: Installation
    connection: Connection
    municipality_id: int
    closure: ClosureRow
    calendar: Calendar
    pauses: tuple[PauseRow, ...]


def follow_decrees(installation: Installation) -> int:
    """Move what unsettled decrees still have to move, in every municipality; how many moved."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        found = unsettled_closures(connection)
    return sum(_follow(installation, town, closure) for town, closure in found)


def _follow(installation: Installation, municipality_id: int, closure: ClosureRow) -> int:
    now = installation.clock.now()
    last_look = now >= closure.since + FRESH
    if closure.applied_at is not None and not last_look:
        return 0
    moved, after = 0, 0
    while True:
        count, last = _one_batch(installation, municipality_id, closure, after)
        moved += count
        if last is None:
            break
        after = last
    installation.database.run(
        lambda connection: mark_applied(
            connection, municipality_id, closure, at=now, settled=last_look
        ),
        municipality=municipality_id,
    )
    return moved


def _one_batch(
    installation: Installation, municipality_id: int, closure: ClosureRow, after: int
) -> tuple[int, int | None]:
    """How many terms moved, and the last one that was looked at; None when there were no more."""

    def verb(connection: Connection) -> tuple[int, int | None]:
        found = terms_touched(
            connection, municipality_id, day=closure.day, after=after, limit=BATCH
        )
        if not found:
            return 0, None
        ids = [each.deadline.id for each in found]
        locked = _locked(connection, municipality_id, {each.deadline.case_id for each in found})
        batch = _Batch(
            installation,
            connection,
            municipality_id,
            closure,
            read_calendar(connection, municipality_id),
            pauses_of_terms(connection, municipality_id, ids),
        )
        rows = sorted(terms_by_id(connection, municipality_id, ids), key=attrgetter("case_id"))
        moves: list[Move] = []
        for case_id, of_case in groupby(rows, key=attrgetter("case_id")):
            moves += _of_case(batch, locked[case_id], list(of_case))
        move_deadlines(connection, municipality_id, moves)
        return len(moves), ids[-1]

    return installation.database.run(verb, municipality=municipality_id)


def _locked(
    connection: Connection, municipality_id: int, case_ids: set[int]
) -> dict[int, step.Loaded]:
    """The cases under their locks, always taken in the same order."""
    found = {
        case_id: step.load(connection, municipality_id, case_id=case_id)
        for case_id in sorted(case_ids)
    }
    return {case_id: loaded for case_id, loaded in found.items() if loaded is not None}


def _of_case(batch: _Batch, loaded: step.Loaded, rows: list[DeadlineRow]) -> list[Move]:
    actor = system_actor(batch.municipality_id)
    scene = scene_of(batch.installation, actor, loaded)
    moves = [move for row in rows if (move := _moved(batch, scene, row)) is not None]
    if moves:
        write_events(batch.connection, scene)
    return moves


def _moved(batch: _Batch, scene: Scene, row: DeadlineRow) -> Move | None:
    """The move of one term, told in the history of its case; None when it ends as before."""
    if row.state != DeadlineState.OPEN or row.paused_on is not None:
        return None
    today = batch.calendar.local_day(scene.now)
    ends = ends_of(term_of(row, batch.pauses, today=today), batch.calendar)
    if ends.due_on == row.due_on:
        return None
    reason = ", ".join(part for part in (batch.closure.name, batch.closure.source) if part)
    tell(scene, row, MoveKind.DECREED, ends.due_on, reason=reason)
    change = ChangeRow(
        id=batch.installation.ids.new(),
        deadline_id=row.id,
        at=scene.now,
        person_id=batch.closure.lifted_by or batch.closure.decreed_by,
        from_on=row.due_on,
        to_on=ends.due_on,
        kind=MoveKind.DECREED,
        reason=reason,
        document_id=None,
        closure_id=batch.closure.id,
        person_name=None,
    )
    return Move(change, ends, row.timer_id, row.task_id, alongside(row, batch.calendar))
