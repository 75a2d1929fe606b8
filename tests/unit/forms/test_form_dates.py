"""Dates in three parts or in one text; what is missing is asked for, nothing is guessed."""

from datetime import date

import pytest

from engine.forms.dates import DateFault, DateParts, parts_of, read_date


@pytest.mark.parametrize(
    "typed",
    [
        "2026-04-07",
        "07/04/2026",
        "7/4/2026",
        "7-4-2026",
        "7.4.2026",
        "7 de abril de 2026",
        "7 abr 2026",
        {"day": "7", "month": "4", "year": "2026"},
        {"day": " 07", "month": "abril", "year": "2026"},
        {"day": 7, "month": 4, "year": 2026},
        date(2026, 4, 7),
    ],
)
def test_the_same_day_is_read_however_it_is_given(typed: object) -> None:
    assert read_date(parts_of(typed)) == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"month": "4", "year": "2026"}, DateFault.DAY),
        ({"day": "7", "year": "2026"}, DateFault.MONTH),
        ({"day": "7", "month": "4"}, DateFault.YEAR),
        ({"day": "7", "month": "4", "year": "26"}, DateFault.YEAR),
        ({"day": "7", "month": "13", "year": "2026"}, DateFault.MONTH),
        ({"day": "7", "month": "ma", "year": "2026"}, DateFault.MONTH),
        ({"day": "30", "month": "2", "year": "2026"}, DateFault.UNREAL),
        ({"day": "0", "month": "2", "year": "2026"}, DateFault.UNREAL),
        ({"day": "7", "month": "4", "year": "1826"}, DateFault.YEAR),
        ("mañana", DateFault.UNREADABLE),
        ("7/4/26", DateFault.YEAR),
        ("٧/٤/٢٠٢٦", DateFault.UNREADABLE),
    ],
)
def test_what_is_missing_or_wrong_is_named(typed: object, fault: DateFault) -> None:
    assert read_date(parts_of(typed)) is fault


def test_setiembre_is_september() -> None:
    assert read_date(parts_of("1 de setiembre de 2026")) == date(2026, 9, 1)


def test_nothing_typed_is_no_date_at_all() -> None:
    assert not parts_of({"day": "", "month": "", "year": ""})
    assert parts_of(None) == DateParts()
