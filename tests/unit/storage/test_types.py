"""Stored forms and back again."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from storage.tables.types import FAR_FUTURE, Money, due_instant, due_micros, instant, micros

AWARE = st.datetimes(timezones=st.just(UTC))


@given(AWARE)
def test_an_instant_survives_being_stored(moment: datetime) -> None:
    assert instant(micros(moment)) == moment


@given(AWARE, AWARE)
def test_stored_instants_sort_as_they_happen(one: datetime, two: datetime) -> None:
    assert (micros(one) < micros(two)) == (one < two)


def test_an_instant_is_the_same_whatever_its_zone() -> None:
    lima = timezone(timedelta(hours=-5))
    assert micros(datetime(2026, 3, 31, 9, tzinfo=lima)) == micros(
        datetime(2026, 3, 31, 14, tzinfo=UTC)
    )


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        micros(datetime(2026, 3, 31, 9))  # noqa: DTZ001 - the mistake itself


def test_what_is_never_due_sorts_after_everything() -> None:
    assert due_micros(None) == FAR_FUTURE
    assert due_instant(FAR_FUTURE) is None
    assert micros(datetime.max.replace(tzinfo=UTC)) < FAR_FUTURE


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2))
def test_money_survives_being_stored(amount: Decimal) -> None:
    column, dialect = Money(), sqlite.dialect()
    stored = column.process_bind_param(amount, dialect)
    assert column.process_result_value(stored, dialect) == amount


def test_money_is_stored_without_exponent() -> None:
    assert Money().process_bind_param(Decimal("1.8E+5"), sqlite.dialect()) == "180000"
