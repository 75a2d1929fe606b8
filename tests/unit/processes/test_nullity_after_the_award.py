"""The authority annuls an award of its own accord, and hears its winner first. Pure engine."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.processes.conftest import Walk
from tests.unit.processes.test_procurement_paths import New, awarded


@pytest.fixture
def begun(walk: New) -> Walk:
    """A purchase of 23 February 2026."""
    return walk(date(2026, 2, 23))


@pytest.mark.parametrize(
    ("declares", "steps"),
    [("si", ["abrir_ofertas"]), ("no", ["recibir_documentos"])],
)
def test_a_nullity_after_the_award_hears_the_winner_first(
    begun: Walk, declares: str, steps: list[str]
) -> None:
    awarded(begun).on(date(2026, 4, 8))
    begun.do("recibir_documentos", presento="vicio", motivo_vicio="Un documento es falso")
    assert begun.open_steps() == ["responder_nulidad"]
    assert begun.due("Plazo del ganador para responder") == date(2026, 4, 15)
    begun.do("responder_nulidad", descargo="Es verdadero")
    told = {"etapa_nulidad": "admision", "numero_resolucion": "8"} if declares == "si" else {}
    begun.do(
        "declarar_nulidad_oficio", declara_nulidad=declares, fundamento_nulidad="Visto", **told
    )
    assert begun.open_steps() == steps
    if declares == "si":
        noted = begun.data("abrir_ofertas")["anulaciones"]
        assert isinstance(noted, list)
        assert [(each["etapa"], each["resolucion"]) for each in noted] == [("admision", "8")]


def test_a_nullity_of_the_bases_after_the_award_takes_the_whole_back(begun: Walk) -> None:
    awarded(begun).on(date(2026, 4, 8))
    begun.do("recibir_documentos", presento="vicio", motivo_vicio="Las bases pedían una marca")
    begun.on(date(2026, 4, 16))
    told = {"numero_resolucion": "8", "fundamento_nulidad": "Consta"}
    begun.do("declarar_nulidad_oficio", declara_nulidad="si", etapa_nulidad="bases", **told)
    assert begun.open_steps() == ["aprobar_expediente"]
