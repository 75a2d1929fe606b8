"""Declaring that a day is not worked, or that a holiday is, and what that does to every open term.

The decree is one small transaction; the terms follow in batches, each under the locks of its cases,
so that a municipality with ten thousand open terms goes on working meanwhile. A batch that is done
again changes nothing. Every term that moves says so in the history of its case.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from engine.calendar import Attendance, Calendar, Closure
from engine.deadlines.calendars import calendar_of, forget_calendar, read_calendar
from engine.deadlines.permission import may_decree
from engine.deadlines.standing import ends_of, term_of
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.closures import (
    ClosureRow,
    TouchedRow,
    closure_by_id,
    pauses_of_terms,
    terms_touched,
)
from storage.writes.closures import insert_closure, lift_closure

BATCH = 500


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A term that a decree would move."""

    touched: TouchedRow
    to_on: date


@dataclass(frozen=True, slots=True)
class Decreed:
    """The day is worked as asked, or as the law has it again; the terms follow at once, in
    batches."""

    closure_id: int
    day: date


@dataclass(frozen=True, slots=True)
class Asked:
    """A day to be worked otherwise than the law has it, not at all where nothing else is said:
    `name` is what people read (the feast), `source` the decree."""

    day: date
    name: str
    source: str
    attendance: Attendance = Attendance.NONE


def foresee(
    installation: Installation, actor: Actor, asked: Asked
) -> tuple[Foreseen, ...] | Refused:
    """Every open term that the decree would move, in the order of their last days."""
    with installation.database.read(actor.municipality_id) as connection:
        calendar = read_calendar(connection, actor.municipality_id)
        refused = _refusal(installation, actor, asked, calendar)
        if refused is not None:
            return refused
        closed = closing(calendar, asked)
        found = list(_foreseen(installation, connection, actor.municipality_id, asked.day, closed))
    return tuple(sorted(found, key=lambda each: (each.to_on, each.touched.number)))


def decree(installation: Installation, actor: Actor, asked: Asked) -> Decreed | Refused:
    """The day is worked as asked from now on."""

    def verb(connection: Connection) -> Decreed | Refused:
        calendar = read_calendar(connection, actor.municipality_id)
        refused = _refusal(installation, actor, asked, calendar)
        if refused is not None:
            return refused
        row = ClosureRow(
            id=installation.ids.new(),
            day=asked.day,
            attendance=asked.attendance,
            name=asked.name.strip(),
            source=asked.source.strip(),
            decreed_at=installation.clock.now(),
            decreed_by=actor.person_id,
        )
        if not insert_closure(connection, actor.municipality_id, row):
            return Refused(RefusalKind.INVALID_DATA, {"field": "day"})
        return Decreed(row.id, row.day)

    answer = installation.database.run(verb, municipality=actor.municipality_id)
    forget_calendar(installation, actor.municipality_id)
    return answer


def lift(installation: Installation, actor: Actor, closure_id: int) -> Decreed | Refused:
    """Take a decree back before its day comes; twice succeeds."""

    def verb(connection: Connection) -> Decreed | Refused:
        found = closure_by_id(connection, actor.municipality_id, closure_id)
        if found is None:
            return Refused(RefusalKind.NOT_FOUND)
        if not may_decree(actor):
            return Refused(RefusalKind.NO_ROLE)
        now = installation.clock.now()
        calendar = calendar_of(installation, connection, actor.municipality_id)
        if found.day <= calendar.local_day(now):
            return Refused(RefusalKind.LATE)
        lift_closure(
            connection, actor.municipality_id, closure_id, at=now, person_id=actor.person_id
        )
        return Decreed(closure_id, found.day)

    answer = installation.database.run(verb, municipality=actor.municipality_id)
    forget_calendar(installation, actor.municipality_id)
    return answer


def closing(calendar: Calendar, asked: Asked) -> Calendar:
    """The calendar with what is asked."""
    closure = Closure(asked.name, asked.attendance, asked.source)
    return calendar.closed_on(asked.day, closure)


def _refusal(
    installation: Installation, actor: Actor, asked: Asked, calendar: Calendar
) -> Refused | None:
    """Why it may not be decreed: no role, a word is missing, the day has passed, or it is worked as
    asked already."""
    if not may_decree(actor):
        return Refused(RefusalKind.NO_ROLE)
    for field, text in (("name", asked.name), ("source", asked.source)):
        if not text.strip():
            return Refused(RefusalKind.INVALID_DATA, {"field": field})
    if asked.day < calendar.local_day(installation.clock.now()):
        return Refused(RefusalKind.LATE)
    worked, wanted = calendar.is_business_day(asked.day), asked.attendance is Attendance.WHOLE
    if asked.day in calendar.closures or worked is wanted:
        return Refused(RefusalKind.INVALID_DATA, {"field": "day"})
    return None


def _foreseen(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    day: date,
    calendar: Calendar,
) -> Iterator[Foreseen]:
    today, after = calendar.local_day(installation.clock.now()), 0
    while True:
        found = terms_touched(connection, municipality_id, day=day, after=after, limit=BATCH)
        if not found:
            return
        ids = [each.deadline.id for each in found]
        pauses = pauses_of_terms(connection, municipality_id, ids)
        for touched in found:
            term = term_of(touched.deadline, pauses, today=today)
            due = ends_of(term, calendar).due_on
            if due != touched.deadline.due_on:
                yield Foreseen(touched, due)
        after = ids[-1]
