"""The term that a row holds, and when it ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from engine.calendar import Calendar, Unit
from engine.deadlines.reckoning import Term, acts_at, in_time_until, pauses_in
from engine.history.kinds import EventKind
from storage.queries.deadlines import DeadlineRow, PauseRow
from storage.tables.deadlines import MoveKind
from storage.writes.deadlines import Alongside, Ends

EVENTS = {
    MoveKind.EXTENDED: EventKind.DEADLINE_EXTENDED,
    MoveKind.PAUSED: EventKind.DEADLINE_PAUSED,
    MoveKind.RESUMED: EventKind.DEADLINE_RESUMED,
    MoveKind.RESTARTED: EventKind.DEADLINE_RESTARTED,
    MoveKind.DECREED: EventKind.DEADLINE_DECREED,
}
"""What the history tells of each move."""


def term_of(row: DeadlineRow, pauses: Sequence[PauseRow], *, today: date) -> Term:
    """The term as it stands today; `pauses` may be those of other terms too."""
    own = [(each.start_on, each.end_on) for each in pauses if each.deadline_id == row.id]
    term = Term(
        row.start_on,
        row.length,
        Unit(row.unit),
        row.extension,
        row.month_end,
        row.fires,
        pauses_in(own, today),
    )
    return term if row.anew_on is None else term.restarted(row.anew_on)


def ends_of(term: Term, calendar: Calendar) -> Ends:
    """When a term that runs ends."""
    due = term.due(calendar)
    return Ends(due, acts_at(due, term.fires, calendar), in_time_until(due, calendar))


def alongside(row: DeadlineRow, calendar: Calendar) -> Alongside:
    """What falls due with the term as it stood: tasks whose model gives them its last day."""
    return Alongside(row.case_id, in_time_until(row.due_on, calendar))
