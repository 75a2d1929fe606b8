"""The decisions of the purchase, on both sides of each threshold of the law."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.unit.processes.conftest import Decide


def method(decide: Decide, amount: str, **more: object) -> dict[str, object]:
    inputs = {
        "cuantia": Decimal(amount),
        "compras_previas": Decimal(0),
        "excepcion_fraccionamiento": None,
    }
    on = more.pop("on", date(2026, 3, 9))
    value = decide("metodo", "metodo", {**inputs, **more}, on=on).value
    assert isinstance(value, dict)
    return value


@pytest.mark.parametrize(
    ("amount", "key"),
    [
        ("0.01", "menor"),
        ("43999.99", "menor"),
        ("44000.00", "menor"),
        ("44000.01", "lpa"),
        ("180000.00", "lpa"),
        ("484999.99", "lpa"),
        ("485000.00", "lp"),
        ("2000000.00", "lp"),
    ],
)
def test_the_amount_decides_the_method_of_2026(decide: Decide, amount: str, key: str) -> None:
    assert method(decide, amount)["clave"] == key


@pytest.mark.parametrize(("amount", "key"), [("42800.00", "menor"), ("42800.01", "lpa")])
def test_eight_uit_are_those_of_the_year(decide: Decide, amount: str, key: str) -> None:
    assert method(decide, amount, on=date(2025, 6, 2))["clave"] == key


@pytest.mark.parametrize(
    ("before", "why", "key", "base", "split"),
    [
        ("0", None, "menor", "30000", False),
        ("14000.00", "ninguna", "menor", "30000", False),
        ("14000.01", "ninguna", "lpa", "44000.01", True),
        ("14000.01", None, "lpa", "44000.01", True),
        ("14000.01", "recursos", "menor", "30000", False),
        ("14000.01", "catalogo", "menor", "30000", False),
        ("454999.99", "ninguna", "lpa", "484999.99", True),
        ("455000.00", "ninguna", "lp", "485000.00", True),
    ],
)
def test_purchases_of_the_same_good_add_up_unless_the_law_excepts_them(
    decide: Decide, before: str, why: str | None, key: str, base: str, split: bool
) -> None:
    value = method(decide, "30000", compras_previas=Decimal(before), excepcion_fraccionamiento=why)
    assert (value["clave"], value["base"], value["fraccionamiento"]) == (key, Decimal(base), split)


@pytest.mark.parametrize(
    ("key", "terms"),
    [
        ("lpa", {"consultas": 3, "integracion": 3, "ofertas": 0, "apelacion": 5}),
        ("lp", {"consultas": 7, "integracion": 7, "ofertas": 22, "apelacion": 8}),
    ],
)
def test_the_method_decides_the_minimum_terms(
    decide: Decide, key: str, terms: dict[str, int]
) -> None:
    assert decide("plazos", "plazos", {"metodo": {"clave": key}}).value == terms


@pytest.mark.parametrize(
    ("key", "small", "demanded", "amount", "days"),
    [
        ("lpa", False, True, "17150.00", 8),
        ("lpa", True, False, "17150.00", 5),
        ("lp", False, True, "17150.00", 8),
        ("lp", True, True, "17150.00", 8),
    ],
)
def test_the_guarantee_is_ten_percent_and_sets_the_days_for_the_documents(
    decide: Decide, key: str, small: bool, demanded: bool, amount: str, days: int
) -> None:
    inputs = {
        "metodo": {"clave": key},
        "ranking": [{"monto": Decimal("171500"), "mype": small}],
        "orden": Decimal(1),
        "fecha_convocatoria": date(2026, 3, 9),
    }
    value = decide("garantia", "garantia", inputs).value
    assert isinstance(value, dict)
    assert (value["exigible"], value["importe"], value["documentos"]) == (
        demanded,
        Decimal(amount),
        days,
    )


@pytest.mark.parametrize(
    ("amount", "body", "days"),
    [("275000.00", "entidad", 10), ("275000.01", "tribunal", 20)],
)
def test_the_tribunal_hears_appeals_above_fifty_uit(
    decide: Decide, amount: str, body: str, days: int
) -> None:
    inputs = {"cuantia": Decimal(amount), "fecha_convocatoria": date(2026, 3, 9)}
    value = decide("organo_apelacion", "organo_apelacion", inputs).value
    assert isinstance(value, dict)
    assert (value["clave"], value["plazo"]) == (body, days)


def test_no_decision_warns_on_the_data_it_is_given(decide: Decide) -> None:
    inputs = {
        "cuantia": Decimal(1),
        "compras_previas": Decimal(0),
        "excepcion_fraccionamiento": None,
    }
    trace = decide("metodo", "metodo", inputs).trace
    assert [warning for one in trace for warning in one.warnings] == []
