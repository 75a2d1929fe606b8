"""The methods that choose by price or do not compete, walked in the pure engine with exact days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.unit.processes.conftest import Walk
from tests.unit.processes.test_procurement_paths import (
    RIEGOS,
    SUR,
    VALLE,
    appealed,
    prepared,
    reported,
    resolved,
)

New = Callable[[date], Walk]
CHEAP = {"postor": SUR["postor"], "ruc": SUR["ruc"], "monto": "82,000.00"}
DEAR = {"postor": RIEGOS["postor"], "ruc": RIEGOS["ruc"], "monto": "85,500.00"}
MIDDLE = {"postor": VALLE["postor"], "ruc": VALLE["ruc"], "monto": "83,900.00"}


def invited(walk: Walk, amount: str, listed: str, *, days: str, **rounds: str) -> Walk:
    """Up to the invitation, on Monday 9 March 2026."""
    prepared(walk, amount, modalidad=listed)
    walk.do("aprobar_expediente", decision_expediente="aprobar")
    walk.on(date(2026, 3, 9))
    walk.do("invitacion_convocar", dias_ofertas=days, numero_convocatoria="CP-002-2026", **rounds)
    return walk


def opened(walk: Walk, offers: Sequence[dict[str, str]], *, on: date) -> Walk:
    """The offers come, the term ends and they are all admitted."""
    walk.on(on)
    held = [{**offer, "plazo_ofrecido": "20"} for offer in offers]
    walk.open("invitacion_abrir_sobres", "sobres_de_precio", "invitacion_ofertar", held)
    walk.do("invitacion_abrir", admision=[{"admitida": "true"} for _ in offers])
    return walk


def compared(walk: Walk, offers: Sequence[dict[str, str]] = (DEAR, CHEAP, MIDDLE)) -> Walk:
    """A comparison of prices of S/ 90,000, opened on 13 March 2026."""
    invited(walk, "90,000.00", "comparacion", days="3")
    return opened(walk, offers, on=date(2026, 3, 13))


def auctioned(walk: Walk, amount: str = "180,000.00") -> Walk:
    """An auction of three rounds of a day, 1 % at least, opened on 18 March 2026."""
    rounds = {"rondas": "3", "dias_ronda": "1", "decremento": "1"}
    invited(walk, amount, "subasta", days="6", **rounds)
    return opened(walk, (SUR, RIEGOS, VALLE), on=date(2026, 3, 18))


def names(walk: Walk, step: str | None = None) -> list[tuple[str, Decimal]]:
    """The ranking as a step sees it."""
    ranking: Any = walk.data(step)["ranking"]
    return [(one["postor"], one["monto"]) for one in ranking]


@pytest.fixture
def begun(walk: New) -> Walk:
    return walk(date(2026, 2, 23))


def test_the_offers_of_a_comparison_wait_three_days_and_the_lowest_price_leads(
    begun: Walk,
) -> None:
    invited(begun, "90,000.00", "comparacion", days="3")
    assert begun.due("Presentación de ofertas") == date(2026, 3, 12)
    opened(begun, (DEAR, CHEAP, MIDDLE), on=date(2026, 3, 13))
    assert names(begun, "precio_otorgar") == [
        (CHEAP["postor"], Decimal(82000)),
        (MIDDLE["postor"], Decimal(83900)),
        (DEAR["postor"], Decimal(85500)),
    ]


def test_a_comparison_is_consented_after_five_days_and_goes_to_its_contract(begun: Walk) -> None:
    compared(begun)
    begun.do("precio_otorgar", decision_buena_pro="otorgar", numero_acta="0010-2026")
    assert begun.due("Plazo de apelación") == date(2026, 3, 20)
    begun.on(date(2026, 3, 23))
    assert begun.data()["consentimiento"] == {"fecha": date(2026, 3, 23)}
    assert begun.open_steps() == ["recibir_documentos"]
    assert begun.due("Documentos para el contrato") == date(2026, 4, 6)


def test_fewer_days_than_the_law_wants_are_not_taken(begun: Walk) -> None:
    with pytest.raises(AssertionError, match="dias_ofertas"):
        invited(begun, "90,000.00", "comparacion", days="2")


def test_the_first_that_does_not_comply_gives_its_place_to_the_next(begun: Walk) -> None:
    compared(begun)
    begun.do(
        "precio_otorgar",
        decision_buena_pro="descartar",
        numero_acta="0010-2026",
        motivo_no_otorga="Sin registro sanitario",
    )
    assert [name for name, _ in names(begun, "precio_otorgar")] == [
        MIDDLE["postor"],
        DEAR["postor"],
    ]
    begun.do("precio_otorgar", decision_buena_pro="otorgar", numero_acta="0011-2026")
    assert begun.open_steps() == ["apelar"]


@pytest.mark.parametrize(("decision", "end"), [("desierto", "desierto"), ("cancelar", "cancelado")])
def test_a_selection_by_price_may_be_void_or_cancelled(
    begun: Walk, decision: str, end: str
) -> None:
    compared(begun)
    begun.do(
        "precio_otorgar", decision_buena_pro=decision, numero_acta="0010", motivo_no_otorga="Consta"
    )
    if decision == "desierto":
        reported(begun)
    assert begun.ends[-1] == end


def test_a_comparison_without_offers_is_void(begun: Walk) -> None:
    compared(begun, [])
    begun.do("precio_desierto", motivo_desierto="Nadie ofertó")
    reported(begun)
    assert begun.ends[-1] == "desierto"


def test_a_single_offer_of_a_comparison_is_final_the_same_day(begun: Walk) -> None:
    compared(begun, [CHEAP])
    begun.do("precio_otorgar", decision_buena_pro="otorgar", numero_acta="0010-2026")
    assert begun.data()["consentimiento"] == {"fecha": date(2026, 3, 13)}


@pytest.mark.parametrize(
    ("outcome", "steps"),
    [
        ("infundada", ["recibir_documentos"]),
        ("fundada", ["precio_otorgar"]),
        ("nulidad", ["invitacion_convocar"]),
    ],
)
def test_an_appeal_against_a_price_leads_where_its_resolution_says(
    begun: Walk, outcome: str, steps: list[str]
) -> None:
    compared(begun)
    begun.do("precio_otorgar", decision_buena_pro="otorgar", numero_acta="0010-2026")
    appealed(begun)
    body: Any = begun.data("resolver_apelacion")["organo"]
    assert body["clave"] == "entidad"
    resolved(begun, outcome)
    assert begun.open_steps() == steps


def test_an_auction_waits_six_days_and_tells_the_lowest_price_of_each_round(begun: Walk) -> None:
    rounds = {"rondas": "3", "dias_ronda": "1", "decremento": "1"}
    invited(begun, "180,000.00", "subasta", days="6", **rounds)
    assert begun.due("Presentación de ofertas") == date(2026, 3, 17)
    opened(begun, (SUR, RIEGOS, VALLE), on=date(2026, 3, 18))
    told: Any = begun.data("subasta_mejorar")["subasta"]
    assert (told["ronda"], told["menor"]) == (1, Decimal(171500))
    assert begun.due("Ronda de la subasta") == date(2026, 3, 19)


def test_the_rounds_go_on_while_somebody_improves_and_the_lowest_price_wins(begun: Walk) -> None:
    auctioned(begun)
    begun.do("subasta_mejorar", ruc_lance=RIEGOS["ruc"], monto_lance="169,785.00")
    begun.do("subasta_mejorar", ruc_lance=VALLE["ruc"], monto_lance="168,000.00")
    begun.on(date(2026, 3, 20))
    told: Any = begun.data("subasta_mejorar")["subasta"]
    assert (told["ronda"], told["menor"]) == (2, Decimal(168000))
    begun.do("subasta_mejorar", ruc_lance=SUR["ruc"], monto_lance="166,320.00")
    assert begun.due("Ronda de la subasta") == date(2026, 3, 23)
    begun.on(date(2026, 3, 24))
    assert begun.due("Ronda de la subasta") == date(2026, 3, 25)
    begun.on(date(2026, 3, 26))
    assert names(begun, "precio_otorgar") == [
        (SUR["postor"], Decimal(166320)),
        (VALLE["postor"], Decimal(168000)),
        (RIEGOS["postor"], Decimal(169785)),
    ]


def test_an_auction_ends_with_the_first_round_in_which_nobody_improves(begun: Walk) -> None:
    auctioned(begun).on(date(2026, 3, 20))
    assert begun.open_steps() == ["precio_otorgar"]
    assert names(begun, "precio_otorgar")[0] == (SUR["postor"], Decimal(171500))


@pytest.mark.parametrize("price", ["169,785.01", "171,500.00", "180,000.00"])
def test_a_price_that_does_not_improve_enough_is_not_taken(begun: Walk, price: str) -> None:
    auctioned(begun)
    with pytest.raises(AssertionError, match="monto_lance"):
        begun.do("subasta_mejorar", ruc_lance=RIEGOS["ruc"], monto_lance=price)


def test_only_who_was_admitted_may_improve(begun: Walk) -> None:
    auctioned(begun)
    with pytest.raises(AssertionError, match="ruc_lance"):
        begun.do("subasta_mejorar", ruc_lance="20551234984", monto_lance="160,000.00")


def test_an_auction_with_one_offer_is_void(begun: Walk) -> None:
    rounds = {"rondas": "3", "dias_ronda": "1", "decremento": "1"}
    invited(begun, "180,000.00", "subasta", days="6", **rounds)
    opened(begun, [SUR], on=date(2026, 3, 18))
    begun.do("precio_desierto", motivo_desierto="Una sola oferta")
    reported(begun)
    assert begun.ends[-1] == "desierto"


@pytest.mark.parametrize(
    ("amount", "last"), [("180,000.00", date(2026, 3, 27)), ("600,000.00", date(2026, 4, 1))]
)
def test_an_auction_gives_five_or_eight_days_to_appeal_by_its_amount(
    begun: Walk, amount: str, last: date
) -> None:
    auctioned(begun, amount).on(date(2026, 3, 20))
    begun.do("precio_otorgar", decision_buena_pro="otorgar", numero_acta="0010-2026")
    assert begun.due("Plazo de apelación") == last


def sustained(walk: Walk) -> Walk:
    """The reports that a direct contract needs."""
    walk.do("directa_sustentar", sustento_causal="Solo un fabricante tiene los repuestos")
    walk.do("directa_informar", numero_informe_legal="021-2026", conclusion_legal="Procede")
    return walk


def test_a_sole_supplier_is_approved_offered_and_published(begun: Walk) -> None:
    prepared(begun, "120,000.00", causal="proveedor_unico")
    assert begun.open_steps() == ["directa_sustentar"]
    sustained(begun).on(date(2026, 3, 9))
    begun.do("directa_aprobar", decision_directa="aprobar", numero_acto_directa="033-2026")
    begun.do("directa_ofertar", **{**SUR, "monto": "118,000.00"}, plazo_ofrecido="15")
    assert begun.due("Publicación y regularización") == date(2026, 3, 23)
    begun.on(date(2026, 3, 12))
    begun.do("directa_publicar", lugar_publicacion="Pladicop")
    assert begun.open_steps() == ["recibir_documentos"]
    assert names(begun) == [(SUR["postor"], Decimal(118000))]


def test_an_emergency_is_attended_first_and_regularised_in_ten_days(begun: Walk) -> None:
    prepared(begun, "90,000.00", causal="emergencia")
    begun.do(
        "directa_atender",
        **{**SUR, "monto": "88,000.00"},
        plazo_ofrecido="5",
        hecho_urgente="Un huaico rompió la línea de conducción",
        fecha_inicio="23/02/2026",
    )
    sustained(begun)
    begun.do("directa_aprobar", decision_directa="aprobar", numero_acto_directa="033-2026")
    assert begun.open_steps() == ["directa_publicar"]
    assert begun.due("Publicación y regularización") == date(2026, 3, 9)
    begun.do("directa_publicar", lugar_publicacion="Pladicop")
    assert begun.open_steps() == ["recibir_documentos"]


def test_what_the_authority_does_not_approve_is_not_contracted(begun: Walk) -> None:
    sustained(prepared(begun, "120,000.00", causal="proveedor_unico"))
    begun.do(
        "directa_aprobar",
        decision_directa="negar",
        numero_acto_directa="033-2026",
        motivo_negativa="Hay otros fabricantes",
    )
    assert begun.ends[-1] == "cancelado"


@pytest.mark.parametrize(
    ("what", "more"),
    [
        ("servicios", {"entregables": "Un informe al mes"}),
        ("consultoria", {"entregables": "Tres informes", "personal_clave": "Un ingeniero"}),
        (
            "obras",
            {
                "resolucion_expediente": "0042-2026",
                "fecha_expediente": "10/02/2026",
                "cui": "2456789",
                "sistema_entrega": "suma_alzada",
            },
        ),
    ],
)
def test_each_object_is_asked_for_what_the_law_wants_of_it(
    begun: Walk, what: str, more: dict[str, str]
) -> None:
    begun.start(descripcion="Mantenimiento de caminos", area="Obras", finalidad="Transitar")
    asked = {
        "objeto": what,
        "codigo_catalogo": "72141003",
        "especificaciones": "x",
        "cantidad": "1",
        "unidad": "servicio",
        "lugar_entrega": "Tambo Real",
        "plazo_requerido": "60",
    }
    with pytest.raises(AssertionError, match=next(iter(more))):
        begun.do("requerimiento", **asked)
    begun.do("requerimiento", **asked, **more)
    assert begun.open_steps() == ["estudio_mercado"]
