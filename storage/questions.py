"""Questions put together by SQLAlchemy and asked beneath it: several in one trip, within a
transaction.

What SQLAlchemy does around a statement costs more than the statement where a page asks ten. Here a
question is turned into text once for each shape, and its rows are read by the types of its columns.
Only kept questions are asked so (made by a function with `lru_cache`, or constants): whatever
differs from one asking to the next is a bound value. Lists are bound one by one: `IN` with a list
of its own length has no text to keep.

PostgreSQL plans a question anew for its values while it believes that this finds less dear plans.
Where planning costs more than asking and the plan is the same for all values, a question says that
its plan is kept: it is then planned once for each connection. Others are planned as ever.
"""

import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Connection, Executable, TypeDecorator
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite import dialect as SQLiteDialect  # noqa: N812  it is a class
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import ClauseElement

from storage import pipeline
from storage.counting import record, record_wait
from storage.pipeline import Statement
from storage.wire import Row

T = TypeVar("T")

Convert = Callable[[Any], Any]
_DIALECTS: Mapping[str, Dialect] = {
    "postgresql": PGDialect_asyncpg(),  # type: ignore[no-untyped-call]  # its text has $1, as libpq takes it
    "sqlite": SQLiteDialect(paramstyle="qmark"),
}
_Text = tuple[str, list[Any]]
_KEPT = 2_000


@dataclass(frozen=True, slots=True)
class Question(Generic[T]):
    """A kept question, the values that it leaves open, and how its rows become an answer;
    `plan_kept`: one plan is good for all values."""

    asked: Executable
    values: Mapping[str, Any]
    read: Callable[[list[Row]], T]
    plan_kept: bool = False


_KEEP_PLAN = Statement("SET LOCAL plan_cache_mode = force_generic_plan", setup=True)
_PLAN_AS_EVER = Statement("SET LOCAL plan_cache_mode TO DEFAULT", setup=True)


@dataclass(frozen=True, slots=True)
class _Written:
    """A question as text: its values in their order, with what stands where none is given, and
    what makes stored forms of them; and what reads which columns."""

    text: str
    values: tuple[tuple[str, Any, Convert | None], ...]
    columns: tuple[tuple[int, Convert], ...]


def answer(connection: Connection, question: Question[T]) -> T:
    """What one question finds."""
    return cast("T", answers(connection, question)[0])


def answers(connection: Connection, *questions: Question[Any]) -> list[Any]:
    """What each finds, all from one trip."""
    written = [_written(each.asked, connection.dialect.name) for each in questions]
    bound = [
        _bound(text, question.values) for text, question in zip(written, questions, strict=True)
    ]
    asked = [(text.text, values) for text, values in zip(written, bound, strict=True)]
    kept = {place for place, question in enumerate(questions) if question.plan_kept}
    found = _ask(connection, asked, kept)
    return [
        question.read(_read(rows, text.columns))
        for question, text, rows in zip(questions, written, found, strict=True)
    ]


def plan_of(connection: Connection, question: Question[Any], *, how: str = "") -> str:
    """How the database would find it, line by line; `how` are words after EXPLAIN."""
    written = _written(question.asked, connection.dialect.name)
    explain = "EXPLAIN" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    text = f"{explain} {how} {written.text}"
    (rows,) = _ask(connection, [(text, _bound(written, question.values))])
    return "\n".join(str(row[-1]) for row in rows)


def _ask(
    connection: Connection, texts: Sequence[_Text], kept: Collection[int] = ()
) -> list[list[Row]]:
    """The rows of each text; the plans of those at the places `kept` are kept."""
    if connection.dialect.name == "postgresql":
        begun = perf_counter()
        statements = [Statement(text, values) for text, values in texts]
        rows = _send(connection, statements, kept)
        record_wait(perf_counter() - begun)
        return rows
    driver = cast("sqlite3.Connection", pipeline.driver_of(connection))
    return [_ask_sqlite(driver, text, values) for text, values in texts]


def _send(
    connection: Connection, statements: Sequence[Statement], kept: Collection[int]
) -> list[list[Row]]:
    """All in one trip; those whose plan is kept stand between two settings, neighbours together."""
    sent: list[Statement] = []
    asked: list[int] = []
    keeping = False
    for place, statement in enumerate(statements):
        if (place in kept) is not keeping:
            keeping = not keeping
            sent.append(_KEEP_PLAN if keeping else _PLAN_AS_EVER)
        asked.append(len(sent))
        sent.append(statement)
    rows = pipeline.send(connection, *sent, *((_PLAN_AS_EVER,) if keeping else ()))
    return [rows[place] for place in asked]


def _ask_sqlite(driver: sqlite3.Connection, text: str, values: list[Any]) -> list[Row]:
    begun = perf_counter()
    rows = driver.execute(text, values).fetchall()
    record(statements=1)
    record_wait(perf_counter() - begun)
    return rows


def _bound(written: _Written, values: Mapping[str, Any]) -> list[Any]:
    return [
        values.get(name, usual) if stored is None else stored(values.get(name, usual))
        for name, usual, stored in written.values
    ]


def _read(rows: list[Row], columns: tuple[tuple[int, Convert], ...]) -> list[Row]:
    """The rows with the columns that are not kept as they are shown."""
    if not columns:
        return rows
    read = []
    for row in rows:
        values = list(row)
        for place, convert in columns:
            values[place] = convert(values[place])
        read.append(tuple(values))
    return read


@lru_cache(maxsize=_KEPT)
def _written(asked: Executable, name: str) -> _Written:
    dialect = _DIALECTS[name]
    compiled: Any = cast("ClauseElement", asked).compile(dialect=dialect)
    usual = compiled.construct_params(_check=False)
    values = tuple(
        (key, usual.get(key), _stored(compiled.binds[key].type, dialect))
        for key in compiled.positiontup
    )
    columns = tuple(
        (place, convert)
        for place, column in enumerate(compiled._result_columns)
        if (convert := _shown(column.type, dialect)) is not None
    )
    return _Written(str(compiled), values, columns)


def _stored(kind: Any, dialect: Dialect) -> Convert | None:
    if not isinstance(kind, TypeDecorator):
        return None
    return lambda value: kind.process_bind_param(value, dialect)


def _shown(kind: Any, dialect: Dialect) -> Convert | None:
    if not isinstance(kind, TypeDecorator):
        return None
    return lambda value: kind.process_result_value(value, dialect)
