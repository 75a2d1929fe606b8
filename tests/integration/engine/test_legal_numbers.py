"""The numbers of the law inside a step: the same answers as the room of parameters, asked once."""

from __future__ import annotations

from datetime import date

import pytest

from engine.cases.legal_numbers import LegalNumbers
from engine.parameters import NoParameter, load_parameters, resolve
from storage.counting import counting
from tests.town import Town

DATED = b"""
[[parameters]]
key = "uit"
value = "5350"
unit = "PEN"
valid_from = 2025-01-01
valid_to = 2025-12-31
source = "DS"
status = "V"
[[parameters]]
key = "uit"
value = "5500"
unit = "PEN"
valid_from = 2026-01-01
source = "DS"
status = "V"
[[parameters]]
key = "organo"
value = "Tribunal"
unit = "text"
valid_from = 2026-01-01
source = "Ley"
status = "V"
"""
DAYS = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("key", ["uit", "organo", "nada"])
def test_a_step_gets_what_the_parameters_say(town: Town, key: str, on: date) -> None:
    load_parameters(town.installation, town.municipality_id, DATED)
    with town.installation.database.read(town.municipality_id) as connection:
        numbers = LegalNumbers(connection, town.municipality_id)
        try:
            expected = resolve(connection, town.municipality_id, key, on)
        except NoParameter as reason:
            with pytest.raises(NoParameter, match=str(reason)):
                numbers(key, on)
        else:
            assert numbers(key, on) == expected


def test_several_numbers_cost_one_statement_and_none_costs_nothing(town: Town) -> None:
    load_parameters(town.installation, town.municipality_id, DATED)
    with town.installation.database.read(town.municipality_id) as connection, counting() as count:
        numbers = LegalNumbers(connection, town.municipality_id)
        before = count.statements
        for on in DAYS[1:]:
            numbers("uit", on)
        assert (before, count.statements) == (0, 1)


def test_a_key_without_its_country_is_that_of_the_municipality(town: Town) -> None:
    content = DATED.replace(b'key = "organo"', b'key = "pe.organo"')
    load_parameters(town.installation, town.municipality_id, content)
    with town.installation.database.read(town.municipality_id) as connection:
        numbers = LegalNumbers(connection, town.municipality_id, "PE")
        assert numbers("organo", DAYS[-1]) == numbers("pe.organo", DAYS[-1]) == "Tribunal"
        with pytest.raises(NoParameter, match="organo"):
            LegalNumbers(connection, town.municipality_id, "CO")("organo", DAYS[-1])
