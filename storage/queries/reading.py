"""How answers are made of rows: the columns of a question in the order of the answer's fields."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Executable, FromClause, and_

from storage.questions import Question, answer
from storage.wire import Row

T = TypeVar("T")

_AFTER_ALL_TEXT = "\U0010ffff"


def many(
    connection: Connection,
    question: Executable,
    kind: type[T],
    values: Mapping[str, Any] | None = None,
) -> tuple[T, ...]:
    """Every row, as `kind`; `values` fill in what a kept question leaves open."""
    if values is None:
        return tuple(kind(*row) for row in connection.execute(question))
    return tuple(kind(*row) for row in _rows(connection, question, values))


def one(
    connection: Connection,
    question: Executable,
    kind: type[T],
    values: Mapping[str, Any] | None = None,
) -> T | None:
    """The first row, as `kind`; None when there is none. `values` as in `many`."""
    if values is None:
        row = connection.execute(question).first()
        return None if row is None else kind(*row)
    rows = _rows(connection, question, values)
    return kind(*rows[0]) if rows else None


def _rows(connection: Connection, question: Executable, values: Mapping[str, Any]) -> list[Row]:
    """A kept question is written once; putting it together anew costs more than the answer."""
    return answer(connection, Question(question, values, list))


def joined(
    left: FromClause, right: FromClause, column: str, *, key: str = "id"
) -> ColumnElement[bool]:
    """The rows of `right` that `left` refers to with `column`, inside the municipality."""
    return and_(right.c.municipality_id == left.c.municipality_id, right.c[key] == left.c[column])


def begins(column: Any, text: str) -> ColumnElement[bool]:
    """Texts that begin so, as a range of an index sorted by code point."""
    return and_(column >= text, column < after_all(text))


def after_all(text: str) -> str:
    """The first text after all that begin so."""
    return text + _AFTER_ALL_TEXT


def containing(column: Any, text: str) -> ColumnElement[bool]:
    """Texts that contain this one, whatever the size of its letters."""
    found: ColumnElement[bool] = column.icontains(text, autoescape=True)
    return found


def first_of(values: Iterable[T]) -> T | None:
    """The first value, or None."""
    return next(iter(values), None)
