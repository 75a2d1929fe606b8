"""Every way through the purchase, in the pure engine: the dates and amounts of the law."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from tests.unit.processes.conftest import Walk

New = Callable[[date], Walk]
SUR = {"postor": "Hidráulica del Sur S.A.C.", "ruc": "20512345671", "monto": "171,500.00"}
RIEGOS = {"postor": "Bombas y Riegos Andinos", "ruc": "20498765433", "monto": "174,900.00"}
VALLE = {"postor": "Ferretería El Valle E.I.R.L.", "ruc": "20601234565", "monto": "178,200.00"}
GUARANTEE = {
    "tipo_garantia": "carta_fianza",
    "emisor_garantia": "Banco de la Nación",
    "numero_garantia": "CF 01",
    "desde_garantia": "15/04/2026",
    "vence_garantia": "31/12/2026",
}
BIG = {"postor": "Maquinarias del Centro S.A.", "ruc": "20551234984", "monto": "498,000.00"}


def prepared(walk: Walk, amount: str, **study: str) -> Walk:
    """Up to the certified budget."""
    walk.start(
        descripcion="Motobombas y tubería", area="Servicios Públicos", finalidad="Agua potable"
    )
    walk.do(
        "requerimiento",
        objeto="bienes",
        codigo_catalogo="40151503",
        especificaciones="Según hoja",
        cantidad="4",
        unidad="kit",
        lugar_entrega="Almacén",
        plazo_requerido="30",
    )
    study = {"compras_previas": "0", **study}
    walk.do("estudio_mercado", cuantia=amount, fuentes=["cotizaciones"], **study)
    walk.do("certificar", credito="si", numero_ccp="0031-2026", meta="0042")
    return walk


def called(walk: Walk, amount: str, *, on: date, enquiries: str, offers: str) -> Walk:
    """Up to the call."""
    prepared(walk, amount)
    people = {f"evaluador_{n}": f"Persona {n}" for n in (1, 2, 3)}
    mails = {f"correo_{n}": f"p{n}@tamboreal.example" for n in (1, 2, 3)}
    walk.do("aprobar_expediente", decision_expediente="aprobar", **people, **mails)
    walk.on(on)
    walk.do(
        "convocar",
        dias_consultas=enquiries,
        dias_ofertas=offers,
        peso_precio="60",
        puntaje_minimo="60",
        numero_convocatoria="LPA-003-2026",
    )
    return walk


def opened(walk: Walk, offers: Sequence[dict[str, str]], *, small: bool = False) -> Walk:
    """A licitación abreviada of S/ 180,000 up to the opening on 23 March 2026."""
    called(walk, "180,000.00", on=date(2026, 3, 9), enquiries="3", offers="5")
    walk.on(date(2026, 3, 13))
    walk.do("absolver_consultas", hay_consultas="no")
    walk.on(date(2026, 3, 23))
    opens(walk, offers, days="30", small=small)
    walk.do("abrir_ofertas", admision=[{"admitida": "true"} for _ in offers])
    return declared(walk) if offers else walk


def declared(walk: Walk) -> Walk:
    """Nobody of the committee has a conflict."""
    for _ in range(3):
        walk.do("declarar_conflictos", conflicto="no", jurada="true")
    return walk


def appealed(walk: Walk, *, item: int = 0, **more: str) -> Walk:
    """Admitted, and answered by another bidder, on the day it came."""
    data = {"apelante": RIEGOS["postor"], "ruc_apelante": RIEGOS["ruc"], "pretension": "Puntaje"}
    walk.do("apelar", item=item, **{**data, "garantia_monto": "5,400.00", **more})
    walk.do("admitir_apelacion", admision_recurso="admitido")
    walk.do(
        "absolver_traslado", tercero=SUR["postor"], ruc_tercero=SUR["ruc"], respuesta_recurso="No"
    )
    return walk


def resolved(walk: Walk, outcome: str, **more: str) -> Walk:
    """The appeal has its resolution."""
    more = {"efecto_fundada": "evaluar", **more} if outcome == "fundada" else more
    more = {"etapa_nulidad": "convocatoria", **more} if outcome == "nulidad" else more
    told = {"numero_resolucion": "018", "fundamento": "Visto"}
    walk.do("resolver_apelacion", resultado_apelacion=outcome, **told, **more)
    return walk


def reported(walk: Walk, again: str = "no") -> Walk:
    """Why nothing came of it, and whether it is called again."""
    causes = {"causas_desierto": ["difusion"], "informe_causas": "Se avisará a más proveedores"}
    walk.do("informar_desierto", reconvocar=again, **causes)
    return walk


def opens(walk: Walk, offers: Sequence[dict[str, str]], *, days: str, small: bool = False) -> None:
    """The envelopes are opened: what they held is what the form of an offer asks for."""
    filled = [
        {**offer, "plazo_ofrecido": days, "mype": "true" if small else ""} for offer in offers
    ]
    walk.open("abrir_sobres", "sobres", "presentar_oferta", filled)


def evaluated(walk: Walk, *points: str) -> Walk:
    """The three evaluators give the same points."""
    for _ in range(3):
        walk.do("evaluar", calificaciones=[{"puntaje": one} for one in points])
    return walk


def awarded(walk: Walk, offers: Sequence[dict[str, str]] = (SUR, RIEGOS, VALLE)) -> Walk:
    """Awarded on Friday 27 March 2026."""
    evaluated(opened(walk, offers), *["90", "82", "75"][: len(offers)])
    walk.on(date(2026, 3, 27))
    walk.do("otorgar", decision_buena_pro="otorgar", numero_acta="0009-2026")
    return walk


def signed(walk: Walk) -> Walk:
    """The contract is signed on 23 April 2026."""
    awarded(walk).on(date(2026, 4, 20))
    walk.do("recibir_documentos", presento="si", **GUARANTEE)
    walk.on(date(2026, 4, 23))
    walk.do("firmar_contrato", firmado="si", numero_contrato="012-2026-MDTR")
    return walk


@pytest.fixture
def begun(walk: New) -> Walk:
    """A purchase of 23 February 2026."""
    return walk(date(2026, 2, 23))


def test_the_terms_of_the_abbreviated_tender_are_those_of_the_law(begun: Walk) -> None:
    called(begun, "180,000.00", on=date(2026, 3, 9), enquiries="3", offers="5")
    assert begun.due("Plazo de consultas y observaciones") == date(2026, 3, 12)
    begun.on(date(2026, 3, 13))
    begun.do("absolver_consultas", hay_consultas="no")
    assert begun.due("Presentación de ofertas") == date(2026, 3, 20)


def test_the_appeal_window_skips_holy_week_and_consent_comes_the_day_after(begun: Walk) -> None:
    awarded(begun)
    assert begun.due("Plazo de apelación") == date(2026, 4, 7)
    begun.on(date(2026, 4, 8))
    assert begun.data()["consentimiento"] == {"fecha": date(2026, 4, 8)}
    assert begun.due("Documentos para el contrato") == date(2026, 4, 20)


def test_the_contract_is_signed_within_three_days_of_the_documents(begun: Walk) -> None:
    awarded(begun).on(date(2026, 4, 20))
    begun.do("recibir_documentos", presento="si", **GUARANTEE)
    assert begun.due("Firma del contrato") == date(2026, 4, 23)


def test_a_guarantee_in_process_gives_four_days_more(begun: Walk) -> None:
    awarded(begun).on(date(2026, 4, 20))
    begun.do("recibir_documentos", presento="si", garantia_en_tramite="true")
    assert begun.due("Firma del contrato") == date(2026, 4, 29)


def test_a_single_offer_is_final_the_same_day(begun: Walk) -> None:
    awarded(begun, [SUR])
    assert begun.data()["consentimiento"] == {"fecha": date(2026, 3, 27)}
    assert begun.due("Documentos para el contrato") == date(2026, 4, 10)


def test_a_small_company_brings_no_guarantee_and_has_five_days(begun: Walk) -> None:
    evaluated(opened(begun, [SUR], small=True), "90").on(date(2026, 3, 27))
    begun.do("otorgar", decision_buena_pro="otorgar", numero_acta="0009-2026")
    assert begun.due("Documentos para el contrato") == date(2026, 4, 7)


def test_without_bids_the_tender_is_void(begun: Walk) -> None:
    opened(begun, [])
    begun.do("declarar_desierto", motivo_desierto="Nadie presentó una oferta")
    assert begun.open_steps() == ["informar_desierto"]
    reported(begun)
    assert begun.ends[-1] == "desierto"


@pytest.mark.parametrize(("decision", "end"), [("desierto", "desierto"), ("cancelar", "cancelado")])
def test_instead_of_an_award_it_may_be_void_or_cancelled(
    begun: Walk, decision: str, end: str
) -> None:
    evaluated(opened(begun, [SUR, RIEGOS]), "40", "35")
    assert begun.data("otorgar")["ranking"] == []
    begun.do(
        "otorgar", decision_buena_pro=decision, numero_acta="0009", motivo_no_otorga="Sin puntaje"
    )
    if decision == "desierto":
        reported(begun)
    assert begun.ends[-1] == end


def test_an_offer_that_was_not_admitted_is_not_evaluated(begun: Walk) -> None:
    called(begun, "180,000.00", on=date(2026, 3, 9), enquiries="3", offers="5")
    begun.on(date(2026, 3, 13))
    begun.do("absolver_consultas", hay_consultas="no")
    begun.on(date(2026, 3, 23))
    opens(begun, (SUR, RIEGOS), days="30")
    begun.do(
        "abrir_ofertas", admision=[{"admitida": "", "motivo": "Sin ficha"}, {"admitida": "true"}]
    )
    declared(begun)
    asked = begun.data("evaluar")["calificaciones"]
    assert isinstance(asked, list)
    assert [one["postor"] for one in asked] == [RIEGOS["postor"]]


def test_the_authority_may_send_back_or_cancel_before_the_call(begun: Walk) -> None:
    prepared(begun, "180,000.00")
    begun.do("aprobar_expediente", decision_expediente="devolver", motivo_decision="Revisar")
    assert begun.open_steps() == ["estudio_mercado"]
    begun.do("estudio_mercado", cuantia="175000", fuentes=["cotizaciones"], compras_previas="0")
    begun.do("certificar", credito="si", numero_ccp="0032-2026", meta="0042")
    begun.do("aprobar_expediente", decision_expediente="cancelar", motivo_decision="Recorte")
    assert begun.ends[-1] == "cancelado"


@pytest.mark.parametrize(
    ("outcome", "steps"),
    [
        ("infundada", ["recibir_documentos"]),
        ("improcedente", ["recibir_documentos"]),
        ("fundada", ["evaluar", "evaluar", "evaluar", "recusar"]),
        ("nulidad", ["convocar"]),
    ],
)
def test_an_appeal_leads_where_its_resolution_says(
    begun: Walk, outcome: str, steps: list[str]
) -> None:
    awarded(begun).on(date(2026, 3, 31))
    appealed(begun)
    assert begun.due("Plazo para resolver la apelación") == date(2026, 4, 16)
    begun.on(date(2026, 4, 10))
    resolved(begun, outcome)
    assert begun.open_steps() == steps


def test_a_second_evaluation_may_give_another_winner(begun: Walk) -> None:
    awarded(begun).on(date(2026, 3, 31))
    resolved(appealed(begun), "fundada")
    evaluated(begun, "60", "95", "60")
    ranking = begun.data("otorgar")["ranking"]
    assert isinstance(ranking, list)
    assert [one["postor"] for one in ranking] == [
        RIEGOS["postor"],
        SUR["postor"],
        VALLE["postor"],
    ]


def test_the_second_is_called_when_the_winner_does_not_come(begun: Walk) -> None:
    awarded(begun).on(date(2026, 4, 21))
    begun.do("recibir_documentos", presento="no", motivo_no_presento="No vino")
    seen = begun.data("recibir_documentos")
    assert isinstance(seen["ranking"], list)
    assert seen["ranking"][int(str(seen["orden"])) - 1]["postor"] == RIEGOS["postor"]
    assert begun.due("Documentos para el contrato") == date(2026, 5, 4)


def test_when_nobody_signs_there_is_no_contract(begun: Walk) -> None:
    awarded(begun, [SUR, RIEGOS]).on(date(2026, 4, 21))
    begun.do("recibir_documentos", presento="no", motivo_no_presento="No vino")
    begun.do("recibir_documentos", presento="no", motivo_no_presento="Tampoco")
    reported(begun)
    assert begun.ends[-1] == "sin_contrato"


def test_the_public_tender_waits_twenty_two_days_from_the_call(begun: Walk) -> None:
    called(begun, "520,000.00", on=date(2026, 3, 9), enquiries="7", offers="7")
    assert begun.due("Plazo de consultas y observaciones") == date(2026, 3, 18)
    begun.on(date(2026, 3, 19))
    begun.do("absolver_consultas", hay_consultas="no")
    assert begun.due("Presentación de ofertas") == date(2026, 4, 10)


def test_the_public_tender_has_eight_days_to_appeal_before_the_tribunal(walk: New) -> None:
    one = called(
        walk(date(2026, 1, 26)), "520,000.00", on=date(2026, 2, 9), enquiries="7", offers="7"
    )
    one.on(date(2026, 2, 19))
    one.do("absolver_consultas", hay_consultas="no")
    one.on(date(2026, 3, 20))
    opens(one, (BIG, RIEGOS), days="60")
    one.do("abrir_ofertas", admision=[{"admitida": "true"}] * 2)
    evaluated(declared(one), "90", "80").on(date(2026, 3, 27))
    one.do("otorgar", decision_buena_pro="otorgar", numero_acta="0009-2026")
    assert one.due("Plazo de apelación") == date(2026, 4, 10)
    appealed(one)
    body = one.data("resolver_apelacion")["organo"]
    assert isinstance(body, dict)
    assert body["clave"] == "tribunal"


def test_a_minor_contract_is_ordered(begun: Walk) -> None:
    prepared(begun, "38,450.00")
    quoted = {"numero_cotizaciones": "3", "sustento_eleccion": "Menor precio"}
    quoted |= {**VALLE, "monto": "37,900.00", "plazo_ofrecido": "10"}
    begun.do("cotizar", **quoted)
    begun.do("emitir_orden", numero_orden="OC 0117-2026")
    begun.do("firmar_orden", firmado="no", motivo_devolucion="Falta una cotización")
    begun.do("cotizar", **quoted)
    begun.do("emitir_orden", numero_orden="OC 0117-2026")
    begun.on(date(2026, 3, 9))
    begun.do("firmar_orden", firmado="si")
    assert begun.due("Plazo de entrega") == date(2026, 3, 19)


def test_without_budget_nothing_is_bought(begun: Walk) -> None:
    begun.start(descripcion="Sillas para el auditorio", area="Desarrollo Social", finalidad="Uso")
    begun.do(
        "requerimiento",
        objeto="bienes",
        codigo_catalogo="40151503",
        especificaciones="x",
        cantidad="4",
        unidad="kit",
        lugar_entrega="Almacén",
        plazo_requerido="30",
    )
    begun.do("estudio_mercado", cuantia="12000", fuentes=["cotizaciones"], compras_previas="0")
    begun.do("certificar", credito="no", motivo_sin_credito="Meta agotada")
    assert begun.ends == ["sin_credito"]


def test_a_split_purchase_goes_to_tender(begun: Walk) -> None:
    prepared(begun, "30,000.00", compras_previas="20,000.00", excepcion_fraccionamiento="ninguna")
    assert begun.open_steps() == ["aprobar_expediente"]
