"""The counts of open tasks and cases of a crowded municipality begin; the parts that transactions
left become one, and so does what is past."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Table,
    and_,
    bindparam,
    delete,
    false,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    type_coerce,
)
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.tables import case_counts, cases, crowds, free_counts, opened_counts, tasks
from storage.tables.cases import NOT_OVER
from storage.tables.counts import CROWDED, FOLDED, PAST, SLOT, TRIGGERS

_DAY = 24 * 60 * 60 * 1_000_000 // SLOT
"""Slots of the last day stay apart: nothing that is looked at falls into one that was folded."""

_COUNTED = (free_counts, opened_counts, case_counts)
_ENABLED = " ".join(f"ALTER TABLE {table} ENABLE TRIGGER {name};" for table, name in TRIGGERS)
_BEGIN_COUNTING = f"DO $$ BEGIN {_ENABLED} END $$"
"""In a block: seeing an ALTER, psycopg would let go of what the connection has prepared."""


def crowded_towns(connection: Connection, *, least: int = CROWDED) -> tuple[int, ...]:
    """The municipalities with more open tasks than that whose tasks are not yet counted."""
    counted = select(crowds.c.municipality_id)
    found = (
        select(tasks.c.municipality_id)
        .where(text("tasks.state = 'open'"), tasks.c.municipality_id.not_in(counted))
        .group_by(tasks.c.municipality_id)
        .having(func.count() > least)
    )
    return tuple(connection.execute(found).scalars())


def let_count(connection: Connection) -> None:
    """What counts on PostgreSQL begins to look; on SQLite it always does."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(_BEGIN_COUNTING))


def begin_counts(connection: Connection, municipality_id: int, *, now: datetime) -> None:
    """From now on the open tasks and cases of a municipality are counted as they change. Steps wait
    until those that there are have been counted: none may be missed or counted twice."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE cases, tasks IN SHARE ROW EXCLUSIVE MODE"))
    let_count(connection)
    there = select(crowds.c.municipality_id).where(crowds.c.municipality_id == municipality_id)
    if connection.execute(there).first():
        return
    connection.execute(insert(crowds).values(municipality_id=municipality_id, since=now))
    for table, keys, which in _counted(municipality_id):
        columns = [column.name for column in table.c]
        number, folded = func.count().label("number"), literal(FOLDED)
        counted = select(*keys, folded, number).where(*which).group_by(*keys)
        connection.execute(insert(table).from_select(columns, counted))


def _counted(municipality_id: int) -> Iterator[tuple[Table, Sequence[Any], Sequence[Any]]]:
    """Each table of counts with what it is counted by, and of which rows."""
    own = (tasks.c.municipality_id == municipality_id, text("tasks.state = 'open'"))
    slot = type_coerce(tasks.c.due_at, BigInteger()).op("/")(SLOT)
    free = (tasks.c.municipality_id, tasks.c.role, tasks.c.process_key, slot, tasks.c.name)
    holder = func.coalesce(tasks.c.assignee_id, 0)
    opened = (tasks.c.municipality_id, tasks.c.opener_id, holder, tasks.c.role)
    yield free_counts, free, (*own, tasks.c.assignee_id.is_(None))
    yield opened_counts, opened, (*own, tasks.c.opener_id.is_not(None))
    there = (cases.c.municipality_id == municipality_id, NOT_OVER)
    yield case_counts, (cases.c.municipality_id, cases.c.process_key), there


def has_loose_counts(connection: Connection, *, now: int) -> bool:
    """Whether there is anything to fold; `now` in microseconds."""
    past = now // SLOT - _DAY
    return any(
        connection.execute(select(table.c.number).where(_is_loose(table, past)).limit(1)).first()
        for table in _COUNTED
    )


def fold_counts(connection: Connection, *, now: int, limit: int) -> int:
    """Fold up to `limit` rows of each table; how many. `now` in microseconds. Rows that another
    worker is folding are left to it."""
    past = now // SLOT - _DAY
    folded = 0
    for table in _COUNTED:
        question = (
            select(table)
            .where(_is_loose(table, past))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = [dict(row._mapping) for row in connection.execute(question)]
        if rows:
            _fold(connection, table, rows, past)
        folded += len(rows)
    return folded


def _is_loose(table: Table, past: int) -> Any:
    return or_(table.c.part != FOLDED, table.c.number == 0, _is_past(table, past))


def _is_past(table: Table, past: int) -> Any:
    if "slot" not in table.c:
        return false()
    return and_(table.c.slot < past, table.c.slot != PAST)


def _fold(connection: Connection, table: Table, rows: list[dict[str, Any]], past: int) -> None:
    sums: dict[tuple[Any, ...], int] = {}
    names = [column.name for column in table.primary_key]
    for row in rows:
        key = tuple(_folded(row, past)[name] for name in names)
        sums[key] = sums.get(key, 0) + row["number"]
    that = and_(*(table.c[name] == bindparam(f"old_{name}") for name in names))
    connection.execute(
        delete(table).where(that), [{f"old_{name}": row[name] for name in names} for row in rows]
    )
    given = [
        {**dict(zip(names, key, strict=True)), "number": number}
        for key, number in sorted(sums.items())
        if number
    ]
    if given:
        kind = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        upsert = kind(table)
        connection.execute(
            upsert.on_conflict_do_update(
                index_elements=names, set_={"number": table.c.number + upsert.excluded.number}
            ),
            given,
        )


def _folded(row: Mapping[str, Any], past: int) -> dict[str, Any]:
    slot = {"slot": PAST} if "slot" in row and row["slot"] < past else {}
    return {**row, **slot, "part": FOLDED}
