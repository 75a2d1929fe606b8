"""The property tax of Peru: every row of its tables and both sides of every threshold, in soles.

The UIT of 2026 is 5,500: the brackets end at 82,500 and 330,000, the deduction is 275,000.
"""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.calendar import Calendar
from engine.calendar.feel_functions import functions
from engine.dmn import Model, Result, evaluate, parse_model
from engine.dmn.checks import check
from engine.feel import Host
from processes.registry import decisions_without_process, parameters_of

LEGAL = tomllib.loads(parameters_of("PE").decode())["parameters"]
MODEL: Model = parse_model(decisions_without_process()["taxes"]["predial.dmn"])
Soles = st.integers(0, 200_000_000).map(lambda cents: Decimal(cents) / 100)


def host(**ordinance: str) -> Host:
    """The law in force; `ordinance` says what a municipality decided otherwise."""

    def in_force(key: str, on: date) -> Decimal | str:
        decided = ordinance.get(key.rpartition(".")[2])
        for one in LEGAL:
            if one["key"] == key and one["valid_from"] <= on <= one.get("valid_to", date.max):
                value = decided or one["value"]
                return value if one["unit"] == "text" else Decimal(value)
        raise LookupError(f"there is no {key} on {on}")

    return Host(functions(Calendar(), in_force))


def decided(
    decision: str,
    *values: str | Decimal,
    benefit: str = "ninguno",
    only: bool = True,
    income: str = "0",
    year: int = 2026,
    **ordinance: str,
) -> Result:
    inputs = {
        "ejercicio": Decimal(year),
        "autovaluos": [Decimal(value) for value in values],
        "beneficio": benefit,
        "unica_propiedad": only,
        "ingreso_mensual": Decimal(income),
    }
    return evaluate(MODEL, decision, inputs, host=host(**ordinance))


def tax(*values: str | Decimal, **more: object) -> Decimal:
    return decided("predial", *values, **more).value["impuesto"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("base", "owed"),
    [
        ("10000", "33.00"),
        ("16499.99", "33.00"),
        ("16500", "33.00"),
        ("16500.01", "33.00"),
        ("16502.50", "33.01"),
        ("82499.99", "165.00"),
        ("82500", "165.00"),
        ("82500.01", "165.00"),
        ("82501", "165.01"),
        ("200000", "870.00"),
        ("329999", "1649.99"),
        ("330000", "1650.00"),
        ("330001", "1650.01"),
        ("450000", "2850.00"),
        ("1000000", "8350.00"),
    ],
)
def test_the_base_decides_the_tax_of_2026(base: str, owed: str) -> None:
    assert tax(base) == Decimal(owed)


@pytest.mark.parametrize(
    ("base", "parts"),
    [
        ("0", ["0"]),
        ("82500", ["165"]),
        ("82500.01", ["165", "0.00006"]),
        ("330000", ["165", "1485"]),
        ("330000.01", ["165", "1485", "0.0001"]),
        ("450000", ["165", "1485", "1200"]),
    ],
)
def test_each_bracket_takes_only_its_part(base: str, parts: list[str]) -> None:
    lines = decided("tramos", base).value
    assert [line["impuesto"] for line in lines] == [Decimal(part) for part in parts]
    assert [line["tasa"] for line in lines] == [Decimal("0.2"), Decimal("0.6"), 1][: len(parts)]


def test_the_parcels_of_a_taxpayer_add_up_before_the_scale() -> None:
    assert tax("250000", "150000", "50000") == tax("450000") == 2850


@pytest.mark.parametrize(
    ("base", "owed"),
    [("274999.99", "0"), ("275000", "0"), ("275000.01", "33.00"), ("300000", "50.00"),
     ("450000", "720.00")],
)  # fmt: skip
@pytest.mark.parametrize("benefit", ["pensionista", "adulto mayor"])
def test_fifty_uit_are_deducted_from_a_single_home(base: str, owed: str, benefit: str) -> None:
    assert tax(base, benefit=benefit, income="5500") == Decimal(owed)


@pytest.mark.parametrize(
    ("benefit", "only", "income", "deducted", "rule"),
    [
        ("ninguno", True, "1000", "0", 1),
        ("pensionista", True, "5500.00", "275000", 2),
        ("adulto mayor", True, "0", "275000", 2),
        ("pensionista", True, "5500.01", "0", 3),
        ("adulto mayor", True, "5500.01", "0", 3),
        ("pensionista", False, "1000", "0", 4),
        ("adulto mayor", False, "6000", "0", 4),
    ],
)
def test_the_deduction_asks_for_a_benefit_a_single_home_and_an_income_up_to_one_uit(
    benefit: str, only: bool, income: str, deducted: str, rule: int
) -> None:
    found = decided("deduccion", "300000", benefit=benefit, only=only, income=income)
    assert found.value["importe"] == Decimal(deducted)
    assert [one.number for one in found.trace[-1].rules] == [rule]


@pytest.mark.parametrize(
    ("base", "benefit", "ordinance", "owed", "rule"),
    [
        ("275000", "pensionista", {}, "0", 1),
        ("275000", "pensionista", {"minimo_con_base_cero": "sí"}, "33.00", 2),
        ("10000", "ninguno", {}, "33.00", 3),
        ("16500", "ninguno", {}, "33.00", 4),
        ("10000", "ninguno", {"minimo": "0"}, "20.00", 4),
        ("10000", "ninguno", {"minimo": "0.4"}, "22.00", 3),
    ],
)
def test_the_ordinance_sets_the_minimum(
    base: str, benefit: str, ordinance: dict[str, str], owed: str, rule: int
) -> None:
    found = decided("predial", base, benefit=benefit, **ordinance)
    assert found.value["impuesto"] == Decimal(owed)
    assert [one.number for one in found.trace[-1].rules] == [rule]


def test_the_uit_is_that_of_the_first_of_january_of_the_year() -> None:
    assert (tax("10000", year=2025), tax("10000", year=2026)) == (Decimal("32.10"), Decimal("33"))
    assert tax("80250", year=2025) == Decimal("160.50")
    assert tax("80251", year=2025) == Decimal("160.51")


def test_a_year_without_a_uit_gives_no_tax_but_a_reason() -> None:
    found = decided("predial", "10000", year=1999)
    assert found.value is None
    assert any("pe.uit" in str(warning) for warning in found.warnings)


@pytest.mark.parametrize(
    ("base", "quotas"),
    [
        ("450000", ["712.50"] * 4),
        ("10000", ["8.25"] * 4),
        ("16502.50", ["8.25", "8.25", "8.25", "8.26"]),
    ],
)
def test_the_quotas_are_equal_and_the_last_carries_the_cents(base: str, quotas: list[str]) -> None:
    assert decided("cuotas", base).value == [Decimal(quota) for quota in quotas]


@given(Soles, Soles)
def test_more_value_never_owes_less_and_the_quotas_add_up(one: Decimal, two: Decimal) -> None:
    low, high = sorted([one, two])
    assert tax(low) <= tax(high)
    assert sum(decided("cuotas", high).value) == tax(high)


@given(Soles)
def test_the_tax_is_that_of_the_article_computed_another_way(base: Decimal) -> None:
    rates = ((Decimal(0), "0.002"), (Decimal(82500), "0.004"), (Decimal(330000), "0.004"))
    exact = sum(max(Decimal(0), base - above) * Decimal(more) for above, more in rates)
    owed = max(exact, Decimal(33)) if base else Decimal(0)
    assert tax(base) == owed.quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")


def test_the_checks_find_nothing_in_the_model() -> None:
    assert check(MODEL, functions=["legal parameter"]) == ()
