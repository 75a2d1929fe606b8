"""The scenarios of the tax of a parcel in Colombia, by the table of the house."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest
from pytest_bdd import given, scenarios, then, when

from engine.dmn import evaluate
from processes.registry import in_force
from processes.taxes.law import model, unified_of
from tests.features.sentences import money, say


@dataclass
class Taxed:
    """What a scenario speaks of."""

    asked: dict[str, Any] = field(default_factory=lambda: {"exclusion": "ninguna"})
    found: Any = None


@pytest.fixture
def parcel() -> Taxed:
    """The parcel of the scenario."""
    return Taxed()


@given(
    say(
        "un predio de Colombia que valió <money:value> pesos, a <number:rate> por mil, y pagó"
        " <money:before> pesos el año anterior"
    )
)
def _(parcel: Taxed, value: str, rate: str, before: str) -> None:
    parcel.asked |= {"avaluo": money(value), "tarifa": Decimal(rate), "anterior": money(before)}


@given(say("el catastro (?P<state>actualizado|sin actualizar), de estrato <number:stratum>"))
def _(parcel: Taxed, state: str, stratum: str) -> None:
    parcel.asked |= {"actualizado": state == "actualizado", "estrato": Decimal(stratum)}


@when(say("se liquida su impuesto de <number:year>"))
def _(parcel: Taxed, year: str) -> None:
    host = unified_of(lambda key, on: in_force("CO", key, on)).host
    asked = {"ejercicio": Decimal(year), **parcel.asked}
    parcel.found = evaluate(model("predial_co"), "predial_co", asked, host=host).value


@then(say("paga <money:tax> pesos"))
def _(parcel: Taxed, tax: str) -> None:
    assert parcel.found["impuesto"] == money(tax)


scenarios("../../processes/taxes/scenarios/predial_co.feature")
