"""People are told when 70, 90 and 100 % of a term are used, or so many days before its last one as
its drawing says (`warns`): a line in the history of its case, which notices follow. A duty of the
worker; looking twice tells once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from engine.calendar import NEAR_FROM_PERCENT, Calendar
from engine.cases.scene import scene_of, write_events
from engine.deadlines.calendars import calendar_of
from engine.deadlines.reckoning import Term
from engine.deadlines.standing import term_of
from engine.definitions.loading import program_of
from engine.history.kinds import EventKind
from engine.identity import system_actor
from engine.installation import Installation
from storage import step
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.deadlines import (
    DeadlineRow,
    LookRow,
    deadline_by_id,
    pauses_of_case,
    terms_to_look_at,
)
from storage.tables.deadlines import DeadlineState
from storage.writes.deadlines import change_deadline

SHARES = (NEAR_FROM_PERCENT, 90, 100)
"""In percent of the business days of a term; 100 is reached on its last day."""
BATCH = 200


def warn_of_terms(installation: Installation, *, limit: int = BATCH) -> int:
    """Tell what has come to its share, in every municipality; how many terms were looked at."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        found = terms_to_look_at(connection, now=installation.clock.now(), limit=limit)
    for each in found:
        _look(installation, each)
    return len(found)


def _look(installation: Installation, which: LookRow) -> None:
    town = which.municipality_id
    actor = system_actor(town)

    def verb(connection: Connection) -> None:
        loaded = step.load(connection, town, case_id=which.case_id)
        row = deadline_by_id(connection, town, which.deadline_id)
        if loaded is None or row is None or row.state != DeadlineState.OPEN or row.paused_on:
            return
        scene = scene_of(installation, actor, loaded)
        calendar = calendar_of(installation, connection, town)
        today = calendar.local_day(scene.now)
        term = term_of(row, pauses_of_case(connection, town, row.case_id), today=today)
        definition = program_of(installation, connection, town, loaded.instance.definition_id)
        rule = definition.program.elements[row.element].deadline
        if rule is not None and rule.warns:
            found = _days_left(rule.warns, row, today)
        else:
            found = _share_used(calendar, term, row, today)
        look_at = None if found.next_day is None else calendar.start_of(found.next_day)
        change_deadline(connection, town, row.id, warned=found.reached, look_at=look_at)
        if found.reached > row.warned:
            scene.ledger.add(
                EventKind.DEADLINE_WARNED,
                element=row.element,
                task_id=row.task_id,
                data={"title": row.title, "due": row.due_on, **found.told},
            )
            write_events(connection, scene)

    installation.database.run(verb, municipality=town)


@dataclass(frozen=True, slots=True)
class _Found:
    """How far a term is, in a number that only grows, what is told of it, and the day of the next
    look."""

    reached: int
    told: Mapping[str, int]
    next_day: date | None


def _share_used(calendar: Calendar, term: Term, row: DeadlineRow, today: date) -> _Found:
    used = calendar.share_used(term.start, row.due_on, today, term.pauses)
    reached = max((share for share in SHARES if share <= used), default=0)
    following = next((share for share in SHARES if share > reached), None)
    day = None
    if following is not None:
        day = calendar.day_of_share(term.start, row.due_on, following, term.pauses)
    return _Found(reached, {"percent": reached}, day)


def _days_left(warns: Sequence[int], row: DeadlineRow, today: date) -> _Found:
    """By calendar days; the number is the place in the list, most days first."""
    left = (row.due_on - today).days
    passed = [days for days in warns if left <= days]
    coming = [row.due_on - timedelta(days=days) for days in warns if left > days]
    return _Found(len(passed), {"left": left}, min(coming, default=None))
