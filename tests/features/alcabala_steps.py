"""The sentences of the scenarios of the alcabala: a sale, and what its tables say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytest_bdd import given, then, when

from engine.calendar import Calendar
from engine.dmn import evaluate
from processes.registry import in_force
from processes.taxes.due_days import alcabala_day
from processes.taxes.law import law_of, model
from tests.features.sentences import money, say


@dataclass
class Sale:
    """What a scenario speaks of."""

    on: date = date(2026, 5, 20)
    price: Decimal = Decimal(0)
    value: Decimal = Decimal(0)
    land: Decimal = Decimal(0)
    factor: Decimal = Decimal(1)
    cause: str = "ninguna"
    found: Any = None


@pytest.fixture
def sale() -> Sale:
    """The sale of the scenario."""
    return Sale()


@given(
    say("una venta del <day:on> por <money:price> soles de un predio que vale <money:value> soles")
)
def _(sale: Sale, on: date, price: str, value: str) -> None:
    sale.on, sale.price, sale.value = on, money(price), money(value)


@given(say("que los precios subieron <number:percent> % desde diciembre"))
def _(sale: Sale, percent: str) -> None:
    sale.factor = 1 + Decimal(percent) / 100


@given(say('que alega "<text:cause>" y el terreno vale <money:land> soles'))
def _(sale: Sale, cause: str, land: str) -> None:
    sale.cause, sale.land = cause, money(land)


@when("se liquida la alcabala")
def _(sale: Sale) -> None:
    host = law_of(lambda key, on: in_force("PE", key, on)).host
    untaxed = evaluate(
        model("alcabala/inafectacion"), "inafectacion_alcabala", {"causa": sale.cause}, host=host
    ).value
    only_land = untaxed["solo_terreno"]
    asked = {
        "transferencia": sale.on,
        "precio": min(sale.price, sale.land) if only_land else sale.price,
        "autovaluo": sale.land if only_land else sale.value,
        "factor_ipm": sale.factor,
        "inafecta": untaxed["inafecta"],
    }
    sale.found = evaluate(model("alcabala/alcabala"), "alcabala", asked, host=host).value


@then(say("se deben <money:tax> soles de alcabala"))
def _(sale: Sale, tax: str) -> None:
    assert sale.found["impuesto"] == money(tax)


@then(say("vence el <day:due>"))
def _(sale: Sale, due: date) -> None:
    assert alcabala_day(Calendar(), sale.on) == due
