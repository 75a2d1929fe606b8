"""A call with several items: each goes its own way from the award on. In the pure engine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from engine.bpmn import MessageThrown
from tests.unit.processes.conftest import Walk
from tests.unit.processes.contract import closed, settled
from tests.unit.processes.test_procurement_paths import (
    GUARANTEE,
    RIEGOS,
    SUR,
    VALLE,
    New,
    appealed,
    declared,
    evaluated,
    reported,
    resolved,
)

ITEMS = [
    {"descripcion_item": "Motobombas", "cantidad_item": "4", "unidad_item": "unidad"},
    {"descripcion_item": "Tubería", "codigo_item": "40141700", "cantidad_item": "300",
     "unidad_item": "metro"},
    {"descripcion_item": "Válvulas", "cantidad_item": "20", "unidad_item": "unidad"},
]  # fmt: skip
GUARANTEE_NOW = {**GUARANTEE, "desde_garantia": "01/04/2026"}
PRICES = ("90,000.00", "60,000.00", "30,000.00")


def studied(walk: Walk, prices: Sequence[str] = PRICES) -> Walk:
    """Three items, each with an award of its own."""
    walk.start(descripcion="Agua potable", area="Servicios", finalidad="Agua potable para todos")
    walk.do(
        "requerimiento",
        objeto="bienes",
        codigo_catalogo="40151503",
        especificaciones="Según hoja",
        cantidad="1",
        unidad="global",
        items=ITEMS,
        lugar_entrega="Almacén",
        plazo_requerido="30",
    )
    walk.do(
        "estudio_mercado",
        adjudicacion="items",
        precios_items=[{"precio_item": each} for each in prices],
        fuentes=["cotizaciones"],
        compras_previas="0",
    )
    walk.do("certificar", credito="si", numero_ccp="0031-2026", meta="0042")
    return walk


def opened(walk: Walk, prices: Sequence[str] = PRICES) -> Walk:
    """Opened on 23 March 2026: two bids for the first two items, none for the third."""
    studied(walk, prices)
    people = {f"evaluador_{n}": f"Persona {n}" for n in (1, 2, 3)}
    mails = {f"correo_{n}": f"p{n}@tamboreal.example" for n in (1, 2, 3)}
    walk.do("aprobar_expediente", decision_expediente="aprobar", **people, **mails)
    walk.on(date(2026, 3, 9))
    walk.do(
        "convocar",
        dias_consultas="3",
        dias_ofertas="5",
        peso_precio="60",
        puntaje_minimo="60",
        numero_convocatoria="LPA-003-2026",
    )
    walk.on(date(2026, 3, 13))
    walk.do("absolver_consultas", hay_consultas="no")
    known = walk.data("presentar_oferta")
    walk.on(date(2026, 3, 23))
    bids = [
        offer(SUR, "88,000.00", "57,000.00", ""),
        offer(RIEGOS, "85,000.00", "59,000.00", ""),
    ]
    walk.open("abrir_sobres", "sobres", "presentar_oferta", bids, known=known)
    return walk


def offer(bidder: dict[str, str], *prices: str) -> dict[str, object]:
    """What an envelope held: a price for each item, or none."""
    rows = [{"monto": each} for each in prices]
    return {**bidder, "plazo_ofrecido": "30", "precios": rows}


def awarded(
    walk: Walk,
    decisions: Sequence[str] = ("otorgar", "otorgar", "desierto"),
    *,
    prices: Sequence[str] = PRICES,
    decision: str = "items",
) -> Walk:
    """Awarded on Friday 27 March: the first item to Riegos, the second to Sur, none the third."""
    opened(walk, prices)
    walk.do("abrir_ofertas", admision=[{"admitida": "true"}] * 4)
    evaluated(declared(walk), "80", "90", "82", "70").on(date(2026, 3, 27))
    rows = [{"decision": each, "motivo": "Sin saldo"} for each in decisions]
    more = {} if decision == "items" else {"motivo_no_otorga": "Faltó publicar"}
    walk.do(
        "otorgar_items", decision_buena_pro=decision, numero_acta="9", adjudicaciones=rows, **more
    )
    return walk


def item_of(walk: Walk, step: str) -> list[str]:
    """The items in which a step waits."""
    return sorted(str(one.item) for one in walk.tasks.values() if walk._element(one) == step)


@pytest.fixture
def begun(walk: New) -> Walk:
    """A purchase of 23 February 2026."""
    return walk(date(2026, 2, 23))


def test_the_sum_of_the_items_decides_the_method(begun: Walk) -> None:
    studied(begun, ("200,000.00", "200,000.00", "100,000.00"))
    known = begun.data()
    assert known["cuantia"] == Decimal("500000.00")
    assert isinstance(known["metodo"], dict)
    assert known["metodo"]["clave"] == "lp"


def test_each_item_has_its_own_award_and_term_of_appeal(begun: Walk) -> None:
    awarded(begun)
    assert item_of(begun, "apelar") == ["Ítem 1: Motobombas", "Ítem 2: Tubería"]
    assert item_of(begun, "informar_desierto") == ["Ítem 3: Válvulas"]
    first, second = (begun.data("apelar", item=number) for number in (1, 2))
    assert first["ranking"][0]["postor"] == RIEGOS["postor"]  # type: ignore[index]
    assert second["ranking"][0]["postor"] == SUR["postor"]  # type: ignore[index]
    assert second["garantia_recurso"]["general"] == Decimal("1800.00")  # type: ignore[index]


def test_an_appeal_stops_its_own_item_alone(begun: Walk) -> None:
    awarded(begun).on(date(2026, 3, 31))
    appealed_item(begun, 2)
    begun.on(date(2026, 4, 8))
    assert item_of(begun, "recibir_documentos") == ["Ítem 1: Motobombas"]
    assert item_of(begun, "resolver_apelacion") == ["Ítem 2: Tubería"]
    contracted(begun, 1)
    assert begun.data("pedir_ampliacion", item=1)["monto_vigente"] == Decimal("85000.00")
    resolved(begun, "infundada")
    assert item_of(begun, "recibir_documentos") == ["Ítem 2: Tubería"]
    contracted(begun, 2)
    assert begun.data("pedir_ampliacion", item=2)["monto_vigente"] == Decimal("57000.00")


def test_the_whole_procedure_says_who_resolves_the_appeal_of_an_item(begun: Walk) -> None:
    prices = ("200,000.00", "60,000.00", "30,000.00")
    awarded(begun, prices=prices)
    appealed_item(begun, 2)
    assert begun.data("resolver_apelacion")["organo"]["clave"] == "tribunal"  # type: ignore[index]


def test_an_item_that_came_to_nothing_is_called_again_alone(begun: Walk) -> None:
    awarded(begun)
    reported(begun, again="si")
    (thrown,) = [one for one in begun.log if isinstance(one, MessageThrown)]
    brought = thrown.payload
    assert brought["descripcion"] == "Ítem 3: Válvulas"
    assert (brought["cantidad"], brought["unidad"]) == (Decimal(20), "unidad")
    assert (brought["items"], brought["cuantia"]) == ([], Decimal("30000.00"))
    assert brought["cuantia_procedimiento"] == Decimal("180000.00")
    assert item_of(begun, "apelar") == ["Ítem 1: Motobombas", "Ítem 2: Tubería"]


def test_the_case_ends_when_every_item_did(begun: Walk) -> None:
    awarded(begun, ("otorgar", "desierto", "desierto"))
    reported(begun)
    reported(begun)
    begun.on(date(2026, 4, 8))
    contracted(begun, 1)
    begun.do("gestionar_contrato", hecho="resolver", causal_resolucion="mutuo_acuerdo")
    told = {"numero_resolucion_contrato": "RES-31", "fundamento_resolucion": "De acuerdo"}
    begun.do("resolver_contrato", resuelve="si", **told)
    settled(begun)
    begun.do("devolver_garantia", fecha_devolucion="08/04/2026", recibe_garantia="El gerente")
    closed(begun)
    assert begun.ends[-2:] == ["item_pagado", "items_terminados"]
    assert begun.data()["resultados_items"] == [
        {"numero": Decimal(1), "resultado": "Contrato resuelto"},
        {"numero": Decimal(2), "resultado": "Desierto"},
        {"numero": Decimal(3), "resultado": "Desierto"},
    ]


def test_an_upheld_appeal_makes_the_committee_evaluate_that_item_again(begun: Walk) -> None:
    awarded(begun)
    appealed_item(begun, 2)
    resolved(begun, "fundada")
    assert begun.open_steps().count("evaluar") == 3
    evaluated(begun, "60", "95")
    begun.do("otorgar", decision_buena_pro="otorgar", numero_acta="10")
    again = begun.data("apelar", item=2)["ranking"]
    assert again[0]["postor"] == RIEGOS["postor"]  # type: ignore[index]


def test_a_nullity_in_the_appeal_of_an_item_receives_its_bids_anew(begun: Walk) -> None:
    awarded(begun)
    appealed_item(begun, 1)
    resolved(begun, "nulidad", etapa_nulidad="recepcion")
    assert begun.open_steps() == ["apelar", "informar_desierto", "presentar_oferta"]
    begun.on(date(2026, 4, 9))
    begun.open("abrir_sobres", "sobres", "presentar_oferta", [{**VALLE, "plazo_ofrecido": "30"}])
    begun.do("abrir_ofertas", admision=[{"admitida": "true"}])
    evaluated(declared(begun), "90")
    begun.do("otorgar", decision_buena_pro="otorgar", numero_acta="11")
    seen = begun.data("recibir_documentos", item=1)
    assert seen["ranking"][0]["postor"] == VALLE["postor"]  # type: ignore[index]
    assert item_of(begun, "recibir_documentos")[0] == "Ítem 1: Motobombas"


@pytest.mark.parametrize(
    ("stage", "step"),
    [("otorgamiento", "otorgar_items"), ("evaluacion", "evaluar"), ("bases", "aprobar_expediente")],
)
def test_before_the_award_a_nullity_takes_all_items_back(
    begun: Walk, stage: str, step: str
) -> None:
    awarded(begun, decision="nulidad")
    begun.do(
        "declarar_nulidad",
        declara_nulidad="si",
        etapa_nulidad=stage,
        numero_resolucion="7",
        fundamento_nulidad="Vicio",
    )
    assert step in begun.open_steps()


def test_the_authority_may_annul_the_award_of_one_item_once_its_winner_was_heard(
    begun: Walk,
) -> None:
    awarded(begun).on(date(2026, 4, 8))
    begun.do("recibir_documentos", item=2, presento="vicio", motivo_vicio="Firma falsa")
    assert begun.due("Plazo del ganador para responder") == date(2026, 4, 15)
    begun.on(date(2026, 4, 16))
    begun.do(
        "declarar_nulidad_oficio",
        declara_nulidad="si",
        etapa_nulidad="otorgamiento",
        numero_resolucion="8",
        fundamento_nulidad="Consta",
    )
    assert item_of(begun, "otorgar") == ["Ítem 2: Tubería"]
    assert item_of(begun, "recibir_documentos") == ["Ítem 1: Motobombas"]


def test_the_case_is_moved_back_by_hand_to_the_award_of_all_items(begun: Walk) -> None:
    awarded(begun).on(date(2026, 4, 8))
    begun.move("otorgar_items")
    assert begun.open_steps() == ["otorgar_items"]
    assert begun.timers == {}


def appealed_item(walk: Walk, number: int) -> None:
    """The award of an item was appealed, and answered."""
    appealed(walk, item=number, garantia_monto="1,800.00")


def contracted(walk: Walk, number: int) -> None:
    """The contract of an item is signed."""
    walk.do("recibir_documentos", item=number, presento="si", **GUARANTEE_NOW)
    walk.do("firmar_contrato", item=number, firmado="si", numero_contrato=f"01{number}-2026")
