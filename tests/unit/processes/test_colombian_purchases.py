"""Colombia buys with the same shared calls: its modalities, limits and terms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.definitions.compilation import compile_bundle
from engine.dmn import evaluate, parse_model
from processes.registry import families_of, family
from tests.unit.processes import conftest
from tests.unit.processes.conftest import Walk, host_on

BUNDLE = family("procurement_co").bundle
MODELS = {path: parse_model(body) for path, body in BUNDLE.ending(".dmn").items()}
COMPILED = compile_bundle(BUNDLE)
NORTE = {"postor": "Suministros del Norte S.A.S.", "ruc": "899999061-9"}
ANDES = {"postor": "Papelería Los Andes Ltda.", "ruc": "860034313-7"}
VALLE = {"postor": "Ferretería del Valle S.A.S.", "ruc": "890903938-8"}


def decided(amount: str, **known: object) -> Mapping[str, Any]:
    """The modality of an official budget, on 9 March 2026."""
    names = MODELS["metodo.dmn"].decisions["metodo"].inputs
    asked: Any = dict.fromkeys(names) | {"cuantia": Decimal(amount), "objeto": "bienes"} | known
    value = evaluate(
        MODELS["metodo.dmn"], "metodo", asked, host=host_on(date(2026, 3, 9), "CO")
    ).value
    assert isinstance(value, dict)
    return value


@pytest.fixture
def begun() -> Walk:
    return Walk(COMPILED, date(2026, 2, 23), country="CO", first="co_necesidad")


def prepared(walk: Walk, amount: str, **more: str) -> Walk:
    """Up to the CDP."""
    walk.start(descripcion="Papelería para las escuelas", area="Educación", finalidad="Clases")
    asked = {"objeto": "bienes", "uniforme": "no", **more}
    walk.do(
        "co_estudios",
        codigo_catalogo="44121706",
        especificaciones="Según ficha",
        cantidad="100",
        unidad="caja",
        lugar_entrega="Alcaldía",
        plazo_requerido="15",
        cuantia=amount,
        compras_previas="0",
        **asked,
    )
    walk.do("co_cdp", credito="si", numero_ccp="CDP-018", meta="2.1.2.02")
    return walk


def invited(walk: Walk, *, days: str, **rounds: str) -> Walk:
    """The invitation is published."""
    walk.do("invitacion_convocar", dias_ofertas=days, numero_convocatoria="MC-004-2026", **rounds)
    return walk


def opened(walk: Walk, prices: Mapping[str, str], *, on: date) -> Walk:
    """NORTE, ANDES and VALLE offer what they are given here, and are admitted."""
    walk.on(on)
    held = [
        {**who, "monto": prices[who["ruc"]], "plazo_ofrecido": "15"}
        for who in (NORTE, ANDES, VALLE)
        if who["ruc"] in prices
    ]
    walk.open("invitacion_abrir_sobres", "sobres_de_precio", "invitacion_ofertar", held)
    walk.do("invitacion_abrir", admision=[{"admitida": "true"} for _ in prices])
    return walk


def executed(walk: Walk, amount: str) -> None:
    """From the registro presupuestal to the end."""
    assert walk.open_steps() == ["co_registro"]
    walk.do("co_registro", numero_rp="RP-0031")
    start = walk.today
    walk.do("co_iniciar", con_garantias="no")
    day = f"{start:%d/%m/%Y}"
    walk.do("co_recibir", conforme="no", fecha_entrega=day, notas_recibo="Faltan cajas")
    walk.do("co_recibir", conforme="si", fecha_entrega=day, notas_recibo="Completo")
    walk.do("co_pagar", numero_factura="FE-1", fecha_pago=day)
    winner: Any = walk.data()["ranking"]
    assert winner[0]["monto"] == Decimal(amount)
    walk.do("co_liquidar", resumen_liquidacion="Nada por devolver")
    assert walk.ends[-1] == "co_cerrado"
    assert (walk.tasks, walk.timers) == ({}, {})


@pytest.mark.parametrize(
    ("amount", "key", "name"),
    [
        ("49025340", "minima", "Mínima cuantía"),
        ("49025340.01", "menor_cuantia", "Selección abreviada de menor cuantía"),
        ("490253400", "menor_cuantia", "Selección abreviada de menor cuantía"),
        ("490253400.01", "licitacion", "Licitación pública"),
    ],
)
def test_a_small_town_has_the_limits_of_its_budget(amount: str, key: str, name: str) -> None:
    value = decided(amount)
    assert (value["clave"], value["nombre"]) == (key, name)
    assert (value["limite_minima"], value["limite_menor"]) == (49_025_340, 490_253_400)


@pytest.mark.parametrize(
    ("budget", "salaries"),
    [
        ("119999", 280),
        ("120000", 450),
        ("399999", 450),
        ("400000", 650),
        ("850000", 850),
        ("1199999", 850),
        ("1200000", 1000),
    ],
)
def test_the_limit_follows_the_budget_of_the_entity(
    monkeypatch: pytest.MonkeyPatch, budget: str, salaries: int
) -> None:
    law = [
        {**one, "value": budget} if one["key"].endswith("presupuesto_smmlv") else one
        for one in conftest._LAW["CO"]
    ]
    monkeypatch.setitem(conftest._LAW, "CO", law)
    assert decided("1")["limite_menor"] == salaries * 1_750_905


@pytest.mark.parametrize(
    ("known", "key"),
    [
        ({"objeto": "consultoria"}, "meritos"),
        ({"uniforme": "si"}, "subasta"),
        ({"objeto": "obras", "uniforme": "si"}, "licitacion"),
        ({"objeto": "servicios"}, "licitacion"),
        ({"causal": "sin_pluralidad"}, "directa"),
        ({"causal": "ninguna"}, "licitacion"),
    ],
)
def test_the_object_and_its_grounds_open_other_modalities(known: dict[str, str], key: str) -> None:
    assert decided("600000000", **known)["clave"] == key


@pytest.mark.parametrize("known", [{"objeto": "consultoria"}, {"uniforme": "si"}])
def test_up_to_the_minimum_everything_is_minima(known: dict[str, str]) -> None:
    assert decided("49025340", **known)["clave"] == "minima"


def test_what_was_contracted_in_the_year_adds_up() -> None:
    counted = [{"numero": "PC-2026-0001", "monto": Decimal(20_000_000)}]
    value = decided("30000000", compras_contadas=counted)
    assert (value["clave"], value["base"], value["fraccionamiento"]) == (
        "menor_cuantia",
        Decimal(50_000_000),
        True,
    )
    excepted = decided("30000000", compras_contadas=counted, excepcion_fraccionamiento="recursos")
    assert (excepted["clave"], excepted["previas"]) == ("minima", Decimal(20_000_000))


def test_minima_is_invited_for_a_day_and_its_letter_is_the_contract(begun: Walk) -> None:
    invited(prepared(begun, "45,000,000.00"), days="1")
    assert begun.due("Presentación de ofertas") == date(2026, 2, 24)
    opened(
        begun,
        {NORTE["ruc"]: "44,000,000.00", ANDES["ruc"]: "41,500,000.00"},
        on=date(2026, 2, 25),
    )
    begun.do("pco_aceptar", decision_adjudicacion="adjudicar", numero_acto="CA-004-2026")
    assert begun.data()["fecha_firma"] == date(2026, 2, 25)
    executed(begun, "41500000")


def test_minima_takes_no_price_above_its_budget(begun: Walk) -> None:
    invited(prepared(begun, "45,000,000.00"), days="1")
    with pytest.raises(AssertionError, match="monto"):
        begun.do("invitacion_ofertar", **NORTE, monto="45,000,000.01", plazo_ofrecido="15")


def test_who_does_not_comply_in_a_minima_gives_way_to_the_next(begun: Walk) -> None:
    invited(prepared(begun, "45,000,000.00"), days="1")
    opened(
        begun,
        {NORTE["ruc"]: "44,000,000.00", ANDES["ruc"]: "41,500,000.00"},
        on=date(2026, 2, 25),
    )
    begun.do(
        "pco_aceptar", decision_adjudicacion="descartar", numero_acto="1", motivo_adjudicacion="NIT"
    )
    begun.do("pco_aceptar", decision_adjudicacion="adjudicar", numero_acto="2")
    executed(begun, "44000000")


@pytest.mark.parametrize("nobody", [True, False])
def test_a_minima_may_be_void(begun: Walk, nobody: bool) -> None:
    invited(prepared(begun, "45,000,000.00"), days="1")
    prices = {} if nobody else {NORTE["ruc"]: "44,000,000.00"}
    opened(begun, prices, on=date(2026, 2, 25))
    if nobody:
        begun.do("pco_desierto", motivo_desierto="Nadie ofertó")
    else:
        begun.do(
            "pco_aceptar",
            decision_adjudicacion="desierto",
            numero_acto="1",
            motivo_adjudicacion="No cumple",
        )
    assert begun.ends[-1] == "co_desierto"


def evaluated(walk: Walk, amount: str, **more: str) -> Walk:
    """A selection with its draft, three offers and the report of the committee."""
    prepared(walk, amount, **more)
    weight = {} if more.get("objeto") == "consultoria" else {"peso_precio": "60"}
    walk.do("sco_pliego", puntaje_minimo="60", **weight)
    walk.on(date(2026, 3, 3))
    walk.do("sco_responder", hay_observaciones="no")
    invited(walk, days="5")
    prices = {
        NORTE["ruc"]: "300,000,000.00",
        ANDES["ruc"]: "280,000,000.00",
        VALLE["ruc"]: "310,000,000.00",
    }
    opened(walk, prices, on=date(2026, 3, 11))
    walk.do("sco_evaluar", calificaciones=[{"puntaje": each} for each in ("95", "80", "50")])
    return walk


def test_menor_cuantia_runs_from_its_draft_to_the_payment(begun: Walk) -> None:
    prepared(begun, "320,000,000.00")
    begun.do("sco_pliego", puntaje_minimo="60", peso_precio="60")
    assert begun.due("Observaciones al proyecto de pliego") == date(2026, 3, 2)
    begun.on(date(2026, 3, 3))
    begun.do("sco_responder", hay_observaciones="no")
    invited(begun, days="5")
    assert begun.due("Presentación de ofertas") == date(2026, 3, 10)
    opened(
        begun,
        {NORTE["ruc"]: "300,000,000.00", ANDES["ruc"]: "280,000,000.00"},
        on=date(2026, 3, 11),
    )
    begun.do("sco_evaluar", calificaciones=[{"puntaje": "95"}, {"puntaje": "80"}])
    assert begun.due("Traslado del informe de evaluación") == date(2026, 3, 16)
    begun.on(date(2026, 3, 17))
    ranking: Any = begun.data("sco_adjudicar")["ranking"]
    assert [(one["postor"], one["total"]) for one in ranking] == [
        (NORTE["postor"], Decimal("94.00")),
        (ANDES["postor"], Decimal("92.00")),
    ]
    begun.do("sco_adjudicar", decision_adjudicacion="adjudicar", numero_acto="R-021")
    begun.do("co_suscribir", numero_contrato="012-2026")
    executed(begun, "300000000")


def test_a_consultancy_is_chosen_by_its_merits_and_not_by_its_price(begun: Walk) -> None:
    evaluated(begun, "320,000,000.00", objeto="consultoria").on(date(2026, 3, 17))
    ranking: Any = begun.data("sco_adjudicar")["ranking"]
    assert [one["total"] for one in ranking] == [Decimal("95.00"), Decimal("80.00")]


def test_a_licitacion_has_longer_terms(begun: Walk) -> None:
    prepared(begun, "600,000,000.00")
    begun.do("sco_pliego", puntaje_minimo="60", peso_precio="60")
    assert begun.due("Observaciones al proyecto de pliego") == date(2026, 3, 9)
    begun.on(date(2026, 3, 10))
    begun.do("sco_responder", hay_observaciones="si", cambios_bases="Se amplía la experiencia")
    with pytest.raises(AssertionError, match="dias_ofertas"):
        invited(begun, days="9")
    invited(begun, days="10")
    assert begun.due("Presentación de ofertas") == date(2026, 3, 25)


@pytest.mark.parametrize("nobody", [True, False])
def test_a_selection_may_be_void(begun: Walk, nobody: bool) -> None:
    if nobody:
        prepared(begun, "320,000,000.00")
        begun.do("sco_pliego", puntaje_minimo="60", peso_precio="60")
        begun.on(date(2026, 3, 3))
        begun.do("sco_responder", hay_observaciones="no")
        opened(invited(begun, days="5"), {}, on=date(2026, 3, 11))
        begun.do("sco_desierto", motivo_desierto="Nadie ofertó")
    else:
        evaluated(begun, "320,000,000.00").on(date(2026, 3, 17))
        begun.do(
            "sco_adjudicar",
            decision_adjudicacion="desierto",
            numero_acto="R-021",
            motivo_adjudicacion="Ninguna conviene",
        )
    assert begun.ends[-1] == "co_desierto"


def test_uniform_goods_are_bought_in_the_same_rounds_as_in_peru(begun: Walk) -> None:
    prepared(begun, "320,000,000.00", uniforme="si")
    invited(begun, days="5", rondas="2", dias_ronda="1", decremento="1")
    opened(
        begun,
        {NORTE["ruc"]: "300,000,000.00", ANDES["ruc"]: "280,000,000.00"},
        on=date(2026, 3, 3),
    )
    begun.do("subasta_mejorar", ruc_lance="8999990619", monto_lance="277,200,000.00")
    begun.on(date(2026, 3, 5))
    begun.on(date(2026, 3, 9))
    begun.do("pco_aceptar", decision_adjudicacion="adjudicar", numero_acto="R-030")
    begun.do("co_suscribir", numero_contrato="014-2026")
    executed(begun, "277200000")


def test_a_direct_contract_is_published_in_three_days(begun: Walk) -> None:
    prepared(begun, "120,000,000.00", causal="sin_pluralidad")
    begun.do("directa_sustentar", sustento_causal="Único titular de la patente")
    begun.do("directa_informar", numero_informe_legal="7", conclusion_legal="Procede")
    begun.do("directa_aprobar", decision_directa="aprobar", numero_acto_directa="R-9")
    begun.do("directa_ofertar", **NORTE, monto="118,000,000.00", plazo_ofrecido="15")
    assert begun.due("Publicación y regularización") == date(2026, 2, 26)
    begun.do("directa_publicar", lugar_publicacion="SECOP II")
    begun.do("co_suscribir", numero_contrato="015-2026")
    executed(begun, "118000000")


def test_a_direct_contract_that_is_not_approved_ends(begun: Walk) -> None:
    prepared(begun, "120,000,000.00", causal="sin_pluralidad")
    begun.do("directa_sustentar", sustento_causal="Único titular de la patente")
    begun.do("directa_informar", numero_informe_legal="7", conclusion_legal="No procede")
    begun.do(
        "directa_aprobar",
        decision_directa="negar",
        numero_acto_directa="R-9",
        motivo_negativa="Hay más",
    )
    assert begun.ends[-1] == "co_no_se_contrata"


def test_without_a_cdp_nothing_is_contracted(begun: Walk) -> None:
    begun.start(descripcion="Papelería para las escuelas", area="Educación", finalidad="Clases")
    begun.do(
        "co_estudios",
        objeto="bienes",
        uniforme="no",
        codigo_catalogo="44121706",
        especificaciones="x",
        cantidad="1",
        unidad="caja",
        lugar_entrega="Alcaldía",
        plazo_requerido="15",
        cuantia="1000",
        compras_previas="0",
    )
    begun.do("co_cdp", credito="no", motivo_sin_credito="Sin saldo")
    assert begun.ends == ["co_sin_cdp"]


def test_each_country_is_offered_its_own_purchase() -> None:
    offered = {
        country: [one.name for one in families_of(country) if one.name.startswith("procurement")]
        for country in ("PE", "CO", "BO")
    }
    assert offered == {
        "PE": ["procurement", "procurement/plan_anual"],
        "CO": ["procurement_co", "procurement_co/plan_adquisiciones"],
        "BO": [],
    }
