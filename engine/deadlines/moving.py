"""Stopping the clock of a legal term, setting it going again, giving it more time.

Each is one transaction under the lock of the case, says why in its history, and moves with the term
the timer that acts when it is over and the due date of its task.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from engine.calendar import Calendar, TermOutOfRange
from engine.cases.scene import Scene, in_one_transaction, scene_of, write_events
from engine.deadlines.calendars import calendar_of
from engine.deadlines.permission import may_move_terms
from engine.deadlines.reckoning import Term
from engine.deadlines.standing import EVENTS, alongside, ends_of, term_of
from engine.definitions.loading import program_of
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage import step
from storage.database import Connection
from storage.queries.deadlines import ChangeRow, DeadlineRow, deadline_by_id, pauses_of_case
from storage.queries.documents import document_by_id
from storage.tables.deadlines import DeadlineState, MoveKind
from storage.writes.deadlines import (
    Ends,
    Move,
    begin_pause,
    change_deadline,
    end_pause,
    move_deadlines,
)


@dataclass(frozen=True, slots=True)
class Moved:
    """The term after the act; `due_on` is what it was while the clock stands still."""

    deadline_id: int
    case_number: str
    from_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Why:
    """The reason of a move, and the document of the case that orders it."""

    reason: str
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Held:
    """A term under the lock of its case."""

    connection: Connection
    scene: Scene
    row: DeadlineRow
    term: Term
    calendar: Calendar
    today: date

    @property
    def is_over(self) -> bool:
        """Its last day has passed: what is over cannot be stopped nor extended any more."""
        return self.today > self.row.due_on


def pause(installation: Installation, actor: Actor, deadline_id: int, why: Why) -> Moved | Refused:
    """Stop the clock from today on: nothing falls due and nothing acts until it goes on again."""

    def act(held: _Held) -> Moved | Refused:
        if held.row.paused_on is not None:
            return Refused(RefusalKind.NOT_OPEN, {"state": "paused"})
        if held.is_over:
            return Refused(RefusalKind.LATE)
        pause_id = installation.ids.new()
        begin_pause(
            held.connection,
            actor.municipality_id,
            pause_id=pause_id,
            deadline_id=held.row.id,
            on=held.today,
        )
        ends = Ends(held.row.due_on, None, None)
        return _move(held, MoveKind.PAUSED, why, ends, paused_on=held.today)

    return _on_term(installation, actor, deadline_id, why, act)


def resume(
    installation: Installation, actor: Actor, deadline_id: int, why: Why, *, anew: bool = False
) -> Moved | Refused:
    """Set the clock going again: where it stood, or `anew`, counted from its beginning."""

    def act(held: _Held) -> Moved | Refused:
        if held.row.paused_on is None:
            return Refused(RefusalKind.NOT_OPEN, {"state": "running"})
        end_pause(held.connection, actor.municipality_id, deadline_id=held.row.id, on=held.today)
        term = held.term.restarted(held.today) if anew else held.term
        ends = ends_of(term, held.calendar)
        if not anew:
            return _move(held, MoveKind.RESUMED, why, ends, paused_on=None)
        return _move(held, MoveKind.RESTARTED, why, ends, paused_on=None, anew_on=held.today)

    return _on_term(installation, actor, deadline_id, why, act)


def extend(
    installation: Installation, actor: Actor, deadline_id: int, length: int, why: Why
) -> Moved | Refused:
    """Give so much more time, in the unit of the term."""
    if length < 1:
        return Refused(RefusalKind.INVALID_DATA, {"field": "length"})

    def act(held: _Held) -> Moved | Refused:
        extension = held.row.extension + length
        if held.row.paused_on is not None:
            ends = Ends(held.row.due_on, None, None)
            return _move(held, MoveKind.EXTENDED, why, ends, extension=extension)
        if held.is_over:
            return Refused(RefusalKind.LATE)
        try:
            ends = ends_of(held.term.extended(length), held.calendar)
        except TermOutOfRange:
            return Refused(RefusalKind.INVALID_DATA, {"field": "length"})
        return _move(held, MoveKind.EXTENDED, why, ends, extension=extension)

    return _on_term(installation, actor, deadline_id, why, act)


def tell(scene: Scene, row: DeadlineRow, kind: MoveKind, due_on: date, *, reason: str) -> None:
    """A line of history about a term."""
    scene.ledger.add(
        EVENTS[kind],
        element=row.element,
        task_id=row.task_id,
        data={"title": row.title, "from": row.due_on, "due": due_on},
        detail={"reason": reason},
    )


def _on_term(
    installation: Installation,
    actor: Actor,
    deadline_id: int,
    why: Why,
    act: Callable[[_Held], Moved | Refused],
) -> Moved | Refused:
    if not why.reason.strip():
        return Refused(RefusalKind.INVALID_DATA, {"field": "reason"})

    def verb(connection: Connection) -> Moved | Refused:
        held = _held(installation, actor, connection, deadline_id)
        if isinstance(held, Refused):
            return held
        if not _is_of_case(held, why.document_id):
            return Refused(RefusalKind.INVALID_DATA, {"field": "document"})
        return act(held)

    return in_one_transaction(installation, actor, verb)


def _held(
    installation: Installation, actor: Actor, connection: Connection, deadline_id: int
) -> _Held | Refused:
    """The term, read after the lock of its case; or why it may not be touched."""
    town = actor.municipality_id
    found = deadline_by_id(connection, town, deadline_id)
    loaded = step.load(connection, town, case_id=found.case_id) if found else None
    row = deadline_by_id(connection, town, deadline_id) if loaded else None
    if loaded is None or row is None:
        return Refused(RefusalKind.NOT_FOUND)
    definition = program_of(installation, connection, town, loaded.instance.definition_id)
    if not may_move_terms(actor, definition):
        return Refused(RefusalKind.NO_ROLE)
    if row.state != DeadlineState.OPEN:
        return Refused(RefusalKind.NOT_OPEN, {"state": row.state})
    scene = scene_of(installation, actor, loaded)
    calendar = calendar_of(installation, connection, town)
    today = calendar.local_day(scene.now)
    term = term_of(row, pauses_of_case(connection, town, row.case_id), today=today)
    return _Held(connection, scene, row, term, calendar, today)


def _is_of_case(held: _Held, document_id: int | None) -> bool:
    if document_id is None:
        return True
    found = document_by_id(held.connection, held.scene.municipality_id, document_id)
    return found is not None and found.case_id == held.row.case_id


def _move(held: _Held, kind: MoveKind, why: Why, ends: Ends, **changed: object) -> Moved:
    scene, row = held.scene, held.row
    change = ChangeRow(
        id=scene.installation.ids.new(),
        deadline_id=row.id,
        at=scene.now,
        person_id=scene.actor.person_id,
        from_on=row.due_on,
        to_on=ends.due_on,
        kind=kind,
        reason=why.reason.strip(),
        document_id=why.document_id,
        closure_id=None,
        person_name=None,
    )
    move = Move(change, ends, row.timer_id, row.task_id, alongside(row, held.calendar))
    move_deadlines(held.connection, scene.municipality_id, [move])
    change_deadline(held.connection, scene.municipality_id, row.id, **changed)
    tell(scene, row, kind, ends.due_on, reason=change.reason)
    write_events(held.connection, scene)
    return Moved(row.id, scene.loaded.case.number, row.due_on, ends.due_on)
