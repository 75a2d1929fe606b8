"""The decisions of the purchase, on both sides of each threshold of the law."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.unit.processes.conftest import Decide

NOTHING_MORE: dict[str, object] = dict.fromkeys(
    ("compras_contadas", "objeto", "modalidad", "causal", "fecha_convocada")
)
"""What a case of goods that nobody bought before does not know."""


def method(decide: Decide, amount: str, **more: object) -> dict[str, object]:
    inputs = {
        "cuantia": Decimal(amount),
        "compras_previas": Decimal(0),
        "excepcion_fraccionamiento": None,
        **NOTHING_MORE,
    }
    on = more.pop("on", date(2026, 3, 9))
    assert isinstance(on, date)
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
        (
            "lpa",
            {"consultas": 3, "integracion": 3, "ofertas": 0, "apelacion": 5, "ofertas_minimas": 1},
        ),
        (
            "lp",
            {"consultas": 7, "integracion": 7, "ofertas": 22, "apelacion": 8, "ofertas_minimas": 1},
        ),
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
        **NOTHING_MORE,
    }
    trace = decide("metodo", "metodo", inputs).trace
    assert [warning for one in trace for warning in one.warnings] == []


@pytest.mark.parametrize(
    ("what", "amount", "key", "name"),
    [
        ("bienes", "44000.01", "lpa", "Licitación pública abreviada"),
        ("servicios", "44000.00", "menor", "Contrato menor"),
        ("servicios", "44000.01", "cpa", "Concurso público abreviado"),
        ("servicios", "484999.99", "cpa", "Concurso público abreviado"),
        ("servicios", "485000.00", "cp", "Concurso público"),
        ("consultoria", "180000.00", "cpa", "Concurso público abreviado"),
        ("consultoria", "485000.00", "cp", "Concurso público"),
        ("obras", "44000.00", "menor", "Contrato menor"),
        ("obras", "485000.00", "lpa_obras", "Licitación pública abreviada de obras"),
        ("obras", "4999999.99", "lpa_obras", "Licitación pública abreviada de obras"),
        ("obras", "5000000.00", "lp_obras", "Licitación pública de obras"),
    ],
)
def test_each_object_has_its_methods_and_limits(
    decide: Decide, what: str, amount: str, key: str, name: str
) -> None:
    value = method(decide, amount, objeto=what)
    assert (value["clave"], value["nombre"]) == (key, name)


@pytest.mark.parametrize(
    ("listed", "what", "amount", "key"),
    [
        ("subasta", "bienes", "44000.00", "menor"),
        ("subasta", "bienes", "44000.01", "sie"),
        ("subasta", "servicios", "600000.00", "sie"),
        ("subasta", "obras", "600000.00", "lpa_obras"),
        ("comparacion", "bienes", "100000.00", "comparacion"),
        ("comparacion", "servicios", "100000.00", "comparacion"),
        ("comparacion", "bienes", "100000.01", "lpa"),
        ("comparacion", "consultoria", "90000.00", "cpa"),
        ("ninguna", "bienes", "90000.00", "lpa"),
    ],
)
def test_what_is_in_a_list_has_a_way_of_its_own(
    decide: Decide, listed: str, what: str, amount: str, key: str
) -> None:
    assert method(decide, amount, objeto=what, modalidad=listed)["clave"] == key


@pytest.mark.parametrize(
    ("ground", "amount", "key"),
    [
        ("emergencia", "44000.00", "menor"),
        ("emergencia", "44000.01", "no_competitivo"),
        ("proveedor_unico", "900000.00", "no_competitivo"),
        ("ninguna", "900000.00", "sie"),
    ],
)
def test_a_ground_of_the_law_leads_to_a_direct_contract(
    decide: Decide, ground: str, amount: str, key: str
) -> None:
    assert method(decide, amount, causal=ground, modalidad="subasta")["clave"] == key


@pytest.mark.parametrize(
    ("called", "amount", "law", "name"),
    [
        (date(2025, 4, 21), "42800.00", "Ley 30225", "Contratación hasta 8 UIT"),
        (date(2025, 4, 21), "42800.01", "Ley 30225", "Adjudicación simplificada"),
        (date(2025, 4, 21), "484999.99", "Ley 30225", "Adjudicación simplificada"),
        (date(2025, 4, 21), "485000.00", "Ley 30225", "Licitación pública"),
        (date(2025, 4, 22), "42800.01", "Ley 32069", "Licitación pública abreviada"),
        (date(2025, 12, 31), "42800.01", "Ley 32069", "Licitación pública abreviada"),
        (date(2026, 1, 1), "44000.00", "Ley 32069", "Contrato menor"),
    ],
)
def test_the_day_of_the_call_decides_the_law_and_its_limits(
    decide: Decide, called: date, amount: str, law: str, name: str
) -> None:
    value = method(decide, amount, fecha_convocada=called)
    assert (value["ley"], value["nombre"], value["fecha"]) == (law, name, called)


def test_the_norm_names_the_limit_as_people_write_it(decide: Decide) -> None:
    goods = method(decide, "180000", fecha_convocada=date(2025, 6, 2))["norma"]
    works = method(decide, "6000000", objeto="obras")["norma"]
    compared = method(decide, "90000", modalidad="comparacion")["norma"]
    assert goods == "Ley 32185, art. 14: más de 8 UIT y menos de S/ 485,000"
    assert works == "Ley de presupuesto 2026: desde S/ 5,000,000"
    assert compared == "Ley 32069 y Reglamento: hasta S/ 100,000"


def counted(*amounts: str) -> list[dict[str, object]]:
    return [
        {"numero": f"CON-2026-{n:04}", "asunto": "Cemento", "monto": Decimal(each)}
        for n, each in enumerate(amounts, start=1)
    ]


def test_the_cases_of_the_year_are_added_to_what_was_bought_outside_of_them(
    decide: Decide,
) -> None:
    found = counted("8000.00", "4000.00")
    typed = {"compras_previas": Decimal("2000.01"), "compras_contadas": found}
    value = method(decide, "30000", **typed)
    assert (value["clave"], value["base"], value["previas"], value["fraccionamiento"]) == (
        "lpa",
        Decimal("44000.01"),
        Decimal("14000.01"),
        True,
    )
    assert value["contadas"] == found
    excepted = method(decide, "30000", **typed, excepcion_fraccionamiento="recursos")
    assert (excepted["clave"], excepted["previas"]) == ("menor", Decimal("14000.01"))


def test_a_sum_above_the_limit_of_comparing_prices_goes_to_tender(decide: Decide) -> None:
    listed = {"modalidad": "comparacion", "compras_contadas": counted("20000.00")}
    assert method(decide, "80000.00", **listed)["clave"] == "comparacion"
    value = method(decide, "80000.01", **listed)
    assert (value["clave"], value["fraccionamiento"]) == ("lpa", True)


@pytest.mark.parametrize(
    ("chosen", "terms"),
    [
        ({"clave": "cpa"}, (3, 3, 0, 5, 1)),
        ({"clave": "lpa_obras"}, (3, 3, 0, 5, 1)),
        ({"clave": "cp"}, (7, 7, 22, 8, 1)),
        ({"clave": "lp_obras"}, (7, 7, 22, 8, 1)),
        ({"clave": "sie", "abreviado": True}, (0, 0, 6, 5, 2)),
        ({"clave": "sie", "abreviado": False}, (0, 0, 6, 8, 2)),
        ({"clave": "comparacion", "abreviado": True}, (0, 0, 3, 5, 1)),
    ],
)
def test_every_method_has_its_minimum_terms(
    decide: Decide, chosen: dict[str, object], terms: tuple[int, ...]
) -> None:
    value = decide("plazos", "plazos", {"metodo": chosen, "fecha_convocada": None}).value
    assert isinstance(value, dict)
    assert tuple(value.values()) == terms


def test_a_call_of_the_older_law_keeps_its_terms(decide: Decide) -> None:
    inputs = {"metodo": {"clave": "lpa"}, "fecha_convocada": date(2025, 3, 10)}
    value = decide("plazos", "plazos", inputs).value
    assert isinstance(value, dict)
    assert (value["consultas"], value["integracion"], value["apelacion"]) == (2, 3, 5)
