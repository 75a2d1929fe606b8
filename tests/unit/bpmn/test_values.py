"""Values as text: everything that a process can hold comes back as it was."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel import DaysTimeDuration, YearsMonthsDuration
from engine.values import dumps, loads

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False)
PLAIN = st.one_of(
    st.none(), st.booleans(), st.text(), NUMBERS, st.dates(),
    st.datetimes(timezones=st.sampled_from([None, UTC, ZoneInfo("America/Lima")])),
    st.builds(YearsMonthsDuration, st.integers(-5000, 5000)),
    st.builds(DaysTimeDuration, st.integers(-(10**18), 10**18)),
)  # fmt: skip
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12
)


@given(VALUES)
def test_every_value_comes_back_as_it_was(value):
    again = loads(dumps(value))
    assert again == value
    assert dumps(again) == dumps(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": [1, None, True]}, '{"a":[1,null,true]}'),
        (Decimal("180000.00"), "180000.00"),
        ("ñandú", '"ñandú"'),
        (date(2026, 3, 1), '{"@":"2026-03-01"}'),
        (time(8, 30), '{"@":"08:30:00"}'),
        (timedelta(days=1, hours=2), '{"@":"P1DT2H"}'),
        (datetime(2026, 3, 1, 8, tzinfo=timezone(timedelta(hours=-5))),
         '{"@":"2026-03-01T08:00:00-05:00"}'),
        ({"@": "2026-03-01"}, '{"@@":"2026-03-01"}'),
    ],
)  # fmt: skip
def test_the_text_is_compact_json(value, text):
    assert dumps(value) == text


@pytest.mark.parametrize("value", [1.5, Decimal("NaN"), object(), {1: 2}, {"a": {3, 4}}])
def test_what_a_process_cannot_hold_is_refused(value):
    with pytest.raises(TypeError):
        dumps(value)


def test_a_value_that_is_nested_too_deep_is_refused():
    value: list = []
    for _ in range(200):
        value = [value]
    with pytest.raises(ValueError, match="deeper"):
        dumps(value)


@pytest.mark.parametrize("last", ["z", "ñ", "\ud800", None, True, Decimal(1), {"@": "x"}])
def test_a_long_list_is_written_like_a_short_one(last):
    values = [f"texto «{number}»" for number in range(30)] + [last]
    assert loads(dumps(values)) == values
    assert dumps(values) == "[" + ",".join(map(dumps, values)) + "]"


def test_half_a_character_survives():
    assert loads(dumps("a\ud800ñ")) == "a\ud800ñ"
