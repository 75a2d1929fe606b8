"""The hard parts of the selection, in the pure engine: conflicts, appeals, nullity, a new call."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from engine.bpmn import MessageThrown
from tests.unit.processes.conftest import Walk
from tests.unit.processes.test_procurement_paths import (
    RIEGOS,
    SUR,
    VALLE,
    New,
    appealed,
    awarded,
    called,
    declared,
    evaluated,
    opened,
    opens,
    reported,
    resolved,
)


@pytest.fixture
def begun(walk: New) -> Walk:
    """A purchase of 23 February 2026."""
    return walk(date(2026, 2, 23))


def admitted(walk: Walk) -> Walk:
    """Two bids are admitted; the evaluators have yet to declare."""
    called(walk, "180,000.00", on=date(2026, 3, 9), enquiries="3", offers="5")
    walk.on(date(2026, 3, 13))
    walk.do("absolver_consultas", hay_consultas="no")
    walk.on(date(2026, 3, 23))
    opens(walk, [SUR, RIEGOS], days="30")
    walk.do("abrir_ofertas", admision=[{"admitida": "true"}] * 2)
    return walk


def abstained(walk: Walk) -> Walk:
    """The first evaluator has a conflict, the others have none."""
    said = {"conflicto_postor": RIEGOS["postor"], "conflicto_motivo": "Es de mi hermano"}
    walk.do("declarar_conflictos", conflicto="si", jurada="true", **said)
    for _ in range(2):
        walk.do("declarar_conflictos", conflicto="no", jurada="true")
    return walk


def test_nobody_evaluates_before_everybody_declared(begun: Walk) -> None:
    admitted(begun)
    assert begun.open_steps() == ["declarar_conflictos"] * 3
    for _ in range(2):
        begun.do("declarar_conflictos", conflicto="no", jurada="true")
    assert begun.open_steps() == ["declarar_conflictos"]
    begun.do("declarar_conflictos", conflicto="no", jurada="true")
    assert begun.open_steps() == ["evaluar"] * 3 + ["recusar"]


def test_who_abstains_is_replaced_and_the_alternate_declares_too(begun: Walk) -> None:
    abstained(admitted(begun))
    assert begun.open_steps() == ["designar_suplentes"]
    begun.do("designar_suplentes", suplentes=[{"suplente": "Ada", "correo": "ada@x.example"}])
    assert begun.open_steps() == ["declarar_conflictos"]
    begun.do("declarar_conflictos", conflicto="no", jurada="true")
    seen = begun.data("recusar")
    assert seen["impedidos"] == ["p1@tamboreal.example"]
    assert isinstance(seen["comite"], list)
    assert [each["nombre"] for each in seen["comite"]] == ["Persona 2", "Persona 3", "Ada"]


def test_an_alternate_with_a_conflict_is_replaced_again(begun: Walk) -> None:
    abstained(admitted(begun))
    begun.do("designar_suplentes", suplentes=[{"suplente": "Ada", "correo": "ada@x.example"}])
    said = {"conflicto_postor": SUR["postor"], "conflicto_motivo": "Trabajó ahí"}
    begun.do("declarar_conflictos", conflicto="si", jurada="true", **said)
    vacant = begun.data("designar_suplentes")["vacantes"]
    assert isinstance(vacant, list)
    assert [each["nombre"] for each in vacant] == ["Ada"]


@pytest.mark.parametrize(
    ("outcome", "steps"),
    [
        ("infundada", ["evaluar", "evaluar", "evaluar", "recusar"]),
        ("fundada", ["designar_suplentes"]),
    ],
)
def test_a_challenge_changes_the_committee_or_nothing(
    begun: Walk, outcome: str, steps: list[str]
) -> None:
    opened(begun, [SUR, RIEGOS])
    begun.do("evaluar", calificaciones=[{"puntaje": "90"}, {"puntaje": "80"}])
    begun.do(
        "recusar",
        recusado="p2@tamboreal.example",
        recusante=RIEGOS["postor"],
        ruc_recusante=RIEGOS["ruc"],
        motivo_recusacion="Es su primo",
    )
    told = {"numero_resolucion_recusacion": "7", "fundamento_recusacion": "Consta"}
    begun.do("resolver_recusacion", resultado_recusacion=outcome, **told)
    assert begun.open_steps() == (steps[1:] if outcome == "infundada" else steps)
    if outcome == "fundada":
        begun.do("designar_suplentes", suplentes=[{"suplente": "Ada", "correo": "ada@x.example"}])
        begun.do("declarar_conflictos", conflicto="no", jurada="true")
        assert begun.open_steps() == ["evaluar"] * 3 + ["recusar"]
        assert begun.data("recusar")["impedidos"] == ["p2@tamboreal.example"]


def test_the_guarantee_of_an_appeal_is_a_share_of_the_amount(begun: Walk) -> None:
    awarded(begun)
    guarantee = begun.data("apelar")["garantia_recurso"]
    assert guarantee == {
        "tope": Decimal(137500), "general": Decimal("5400.00"), "mype": Decimal("900.00"),
    }  # fmt: skip


def test_an_appeal_that_lacks_something_is_corrected_in_two_days(begun: Walk) -> None:
    awarded(begun).on(date(2026, 3, 31))
    told = {"apelante": RIEGOS["postor"], "ruc_apelante": RIEGOS["ruc"], "pretension": "Puntaje"}
    begun.do("apelar", **told)
    begun.do("admitir_apelacion", admision_recurso="observado", motivo_admision="La garantía")
    assert begun.due("Plazo para corregir el recurso") == date(2026, 4, 6)
    begun.on(date(2026, 4, 1))
    begun.do("subsanar_apelacion", correccion_recurso="La adjunto", garantia_corregida="5,400.00")
    assert begun.data("admitir_apelacion")["garantia_monto"] == Decimal("5400.00")
    begun.do("admitir_apelacion", admision_recurso="admitido")
    assert begun.due("Plazo para responder al recurso") == date(2026, 4, 8)
    begun.on(date(2026, 4, 9))
    assert begun.open_steps() == ["resolver_apelacion"]
    assert begun.due("Plazo para resolver la apelación") == date(2026, 4, 17)


def test_an_appeal_that_is_not_corrected_counts_as_never_filed(begun: Walk) -> None:
    awarded(begun).on(date(2026, 3, 31))
    told = {"apelante": RIEGOS["postor"], "ruc_apelante": RIEGOS["ruc"], "pretension": "Puntaje"}
    begun.do("apelar", **told)
    begun.do("admitir_apelacion", admision_recurso="observado", motivo_admision="La garantía")
    begun.on(date(2026, 4, 7))
    assert begun.open_steps() == ["recibir_documentos"]
    assert begun.data()["consentimiento"] == {"fecha": date(2026, 4, 7)}


def test_an_inadmissible_appeal_leaves_the_award_as_it_was(begun: Walk) -> None:
    awarded(begun).on(date(2026, 3, 31))
    told = {"apelante": "Otro", "ruc_apelante": VALLE["ruc"], "pretension": "Nada"}
    begun.do("apelar", **told)
    begun.do("admitir_apelacion", admision_recurso="improcedente", motivo_admision="Sin interés")
    assert begun.open_steps() == ["recibir_documentos"]
    assert begun.data()["resultado_apelacion"] == "improcedente"


def test_who_asks_to_be_heard_is_heard_before_the_resolution(begun: Walk) -> None:
    appealed(awarded(begun), pide_informe_oral="true")
    assert begun.open_steps() == ["oir_informe_oral"]
    begun.do("oir_informe_oral", fecha_informe_oral="27/03/2026", asistentes_informe_oral="Ambos")
    assert begun.open_steps() == ["resolver_apelacion"]


def test_the_appellant_may_be_awarded_without_another_evaluation(begun: Walk) -> None:
    resolved(appealed(awarded(begun)), "fundada", efecto_fundada="otorgar")
    assert begun.open_steps() == ["otorgar"]
    ranking = begun.data("otorgar")["ranking"]
    assert isinstance(ranking, list)
    assert [each["postor"] for each in ranking] == [
        RIEGOS["postor"], SUR["postor"], VALLE["postor"],
    ]  # fmt: skip


STAGES = [
    ("bases", ["aprobar_expediente"]),
    ("convocatoria", ["convocar"]),
    ("recepcion", ["presentar_oferta"]),
    ("admision", ["abrir_ofertas"]),
    ("evaluacion", ["evaluar", "evaluar", "evaluar", "recusar"]),
    ("otorgamiento", ["otorgar"]),
]


@pytest.mark.parametrize(("stage", "steps"), STAGES)
def test_a_nullity_goes_back_to_the_stage_of_the_vice(
    begun: Walk, stage: str, steps: list[str]
) -> None:
    resolved(appealed(awarded(begun)), "nulidad", etapa_nulidad=stage)
    assert begun.open_steps() == steps
    noted = begun.data(steps[0])["anulaciones"]
    assert isinstance(noted, list)
    kept = 3 if stage in ("bases", "convocatoria", "recepcion") else 0
    assert [(each["etapa"], each["resolucion"], len(each["ofertas"])) for each in noted] == [
        (stage, "018", kept)
    ]


@pytest.mark.parametrize(("stage", "steps"), STAGES)
def test_the_authority_may_declare_it_before_the_award(
    begun: Walk, stage: str, steps: list[str]
) -> None:
    evaluated(opened(begun, [SUR, RIEGOS]), "90", "80")
    asked = {"numero_acta": "9", "motivo_no_otorga": "El puntaje no sigue las bases"}
    begun.do("otorgar", decision_buena_pro="nulidad", **asked)
    assert begun.open_steps() == ["declarar_nulidad"]
    told = {"numero_resolucion": "020", "fundamento_nulidad": "Consta"}
    begun.do("declarar_nulidad", declara_nulidad="si", etapa_nulidad=stage, **told)
    assert begun.open_steps() == steps


def test_without_a_vice_the_award_goes_on(begun: Walk) -> None:
    evaluated(opened(begun, [SUR, RIEGOS]), "90", "80")
    asked = {"numero_acta": "9", "motivo_no_otorga": "Revisar"}
    begun.do("otorgar", decision_buena_pro="nulidad", **asked)
    begun.do("declarar_nulidad", declara_nulidad="no", fundamento_nulidad="No lo hay")
    assert begun.open_steps() == ["otorgar"]


def test_terms_start_anew_when_offers_are_received_again(begun: Walk) -> None:
    awarded(begun).on(date(2026, 3, 31))
    resolved(appealed(begun), "nulidad", etapa_nulidad="recepcion")
    assert begun.due("Presentación de ofertas") == date(2026, 4, 9)
    begun.on(date(2026, 4, 10))
    opens(begun, [VALLE], days="30")
    begun.do("abrir_ofertas", admision=[{"admitida": "true"}])
    declared(begun)
    asked = begun.data("evaluar")["calificaciones"]
    assert isinstance(asked, list)
    assert [each["postor"] for each in asked] == [VALLE["postor"]]


def test_after_a_failed_call_a_new_one_carries_what_was_known(begun: Walk) -> None:
    opened(begun, [])
    begun.do("declarar_desierto", motivo_desierto="Nadie")
    reported(begun, "si")
    assert begun.ends[-1] == "desierto"
    (sent,) = [each for each in begun.log if isinstance(each, MessageThrown)]
    assert sent.name == "nueva_convocatoria"
    told = {key: sent.payload[key] for key in ("descripcion", "cuantia", "veces_desierto")}
    assert told == {
        "descripcion": "Motobombas y tubería", "cuantia": Decimal("180000.00"),
        "veces_desierto": Decimal(1),
    }  # fmt: skip


@pytest.mark.parametrize(("times", "step"), [(1, "estudio_mercado"), (2, "requerimiento")])
def test_the_second_time_the_requirement_is_looked_at_again(
    begun: Walk, times: int, step: str
) -> None:
    begun.reopen(
        descripcion="Motobombas", reconvoca_a="CON-2026-0001", veces_desierto=Decimal(times)
    )
    assert begun.open_steps() == [step]


def observed(walk: Walk) -> Walk:
    """The first bid is admitted, the second lacks a signature, the third asks for too much time."""
    called(walk, "180,000.00", on=date(2026, 3, 9), enquiries="3", offers="5")
    walk.on(date(2026, 3, 13))
    walk.do("absolver_consultas", hay_consultas="no")
    walk.on(date(2026, 3, 23))
    opens(walk, [SUR, RIEGOS, VALLE], days="30")
    lacking = {"admitida": "", "subsanable": "true", "motivo": "Falta la firma"}
    refused = {"admitida": "", "motivo": "Ofrece más plazo que el pedido"}
    walk.do("abrir_ofertas", admision=[{"admitida": "true"}, lacking, refused])
    return walk


@pytest.mark.parametrize(
    ("row", "bidders", "refused"),
    [
        ({"admitida": "true"}, [SUR, RIEGOS], ["Ofrece más plazo que el pedido"]),
        (
            {"admitida": "", "motivo": "No corrigió"},
            [SUR],
            ["Ofrece más plazo que el pedido", "No corrigió"],
        ),
    ],
)
def test_what_is_formal_in_a_bid_is_corrected_in_two_days_and_then_judged(
    begun: Walk, row: dict[str, str], bidders: list[dict[str, str]], refused: list[str]
) -> None:
    observed(begun)
    assert begun.open_steps() == ["subsanar_oferta"]
    assert begun.due("Plazo para corregir la oferta") == date(2026, 3, 25)
    begun.do("subsanar_oferta", correccion_oferta="Va firmada")
    begun.do("calificar_subsanaciones", correcciones=[row])
    declared(begun)
    seen = begun.data("recusar")
    assert isinstance(seen["ofertas_validas"], list)
    assert isinstance(seen["rechazos"], list)
    assert [each["postor"] for each in seen["ofertas_validas"]] == [
        each["postor"] for each in bidders
    ]
    assert [each["motivo"] for each in seen["rechazos"]] == refused


def test_who_does_not_correct_in_time_is_judged_without_it(begun: Walk) -> None:
    observed(begun).on(date(2026, 3, 26))
    assert begun.open_steps() == ["calificar_subsanaciones"]
