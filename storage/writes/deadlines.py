"""Moving a legal term with its reason; its pauses; dated numbers of the law."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import Executable, Table, Update, bindparam, delete, insert, update

from storage.database import Connection
from storage.queries.deadlines import ChangeRow, ParameterRow
from storage.tables import (
    deadline_changes,
    deadline_pauses,
    deadlines,
    parameters,
    tasks,
    timers,
)
from storage.tables.tasks import TaskState
from storage.tables.types import NEVER

_ALONGSIDE = (
    update(tasks)
    .where(tasks.c.municipality_id == bindparam("b_town"), tasks.c.case_id == bindparam("b_case"))
    .where(tasks.c.state == TaskState.OPEN)
    .where(tasks.c.due_at == bindparam("b_until", type_=tasks.c.due_at.type))
    .values(due_at=bindparam("b_due_at", type_=tasks.c.due_at.type))
)


@dataclass(frozen=True, slots=True)
class Ends:
    """When a moved term ends: its last day, the instant at which the law acts, and the instant
    until which a person is in time; both None while the clock stands still."""

    due_on: date
    acts_at: datetime | None
    in_time_until: datetime | None


@dataclass(frozen=True, slots=True)
class Alongside:
    """The open tasks of a case that fall due with a term: at the last instant of its last day."""

    case_id: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Move:
    """A term that ends on another day, or whose clock was stopped, and why; the timer that acts
    when it is over and the task that it presses go with it, and, while it runs, the tasks that
    fall due with it."""

    change: ChangeRow
    ends: Ends
    timer_id: int | None
    task_id: int | None
    alongside: Alongside | None = None


def move_deadlines(connection: Connection, municipality_id: int, moves: Sequence[Move]) -> None:
    """Moves terms and keeps why; their timers and tasks follow. One statement a table."""
    town = {"municipality_id": municipality_id}
    _each(connection, insert(deadline_changes), [town | _columns(move.change) for move in moves])
    _each(
        connection,
        _aimed(deadlines, "due_on", "due_at", "look_at"),
        [
            {"b_town": municipality_id, "b_id": move.change.deadline_id}
            | {"b_due_on": move.ends.due_on, "b_due_at": move.ends.acts_at or NEVER}
            | {"b_look_at": move.change.at if move.ends.acts_at else None}
            for move in moves
        ],
    )
    _each(
        connection,
        _aimed(timers, "due_at"),
        [
            {"b_town": municipality_id, "b_id": move.timer_id}
            | {"b_due_at": move.ends.acts_at or NEVER}
            for move in moves
            if move.timer_id is not None
        ],
    )
    _each(
        connection,
        _aimed(tasks, "due_at"),
        [
            {"b_town": municipality_id, "b_id": move.task_id}
            | {"b_due_at": move.ends.in_time_until}
            for move in moves
            if move.task_id is not None
        ],
    )
    _each(
        connection,
        _ALONGSIDE,
        [
            {"b_town": municipality_id, "b_case": move.alongside.case_id}
            | {"b_until": move.alongside.until, "b_due_at": move.ends.in_time_until}
            for move in moves
            if move.alongside is not None and move.ends.in_time_until is not None
        ],
    )


def change_deadline(
    connection: Connection, municipality_id: int, deadline_id: int, **changed: object
) -> None:
    """Sets columns of a term: how much it was extended, since when it stands still or runs anew, of
    which share people were told."""
    connection.execute(
        update(deadlines)
        .where(deadlines.c.municipality_id == municipality_id, deadlines.c.id == deadline_id)
        .values(**changed)
    )


def begin_pause(
    connection: Connection, municipality_id: int, *, pause_id: int, deadline_id: int, on: date
) -> None:
    """The clock of a term stands still after this day."""
    connection.execute(
        insert(deadline_pauses).values(
            municipality_id=municipality_id, id=pause_id, deadline_id=deadline_id, start_on=on
        )
    )


def end_pause(connection: Connection, municipality_id: int, *, deadline_id: int, on: date) -> None:
    """The clock of a term goes on after this day."""
    connection.execute(
        update(deadline_pauses)
        .where(deadline_pauses.c.municipality_id == municipality_id)
        .where(deadline_pauses.c.deadline_id == deadline_id, deadline_pauses.c.end_on.is_(None))
        .values(end_on=on)
    )


def end_pause_anew(
    connection: Connection, municipality_id: int, pause_id: int, *, on: date | None
) -> None:
    """A pause ends on another day, or lasts again."""
    connection.execute(
        update(deadline_pauses)
        .where(deadline_pauses.c.municipality_id == municipality_id)
        .where(deadline_pauses.c.id == pause_id)
        .values(end_on=on)
    )


def drop_pauses(connection: Connection, municipality_id: int, pause_ids: Sequence[int]) -> None:
    """Pauses that are taken back: their days count."""
    connection.execute(
        delete(deadline_pauses)
        .where(deadline_pauses.c.municipality_id == municipality_id)
        .where(deadline_pauses.c.id.in_(pause_ids))
    )


def put_parameters(
    connection: Connection, municipality_id: int, rows: Sequence[ParameterRow]
) -> None:
    """Numbers of the law, each from a day on, in place of those of the same key and day."""
    same = (
        delete(parameters)
        .where(parameters.c.municipality_id == municipality_id)
        .where(parameters.c.key == bindparam("b_key"))
        .where(parameters.c.valid_from == bindparam("b_from", type_=parameters.c.valid_from.type))
    )
    _each(connection, same, [{"b_key": row.key, "b_from": row.valid_from} for row in rows])
    own = {"municipality_id": municipality_id}
    _each(connection, insert(parameters), [own | asdict(row) for row in rows])


def _columns(change: ChangeRow) -> dict[str, object]:
    return {
        name: getattr(change, name)
        for name in ChangeRow.__dataclass_fields__
        if name != "person_name"
    }


def _aimed(table: Table, *columns: str) -> Update:
    """An update of columns of many rows by id."""
    return (
        update(table)
        .where(table.c.municipality_id == bindparam("b_town"), table.c.id == bindparam("b_id"))
        .values({name: bindparam(f"b_{name}", type_=table.c[name].type) for name in columns})
    )


def _each(connection: Connection, statement: Executable, rows: list[dict[str, object]]) -> None:
    if rows:
        connection.execute(statement, rows)
