"""The days that a municipality works otherwise than the law has it, by its own decree, and the
terms that they move."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, select, text

from storage.database import Connection
from storage.queries.deadlines import DeadlineRow, PauseRow
from storage.queries.reading import joined, many, one
from storage.tables import cases, closures, deadline_changes, deadline_pauses, deadlines, persons


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """A day on which a municipality does not work (0), or only half of it (1), or does although it
    is a holiday (2), by a decree.

    `lifted_at` is None until it is taken back, `applied_at` while terms are still to be moved.
    `settled`: 1 once they were looked at again, after every process knew of the decree."""

    id: int
    day: date
    attendance: int
    name: str
    source: str
    decreed_at: datetime
    decreed_by: int | None = None
    lifted_at: datetime | None = None
    lifted_by: int | None = None
    applied_at: datetime | None = None
    settled: int = 0

    @property
    def since(self) -> datetime:
        """Since when the day is what it is now."""
        return self.lifted_at or self.decreed_at


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A term that a decree moved, with its case."""

    change_id: int
    number: str
    case_title: str
    term: str
    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True)
class TouchedRow:
    """An open term that a day lies in, with its case."""

    deadline: DeadlineRow
    number: str
    case_title: str


_NAMES = list(ClosureRow.__dataclass_fields__)
_CLOSURE = select(*(closures.c[name] for name in _NAMES))
_TERM = list(DeadlineRow.__dataclass_fields__)


def closures_of(connection: Connection, municipality_id: int) -> tuple[ClosureRow, ...]:
    """The closures in force of a municipality, by day."""
    found = (
        _CLOSURE.where(closures.c.municipality_id == municipality_id)
        .where(text("closures.lifted_at IS NULL"))
        .order_by(closures.c.day)
    )
    return many(connection, found, ClosureRow)


def all_closures(
    connection: Connection, municipality_id: int, *, limit: int = 200
) -> tuple[tuple[ClosureRow, str | None, int], ...]:
    """Every decree, lifted ones too, the latest day first, with who decreed it and how many terms
    it has moved."""
    moved = (
        select(func.count())
        .where(deadline_changes.c.municipality_id == closures.c.municipality_id)
        .where(deadline_changes.c.closure_id == closures.c.id)
        .scalar_subquery()
    )
    found = (
        _CLOSURE.add_columns(persons.c.name, moved)
        .outerjoin(persons, joined(closures, persons, "decreed_by"))
        .where(closures.c.municipality_id == municipality_id)
        .order_by(closures.c.day.desc(), closures.c.id.desc())
        .limit(limit)
    )
    width = len(_NAMES)
    rows = connection.execute(found)
    return tuple((ClosureRow(*row[:width]), row[width], row[width + 1]) for row in rows)


def closure_by_id(
    connection: Connection, municipality_id: int, closure_id: int
) -> ClosureRow | None:
    """One decree."""
    found = _CLOSURE.where(
        closures.c.municipality_id == municipality_id, closures.c.id == closure_id
    )
    return one(connection, found, ClosureRow)


def unsettled_closures(
    connection: Connection, *, limit: int = 20
) -> tuple[tuple[int, ClosureRow], ...]:
    """Decrees with terms still to be looked at, each with its municipality, over all those of the
    transaction."""
    found = (
        _CLOSURE.add_columns(closures.c.municipality_id)
        .where(text("closures.settled = 0"))
        .order_by(closures.c.decreed_at)
        .limit(limit)
    )
    rows = connection.execute(found)
    return tuple((row[-1], ClosureRow(*row[:-1])) for row in rows)


def terms_touched(
    connection: Connection,
    municipality_id: int,
    *,
    day: date,
    after: int = 0,
    limit: int,
) -> tuple[TouchedRow, ...]:
    """The open terms, not in pause, that a day lies in, by id. A literal state: the index of what
    falls due holds open terms only."""
    found = (
        select(*(deadlines.c[name] for name in _TERM), cases.c.number, cases.c.title)
        .join(cases, joined(deadlines, cases, "case_id"))
        .where(deadlines.c.municipality_id == municipality_id, deadlines.c.id > after)
        .where(text("deadlines.state = 'open'"), deadlines.c.paused_on.is_(None))
        .where(_lies_in(day))
        .order_by(deadlines.c.id)
        .limit(limit)
    )
    width = len(_TERM)
    rows = connection.execute(found)
    return tuple(TouchedRow(DeadlineRow(*row[:width]), *row[width:]) for row in rows)


def terms_by_id(
    connection: Connection, municipality_id: int, deadline_ids: Collection[int]
) -> tuple[DeadlineRow, ...]:
    """Several terms, by id."""
    found = (
        select(*(deadlines.c[name] for name in _TERM))
        .where(deadlines.c.municipality_id == municipality_id)
        .where(deadlines.c.id.in_(list(deadline_ids)))
        .order_by(deadlines.c.id)
    )
    return many(connection, found, DeadlineRow)


def pauses_of_terms(
    connection: Connection, municipality_id: int, deadline_ids: Collection[int]
) -> tuple[PauseRow, ...]:
    """The pauses of several terms, oldest first."""
    found = (
        select(*(deadline_pauses.c[name] for name in PauseRow.__dataclass_fields__))
        .where(deadline_pauses.c.municipality_id == municipality_id)
        .where(deadline_pauses.c.deadline_id.in_(list(deadline_ids)))
        .order_by(deadline_pauses.c.start_on, deadline_pauses.c.id)
    )
    return many(connection, found, PauseRow)


def moved_by(
    connection: Connection, municipality_id: int, closure_id: int, *, after: int = 0, limit: int
) -> tuple[MovedRow, ...]:
    """What a decree moved, in the order in which it was done."""
    found = (
        select(
            deadline_changes.c.id,
            cases.c.number,
            cases.c.title,
            deadlines.c.title,
            deadline_changes.c.from_on,
            deadline_changes.c.to_on,
        )
        .join(deadlines, joined(deadline_changes, deadlines, "deadline_id"))
        .join(cases, joined(deadlines, cases, "case_id"))
        .where(deadline_changes.c.municipality_id == municipality_id)
        .where(deadline_changes.c.closure_id == closure_id, deadline_changes.c.id > after)
        .order_by(deadline_changes.c.id)
        .limit(limit)
    )
    return many(connection, found, MovedRow)


def _lies_in(day: date) -> ColumnElement[bool]:
    begins = func.coalesce(deadlines.c.anew_on, deadlines.c.start_on)
    return and_(begins <= day, deadlines.c.due_on >= day)
