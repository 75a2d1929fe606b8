"""Whether a supplier may contract on a day: pure, so that each ground has its own line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from engine.suppliers.companies import Told
from engine.suppliers.eligibility import Ground, reasons_in, reasons_text, standing
from engine.suppliers.importing import rows_in, told_in
from engine.suppliers.numbers import name_of_number, read_number
from storage.queries.suppliers import MarkRow, SupplierRow

NOW = datetime(2026, 3, 2, tzinfo=UTC)
SUR = SupplierRow(
    1,
    2,
    "20512345671",
    "legal",
    0,
    date(2025, 1, 1),
    date(2026, 12, 31),
    "goods services",
    "",
    "",
    "",
    "",
    NOW,
    NOW,
    "Hidráulica del Sur S.A.C.",
)
BARRED = MarkRow(
    7, 1, "sanction", date(2026, 3, 1), date(2026, 6, 30), "Tribunal", NOW, None, None, None
)
MARCH = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("supplier", "marks", "on", "chapter", "eligible", "grounds"),
    [
        (SUR, (), MARCH, "goods", True, []),
        (None, (), MARCH, "", None, [Ground.UNKNOWN]),
        (replace(SUR, registered_from=None), (), MARCH, "", None, [Ground.UNREGISTERED]),
        (SUR, (), date(2024, 12, 31), "", False, [Ground.NOT_YET]),
        (SUR, (), date(2026, 12, 31), "", True, []),
        (SUR, (), date(2027, 1, 1), "", False, [Ground.LAPSED]),
        (SUR, (), MARCH, "works", False, [Ground.CHAPTER]),
        (SUR, (BARRED,), MARCH, "", False, [Ground.SANCTION]),
        (SUR, (BARRED,), date(2026, 6, 30), "", False, [Ground.SANCTION]),
        (SUR, (BARRED,), date(2026, 7, 1), "", True, []),
        (SUR, (replace(BARRED, lifted_at=NOW),), MARCH, "", True, []),
        (SUR, (replace(BARRED, until_on=None),), date(2026, 12, 1), "", False, [Ground.SANCTION]),
        (
            replace(SUR, registered_from=None),
            (replace(BARRED, kind="impediment"),),
            MARCH,
            "",
            False,
            [Ground.UNREGISTERED, Ground.IMPEDIMENT],
        ),
        (replace(SUR, kind="joint", registered_from=None), (), MARCH, "", True, []),
    ],
)
def test_each_ground_has_its_day(
    supplier: SupplierRow | None,
    marks: tuple[MarkRow, ...],
    on: date,
    chapter: str,
    eligible: bool | None,
    grounds: list[Ground],
) -> None:
    found = standing(supplier, marks, on, number="20512345671", chapter=chapter)
    assert (found.eligible, [each.ground for each in found.reasons]) == (eligible, grounds)
    assert reasons_in(reasons_text(found.reasons)) == found.reasons


@pytest.mark.parametrize(
    ("country", "typed", "number"),
    [
        ("PE", "20512345671", "20512345671"),
        ("PE", " 20-512345671 ", "20512345671"),
        ("PE", "20512345670", ""),
        ("PE", "46872210", ""),
        ("CO", "899999061-9", "8999990619"),
        ("CO", "899999061-8", ""),
        ("BR", "12.ABC.345/01DE-35", "12ABC34501DE35"),
        ("BO", "1020255020", "1020255020"),
        ("PE", "", ""),
        ("PE", "2" * 500, ""),
    ],
)
def test_the_number_is_that_of_the_country(country: str, typed: str, number: str) -> None:
    assert read_number(country, typed) == number


def test_the_number_has_the_name_that_people_use() -> None:
    assert [name_of_number(each) for each in ("PE", "CO", "BR", "XX")] == [
        "RUC",
        "NIT",
        "CNPJ",
        "NIT",
    ]


def test_a_table_is_read_whatever_separates_it() -> None:
    comma = "number,name,small\n20512345671,Sur,sí\n\n".encode()
    semicolon = "\ufeffnumber;name;registered_from\n20512345671;Sur;02/03/2026\n".encode()
    assert rows_in(comma) == [(2, {"number": "20512345671", "name": "Sur", "small": "sí"})]
    found = rows_in(semicolon)
    assert not isinstance(found, str)
    told = told_in(found[0][1])
    assert isinstance(told, Told)
    assert (found[0][0], told.registered_from) == (2, date(2026, 3, 2))
    assert rows_in("número\n1\n".encode()) == "columns"
    assert rows_in("ñ".encode("latin-1")) == "encoding"
    assert told_in({"number": "1", "registered_until": "31/02/2026"}) == "registered_until"
    assert told_in({"number": "1", "small": "quizás"}) == "small"
    assert told_in({"number": "1", "chapters": "bienes flores"}) == "chapters"
