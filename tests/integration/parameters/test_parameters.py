"""Parameters are resolved by the date of the legal fact."""

from datetime import date
from decimal import Decimal

import pytest

from engine.parameters import NoParameter, ParametersRefused, load_parameters, resolve
from tests.town import Town

ENTRY = """
[[parameters]]
key = "{key}"
value = "{value}"
unit = "{unit}"
valid_from = {since}
{until}
source = "x"
status = "K"
"""


def entry(value: str, since: str, until: str = "", *, key: str = "uit", unit: str = "PEN") -> str:
    ends = f"valid_to = {until}" if until else ""
    return ENTRY.format(key=key, value=value, unit=unit, since=since, until=ends)


def loaded(town: Town, *entries: str) -> int:
    return load_parameters(town.installation, town.municipality_id, "".join(entries).encode())


def on(town: Town, day: date, key: str = "uit") -> Decimal | str:
    with town.installation.database.read(town.municipality_id) as connection:
        return resolve(connection, town.municipality_id, key, day)


def test_the_day_of_the_fact_decides(town: Town) -> None:
    assert loaded(town, entry("5350", "2025-01-01", "2025-12-31"), entry("5500", "2026-01-01")) == 2
    assert on(town, date(2025, 12, 31)) == Decimal(5350)
    assert on(town, date(2026, 1, 1)) == Decimal(5500)


def test_a_day_without_a_value_is_named(town: Town) -> None:
    loaded(town, entry("5500", "2026-01-01", "2026-12-31"))
    for day in (date(2025, 12, 31), date(2027, 1, 1)):
        with pytest.raises(NoParameter, match=f"«uit» vigente el {day:%d/%m/%Y}"):
            on(town, day)


def test_a_text_stays_a_text(town: Town) -> None:
    loaded(town, entry("Tribunal", "2026-01-01", key="body", unit="text"))
    assert on(town, date(2026, 3, 9), "body") == "Tribunal"


def test_loading_again_corrects_the_value_of_that_day(town: Town) -> None:
    loaded(town, entry("5400", "2026-01-01"))
    loaded(town, entry("5500", "2026-01-01"))
    assert on(town, date(2026, 3, 9)) == Decimal(5500)


def test_a_file_that_overlaps_what_is_known_changes_nothing(town: Town) -> None:
    loaded(town, entry("5350", "2025-01-01", "2025-12-31"))
    with pytest.raises(ParametersRefused, match="01/06/2025"):
        loaded(town, entry("1", "2024-01-01", "2024-12-31"), entry("5500", "2025-06-01"))
    assert on(town, date(2025, 7, 1)) == Decimal(5350)
    with pytest.raises(NoParameter):
        on(town, date(2024, 7, 1))
