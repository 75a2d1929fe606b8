"""What goes over the wire and back: numbers, texts, cursors, tags."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel.durations import YearsMonthsDuration
from ui.api.answers import matches, wanted_version
from ui.api.cursors import GREATEST, cursor_of, place_in
from ui.api.problems import Problem
from ui.api.reading import read_json
from ui.api.writing import written

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**50), 10**50)
    | st.decimals(allow_nan=False, allow_infinity=False, places=4)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="ascii")), inner),
    max_leaves=20,
)


@given(plain)
def test_what_is_written_is_read_back_exactly(value: object) -> None:
    text = written(value)
    if "\\u0000" not in text:
        assert read_json(text.encode()) == value


@given(st.text())
def test_any_text_is_json_that_utf_8_can_hold(text: str) -> None:
    assert json.loads(written(text).encode()) == text


def test_what_json_has_no_form_for_is_a_text() -> None:
    told = [
        date(2026, 3, 9),
        datetime(2026, 3, 9, 14, tzinfo=UTC),
        timedelta(days=2, hours=3),
        YearsMonthsDuration(14),
        {"@": Decimal("1.50")},
    ]
    assert written(told) == (
        '["2026-03-09","2026-03-09T14:00:00+00:00","P2DT3H","P1Y2M",{"@":1.50}]'
    )


@given(st.lists(st.integers(0, GREATEST - 1), min_size=1, max_size=3))
def test_a_cursor_leads_back_to_its_place(keys: list[int]) -> None:
    assert place_in("cases", cursor_of("cases", *keys), keys=len(keys)) == tuple(keys)


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_what_is_no_cursor_of_ours_is_refused_and_nothing_else(text: str) -> None:
    if text:
        with pytest.raises(Problem) as refused:
            place_in("cases", text, keys=1)
        assert refused.value.kind == "invalid_cursor"


@pytest.mark.parametrize(
    ("header", "version"),
    [
        ("", None),
        ("*", None),
        ('"7-0123456789abcdef01234567"', 7),
        ('W/"7-0123456789abcdef01234567"', 7),
        ('"7-0123456789abcdef01234567", "8-0123456789abcdef01234567"', -1),
        ('"0123456789abcdef01234567"', -1),
        ("7", -1),
    ],
)
def test_a_tag_insists_on_the_version_that_it_begins_with(header: str, version: int | None) -> None:
    assert wanted_version(header) == version


def test_a_reader_may_name_several_tags() -> None:
    assert matches('"a", W/"b"', '"b"')
    assert matches("*", '"b"')
    assert not matches('"a"', '"b"')
