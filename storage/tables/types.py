"""Column types shared by all tables.

Instants are whole microseconds since 1970 in UTC, so that both databases sort and compare them as
integers; days of the law are ISO text; money is decimal text. In Python they are an aware
`datetime`, a `date` and a `Decimal`. The hot room in `storage/step` writes the stored forms itself.
"""

# ruff: noqa: ARG002 - the signatures are those of TypeDecorator

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Integer, SmallInteger, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

FAR_FUTURE = 2**62
"""Stored due date of what has none, so that (due_at, id) is an index order without NULLs."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

Id = BigInteger().with_variant(Integer(), "sqlite")
"""63-bit number made by the application; INTEGER on SQLite, where that already has 64 bits."""

Small = SmallInteger().with_variant(Integer(), "sqlite")


NEVER = datetime(9999, 12, 31, tzinfo=UTC)
"""An instant that does not come: of a timer whose clock stands still."""


def micros(instant: datetime) -> int:
    """Microseconds since 1970 of an aware instant; a naive one is a bug and refused."""
    if instant.tzinfo is None:
        raise ValueError(f"instant without a time zone: {instant!r}")
    return (instant - _EPOCH) // _MICROSECOND


def instant(stored: int) -> datetime:
    """The aware UTC instant of stored microseconds."""
    return _EPOCH + timedelta(microseconds=stored)


def due_micros(due: datetime | None) -> int:
    """Stored form of a due date: FAR_FUTURE when there is none."""
    return FAR_FUTURE if due is None else micros(due)


def due_instant(stored: int) -> datetime | None:
    """The due date of its stored form; None for FAR_FUTURE."""
    return None if stored >= FAR_FUTURE else instant(stored)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime, stored as microseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(_integer_of(dialect))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else micros(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else instant(value)


class DueInstant(TypeDecorator[datetime]):
    """An instant that may be absent; None is stored as FAR_FUTURE, so the column is NOT NULL."""

    impl = BigInteger
    cache_ok = True
    should_evaluate_none = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(_integer_of(dialect))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int:
        return due_micros(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else due_instant(value)


class LocalDate(TypeDecorator[date]):
    """A day in the municipality's own calendar, stored as YYYY-MM-DD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Money(TypeDecorator[Decimal]):
    """An exact amount, stored as decimal text without exponent."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else f"{value:f}"

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


def _integer_of(dialect: Dialect) -> BigInteger | Integer:
    return Integer() if dialect.name == "sqlite" else BigInteger()
