"""How a municipality stands now, in numbers: what is late by process, and what falls due by day."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select, text

from storage.database import Connection
from storage.queries.reading import joined
from storage.tables import cases, deadlines

_OPEN = text("deadlines.state = 'open'")  # a literal: the index holds only these


def late_by_process(
    connection: Connection, municipality_id: int, *, today: date
) -> Mapping[str, tuple[int, date]]:
    """The cases with a term that is over and still open, by process: how many, and the oldest
    day."""
    found = (
        select(
            cases.c.process_key,
            func.count(cases.c.id.distinct()),
            func.min(deadlines.c.due_on),
        )
        .join(cases, joined(deadlines, cases, "case_id"))
        .where(deadlines.c.municipality_id == municipality_id, _OPEN)
        .where(deadlines.c.due_on < today, deadlines.c.paused_on.is_(None))
        .where(deadlines.c.owner == "entity")
        .group_by(cases.c.process_key)
    )
    return {key: (int(count), first) for key, count, first in connection.execute(found)}


def due_by_day(
    connection: Connection, municipality_id: int, *, since: date, until: date
) -> Mapping[date, int]:
    """How many open terms end on each day of a time, both ends included."""
    found = (
        select(deadlines.c.due_on, func.count())
        .where(deadlines.c.municipality_id == municipality_id, _OPEN)
        .where(deadlines.c.due_on.between(since, until), deadlines.c.paused_on.is_(None))
        .group_by(deadlines.c.due_on)
    )
    return {day: int(count) for day, count in connection.execute(found)}
