"""The numbers of the law inside a step: the same answers as the room of parameters, asked once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

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


def test_a_fee_is_money_also_where_it_is_a_part_of_the_tax_unit(town: Town) -> None:
    own = b"""
[[parameters]]
key = "pe.tasa"
value = "2.5"
unit = "percent of UIT"
valid_from = 2025-01-01
source = "TUPA"
status = "K"

[[parameters]]
key = "pe.tasa"
value = "90"
unit = "PEN"
valid_from = 2026-01-01
source = "Ordenanza"
status = "V"
"""
    load_parameters(town.installation, town.municipality_id, DATED.replace(b'"uit"', b'"pe.uit"'))
    load_parameters(town.installation, town.municipality_id, own)
    with town.installation.database.read(town.municipality_id) as connection:
        numbers = LegalNumbers(connection, town.municipality_id, "PE")
        assert numbers.fee("tasa", DAYS[2]) == Decimal("133.75")
        assert numbers.fee("tasa", DAYS[3]) == Decimal("90")
        with pytest.raises(NoParameter, match="nada"):
            numbers.fee("nada", DAYS[3])
