"""A vote from its rules to its minutes, on SQLite and PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

import processes
from engine.participation.casting import Cast, cast
from engine.participation.counting import Uncounted, count
from processes.improvement.candidates import candidates_of
from processes.registry import family, handlers
from storage.queries.votes import ConsultationRow, consultation_of_case, receipt_counted
from tests.town import Town

FIRST, LAST = date(2026, 11, 9), date(2026, 11, 15)


@dataclass
class Voting:
    """The vote of the scenario."""

    town: Town
    case_id: int = 0
    places: dict[str, int] = field(default_factory=dict)
    receipts: list[str] = field(default_factory=list)
    costs: list[str] = field(default_factory=list)

    def does(self, who: str, step: str, data: Mapping[str, Any]) -> None:
        """Somebody completes a step, with its papers."""
        town = self.town
        task_id = town.open_task(self.case_id, step, who)
        for title, kind in town.document_kinds(self.case_id, step).items():
            town.attach(who, self.case_id, task_id=task_id, kind=kind, title=title)
        town.does(who, self.case_id, step, data)
        self.settle()

    def settle(self) -> None:
        """What the house does by itself."""
        while self.town.works(handlers(self.town.installation)):
            self.town.listens()

    @property
    def vote(self) -> ConsultationRow:
        """As it lies in the register."""
        town = self.town
        found = town.reads(
            lambda one: consultation_of_case(one, town.municipality_id, self.case_id)
        )
        assert found is not None
        return found

    @property
    def result(self) -> Mapping[str, Any]:
        """As the case knows it."""
        found: Any = self.town.data_of(self.case_id)["resultado"]
        return dict(found)

    def casts(self, how_many: int, *marked: int) -> None:
        """So many people who did not vote yet vote alike."""
        town = self.town
        for _ in range(how_many):
            number = f"4{len(self.receipts):07d}"
            answer = cast(town.installation, town.municipality_id, self.vote.id, number, marked)
            assert isinstance(answer, Cast), answer
            self.receipts.append(answer.receipt)


@pytest.fixture
def voting(town: Town) -> Voting:
    """Nothing voted yet."""
    return Voting(town)


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


scenarios(str(Path(processes.__file__).parent / "improvement/votacion"))


@given(parsers.parse("que planeamiento abre una votación con {budget} y las opciones:"))
def _(voting: Voting, budget: str, datatable: Sequence[Sequence[str]]) -> None:
    town, rows = voting.town, datatable[1:]
    town.clock.move(to=town.clock.now().replace(year=2026, month=11, day=2))
    town.deploys(family("votacion").bundle)
    town.person("hugo", "planeamiento")
    town.person("ana", "responsable_area")
    town.person("pilar", "concejo")
    opened = {
        "titulo": "Presupuesto participativo",
        "pregunta": "¿Qué se hace primero?",
        "clase": "budget",
        "presupuesto": budget,
        "empate": "cost",
        "padron": "500",
        "recibe_hasta": "06/11/2026",
        "vota_desde": f"{FIRST:%d/%m/%Y}",
        "vota_hasta": f"{LAST:%d/%m/%Y}",
    }
    voting.case_id = town.open_case("hugo", "votacion", opened)
    voting.settle()
    options = [
        {"opcion": title, "area": "inversion", "descripcion": title} for title, _cost in rows
    ]
    voting.does("hugo", "reunir_opciones", {"opciones": options})
    voting.places = {title: place for place, (title, _cost) in enumerate(rows, start=1)}
    voting.costs = [cost for _title, cost in rows]


def _agreed(voting: Voting) -> None:
    rows = [{"factible": "si", "costo": cost} for cost in voting.costs]
    voting.does("ana", "revisar_opciones", {"opciones": rows})
    voting.does("pilar", "aprobar_boleta", {"boleta": "si", "acuerdo_boleta": "052-2026"})


@when("llega el primer día de la votación")
def _(voting: Voting) -> None:
    _agreed(voting)
    voting.town.move_to(FIRST)


@when(parsers.re(r"votan (?P<told>[A-C] \d+.*)"))
def _(voting: Voting, told: str) -> None:
    for title, many in re.findall(r"([A-C]) (\d+)", told):
        voting.casts(int(many), voting.places[title])


@when(parsers.parse("{many} personas votan en blanco"))
def _(voting: Voting, many: str) -> None:
    voting.casts(int(many))


@then("nadie puede contar todavía")
def _(voting: Voting) -> None:
    town = voting.town
    assert town.steps(voting.case_id) == []
    early = count(town.installation, town.municipality_id, voting.case_id)
    assert early is Uncounted.OPEN


@when("llega el día después del último")
def _(voting: Voting) -> None:
    voting.town.move_to(LAST)
    assert voting.town.steps(voting.case_id) == []
    voting.town.waits(days=1)
    assert voting.town.steps(voting.case_id) == ["contar"]


@when("planeamiento abre la urna")
def _(voting: Voting) -> None:
    voting.does("hugo", "contar", {"presencian": "Ana Mamani, Obras; Juan Soto, barrio Alto"})


@then(parsers.parse('ganan "{one}" y "{other}", y sobran {left}'))
def _(voting: Voting, one: str, other: str, left: str) -> None:
    won = [row["opcion"] for row in voting.result["filas"] if row["gana"]]
    assert (won, f"{voting.result['sobra']:.2f}") == ([one, other], left)


@then(parsers.parse('de "{title}" se dice que no alcanzó el dinero'))
def _(voting: Voting, title: str) -> None:
    (row,) = [each for each in voting.result["filas"] if each["opcion"] == title]
    assert row["motivo"] == "No alcanzó el dinero."


@then(parsers.parse('de "{title}" se dice que iba antes que "{other}" por su menor costo'))
def _(voting: Voting, title: str, other: str) -> None:
    rows = {each["opcion"]: each for each in voting.result["filas"]}
    assert list(rows)[:2] == [title, other]
    assert rows[title]["motivo"] == "Gana. Empató: se ordenó por menor costo."


@then(parsers.parse("hubo {many} votos, {blank} en blanco"))
def _(voting: Voting, many: str, blank: str) -> None:
    assert (voting.result["votos"], voting.result["blancos"]) == (int(many), int(blank))
    assert voting.result["texto"].startswith(
        "Votos: 123 de 500 personas que podían votar (24.60%); en blanco 3, nulos 0."
    )


@then("cada quien comprueba con su constancia que su voto se contó")
def _(voting: Voting) -> None:
    town, vote = voting.town, voting.vote
    for each in voting.receipts:
        assert town.reads(
            lambda one, code=each: receipt_counted(one, town.municipality_id, vote.id, code)  # type: ignore[misc]
        )
    assert not town.reads(
        lambda one: receipt_counted(one, town.municipality_id, vote.id, "0000-0000-0000-0000")
    )


@then("lo que ganó entra a las acciones que se priorizan en el plan")
def _(voting: Voting) -> None:
    town = voting.town
    found = town.reads(lambda one: candidates_of(one, town.municipality_id))
    assert [each["accion"] for each in found] == ["A", "C"]


@when("planeamiento firma el acta")
def _(voting: Voting) -> None:
    voting.does("hugo", "levantar_acta", {})


@then(parsers.parse('la votación termina en "{outcome}"'))
def _(voting: Voting, outcome: str) -> None:
    assert voting.town.case(voting.case_id).outcome == outcome


@when(parsers.parse('el área dice que solo "{title}" se puede'))
def _(voting: Voting, title: str) -> None:
    rows = [
        {"factible": "si", "costo": "60"}
        if each == title
        else {"factible": "no", "motivo_no": "No hay terreno"}
        for each in voting.places
    ]
    voting.does("ana", "revisar_opciones", {"opciones": rows})


@then("vuelve a reunirse lo que se vota")
def _(voting: Voting) -> None:
    assert voting.town.steps(voting.case_id) == ["reunir_opciones"]
