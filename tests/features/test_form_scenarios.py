"""The scenarios of what an official observes and somebody corrects, on SQLite and PostgreSQL."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from engine.documents.receiving import NewFile
from engine.refusals import Refused
from storage.queries.deadlines import deadlines_of_case
from tests.town import PNG, Town

STALL = Path(__file__).parents[1] / "integration" / "pages" / "stall"


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


scenarios(str(Path(__file__).parent / "forms"))


@given(parsers.parse('que Nélida pidió un puesto para vender "{what}"'), target_fixture="case")
def _asked(town: Town, what: str) -> int:
    for name in ("rosa", "marta"):
        town.person(name, "mesa")
    town.deploys(STALL)
    asked = {"nombre": "Nélida Rojas", "dni": "43214541", "empresa": "no", "rubro": what}
    photo = NewFile("fotos", "Fotos del puesto", "puesto.png", io.BytesIO(PNG))
    return town.open_case("rosa", "stall", asked, [photo])


def _does(town: Town, who: str, case: int, step: str, data: dict[str, object]) -> None:
    answer = town.complete(who, town.open_task(case, step), data)
    assert not isinstance(answer, Refused), answer


@when(parsers.parse('Rosa observa el rubro: "{why}"'))
def _observes(town: Town, case: int, why: str) -> None:
    marked = {"observaciones": [{"campo": "rubro", "motivo": why}]}
    _does(town, "rosa", case, "calificar", marked)


@when(parsers.parse('Marta corrige el rubro a "{what}" y envía otro nombre'))
def _corrects(town: Town, case: int, what: str) -> None:
    _does(town, "marta", case, "subsanar", {"rubro": what, "nombre": "Otra persona"})


@when("Rosa lo encuentra conforme")
def _agrees(town: Town, case: int) -> None:
    _does(town, "rosa", case, "calificar", {"resultado": "si"})


@then(parsers.parse('espera la tarea "{step}"'))
def _waits(town: Town, case: int, step: str) -> None:
    assert town.steps(case) == [step]


@then(parsers.parse("el plazo para resolver {how}"))
def _clock(town: Town, case: int, how: str) -> None:
    (term,) = town.reads(lambda one: deadlines_of_case(one, town.municipality_id, case))
    assert (term.paused_on is not None) == {"está en pausa": True, "corre": False}[how]


@then(parsers.parse('el rubro es "{what}"'))
def _trade(town: Town, case: int, what: str) -> None:
    assert town.data_of(case)["rubro"] == what


@then(parsers.parse('el nombre sigue siendo "{name}"'))
def _name(town: Town, case: int, name: str) -> None:
    assert town.data_of(case)["nombre"] == name


@then("el expediente termina")
def _over(town: Town, case: int) -> None:
    assert town.case(case).state == "completed"
