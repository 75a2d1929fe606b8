"""What citizens propose, until its answer is public, on SQLite and PostgreSQL."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from pytest_bdd import parsers, scenarios, then, when

import processes
from engine.participation.people import support
from processes.improvement.candidates import candidates_of
from storage.queries.proposals import ProposalRow, proposal_of_case, proposals_of
from tests.features.sentences import say
from tests.features.window import Procedure
from tests.features.window_steps import *  # noqa: F403  # steps are fixtures of their module
from tests.town import Town


@pytest.fixture
def procedure(town: Town) -> Procedure:
    """The case of the scenario."""
    return Procedure(town)


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


scenarios(str(Path(processes.__file__).parent / "improvement/propuesta_ciudadana"))


def shown(procedure: Procedure) -> tuple[ProposalRow, ...]:
    """What anybody sees."""
    town = procedure.town
    return town.reads(lambda one: proposals_of(one, town.municipality_id))


@when(parsers.parse("planeamiento la admite con {paper} firmas en papel"))
def _(procedure: Procedure, paper: str) -> None:
    procedure.do(
        "admitir",
        admitida="si",
        titulo_publico="Luz en la losa de Huaypo",
        relato_publico="De noche no se ve.",
        firmas_papel=paper,
    )


@then("nadie ve todavía la propuesta")
def _(procedure: Procedure) -> None:
    assert shown(procedure) == ()


@then(parsers.parse('cualquiera ve "{title}", sin el nombre de quien la propuso'))
def _(procedure: Procedure, title: str) -> None:
    (row,) = shown(procedure)
    assert (row.title, row.state) == (title, "published")
    assert "Farfán" not in repr(row)
    assert "984" not in repr(row)


@when(parsers.re(r"la apoyan los documentos (?P<told>.+)"))
def _(procedure: Procedure, told: str) -> None:
    town = procedure.town
    for number in re.findall(r"\d{8}", told):
        support(town.installation, town.municipality_id, procedure.case_id, number)


@then(parsers.parse("tiene {count} apoyos"))
def _(procedure: Procedure, count: str) -> None:
    (row,) = shown(procedure)
    assert row.supports == int(count)


@then(say("su respuesta es pública desde el <day:when_>"))
def _(procedure: Procedure, when_: date) -> None:
    (row,) = shown(procedure)
    assert (row.state, row.answer, row.answered_on) == ("accepted", "Se hará en marzo", when_)


@then("entra a las acciones que se priorizan en el plan")
def _(procedure: Procedure) -> None:
    town = procedure.town
    found = town.reads(lambda one: candidates_of(one, town.municipality_id))
    assert [(each["accion"], each["area"]) for each in found] == [("Luz en Huaypo", "inversion")]


@then("se publica solo que no se admitió, y por qué")
def _(procedure: Procedure) -> None:
    (row,) = shown(procedure)
    assert (row.state, row.title, row.told) == ("refused", "", "")
    assert row.answer == "La losa es de la comunidad: le toca a ella"


@then("cualquiera ve que está fuera de plazo")
def _(procedure: Procedure) -> None:
    town = procedure.town
    row = town.reads(lambda one: proposal_of_case(one, town.municipality_id, procedure.case_id))
    assert row is not None
    assert row.due_on is not None
    assert row.due_on < procedure.today()
    assert row.answered_on is None
