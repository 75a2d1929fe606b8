"""Legal time: the terms of a case and their moves, the dated numbers of the law."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import TextClause, and_, bindparam, or_, select, text

from storage.database import Connection
from storage.queries.reading import joined, many, one
from storage.tables import (
    cases,
    deadline_changes,
    deadline_pauses,
    deadlines,
    parameters,
    persons,
)
from storage.tables.deadlines import DeadlineState


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """A legal term of a case."""

    id: int
    case_id: int
    task_id: int | None
    timer_id: int | None
    token: int
    element: int
    title: str
    start_on: date
    unit: str
    length: int
    due_on: date
    due_at: datetime
    source: str
    effect: str
    owner: str
    fires: str
    month_end: str
    extension: int
    anew_on: date | None
    paused_on: date | None
    state: str
    opened_at: datetime
    closed_at: datetime | None
    stops: int = 0
    warned: int = 0


@dataclass(frozen=True, slots=True)
class DueRow:
    """A legal term with the case it belongs to."""

    deadline: DeadlineRow
    number: str
    case_title: str
    process_key: str
    case_state: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One move of a term, with its reason and who decided it."""

    id: int
    deadline_id: int
    at: datetime
    person_id: int | None
    from_on: date
    to_on: date
    kind: str
    reason: str
    document_id: int | None
    closure_id: int | None
    person_name: str | None


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A number of the law while it is valid; `status` V, S or K."""

    id: int
    key: str
    value: str
    unit: str
    valid_from: date
    valid_to: date | None
    source: str
    status: str


@dataclass(frozen=True, slots=True)
class PauseRow:
    """Days that a term does not count: after the first, up to the last; open while it has none."""

    deadline_id: int
    start_on: date
    end_on: date | None
    id: int = 0


_DEADLINE_NAMES = list(DeadlineRow.__dataclass_fields__)
_DEADLINE = select(*(deadlines.c[name] for name in _DEADLINE_NAMES))
_PAUSE = select(*(deadline_pauses.c[name] for name in PauseRow.__dataclass_fields__))
_PARAMETER = select(*(parameters.c[name] for name in ParameterRow.__dataclass_fields__))
_OF_CASE = _DEADLINE.where(
    deadlines.c.municipality_id == bindparam("municipality"),
    deadlines.c.case_id == bindparam("case"),
).order_by(deadlines.c.due_at, deadlines.c.id)
_OPEN_OF_CASE = _OF_CASE.where(deadlines.c.state == DeadlineState.OPEN)


def deadlines_of_case(
    connection: Connection, municipality_id: int, case_id: int, *, open_only: bool = False
) -> tuple[DeadlineRow, ...]:
    """The terms of a case, the first due first."""
    asked = {"municipality": municipality_id, "case": case_id}
    return many(connection, _OPEN_OF_CASE if open_only else _OF_CASE, DeadlineRow, asked)


@dataclass(frozen=True, slots=True)
class LookRow:
    """A term of which the next share may be used."""

    municipality_id: int
    case_id: int
    deadline_id: int


def terms_to_look_at(connection: Connection, *, now: datetime, limit: int) -> tuple[LookRow, ...]:
    """Those of all municipalities whose moment has come, the longest waiting first."""
    found = (
        select(deadlines.c.municipality_id, deadlines.c.case_id, deadlines.c.id)
        .where(_open(), deadlines.c.look_at.is_not(None), deadlines.c.look_at <= now)
        .order_by(deadlines.c.look_at)
        .limit(limit)
    )
    return many(connection, found, LookRow)


def deadlines_due(
    connection: Connection,
    municipality_id: int,
    *,
    from_on: date,
    to_on: date,
    process_key: str = "",
    processes: Collection[str] | None = None,
    after: tuple[date, int] | None = None,
    limit: int = 200,
) -> tuple[DueRow, ...]:
    """The open terms of a municipality that fall due between two days, both included; those that
    stand still are among them, by the day on which they would have ended.

    `processes` keeps to the cases of these (None: all); `after` is the day and the id of the last
    term of the page before.
    """
    found = (
        select(
            *(deadlines.c[name] for name in _DEADLINE_NAMES),
            cases.c.number,
            cases.c.title,
            cases.c.process_key,
            cases.c.state,
        )
        .join(cases, joined(deadlines, cases, "case_id"))
        .where(deadlines.c.municipality_id == municipality_id, _open())
        .where(deadlines.c.due_on.between(from_on, to_on))
        .order_by(deadlines.c.due_on, deadlines.c.id)
        .limit(limit)
    )
    if process_key:
        found = found.where(cases.c.process_key == process_key)
    if processes is not None:
        found = found.where(cases.c.process_key.in_(list(processes)))
    if after is not None:
        day, last = after
        found = found.where(
            or_(deadlines.c.due_on > day, and_(deadlines.c.due_on == day, deadlines.c.id > last))
        )
    width = len(_DEADLINE_NAMES)
    rows = connection.execute(found)
    return tuple(DueRow(DeadlineRow(*row[:width]), *row[width:]) for row in rows)


def deadline_by_id(
    connection: Connection, municipality_id: int, deadline_id: int
) -> DeadlineRow | None:
    """One term."""
    found = _DEADLINE.where(
        deadlines.c.municipality_id == municipality_id, deadlines.c.id == deadline_id
    )
    return one(connection, found, DeadlineRow)


def changes_of_case(
    connection: Connection, municipality_id: int, case_id: int
) -> tuple[ChangeRow, ...]:
    """Every move of every term of a case, oldest first."""
    own = (deadline_changes.c[name] for name in list(ChangeRow.__dataclass_fields__)[:-1])
    found = (
        select(*own, persons.c.name)
        .join(deadlines, joined(deadline_changes, deadlines, "deadline_id"))
        .outerjoin(persons, joined(deadline_changes, persons, "person_id"))
        .where(deadlines.c.municipality_id == municipality_id, deadlines.c.case_id == case_id)
        .order_by(deadline_changes.c.at, deadline_changes.c.id)
    )
    return many(connection, found, ChangeRow)


def parameter_on(
    connection: Connection, municipality_id: int, key: str, *, on: date
) -> ParameterRow | None:
    """The number of the law that is valid on a day; the latest beginning wins."""
    found = (
        _PARAMETER.where(parameters.c.municipality_id == municipality_id)
        .where(parameters.c.key == key, parameters.c.valid_from <= on)
        .where(or_(parameters.c.valid_to.is_(None), parameters.c.valid_to >= on))
        .order_by(parameters.c.valid_from.desc())
        .limit(1)
    )
    return one(connection, found, ParameterRow)


def all_parameters(connection: Connection, municipality_id: int) -> tuple[ParameterRow, ...]:
    """Every dated number of a municipality, by key and day."""
    found = _PARAMETER.where(parameters.c.municipality_id == municipality_id).order_by(
        parameters.c.key, parameters.c.valid_from
    )
    return many(connection, found, ParameterRow)


def pauses_of_case(
    connection: Connection, municipality_id: int, case_id: int
) -> tuple[PauseRow, ...]:
    """Every pause of every term of a case, oldest first."""
    found = (
        _PAUSE.join(deadlines, joined(deadline_pauses, deadlines, "deadline_id"))
        .where(deadlines.c.municipality_id == municipality_id, deadlines.c.case_id == case_id)
        .order_by(deadline_pauses.c.start_on, deadline_pauses.c.id)
    )
    return many(connection, found, PauseRow)


def _open() -> TextClause:
    # A literal, not a parameter: the index holds only open terms.
    return text("deadlines.state = 'open'")
