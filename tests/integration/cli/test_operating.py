"""Cases, incidents and batches from the terminal, in the name of somebody."""

from __future__ import annotations

import re

import pytest

from engine.cases import Facts
from engine.jobs.results import Incident
from engine.operations import run_batches
from tests.diagrams import bundle, end, path, service, start, user
from tests.integration.cli.conftest import Terminal
from tests.town import Town

WORKS = bundle(
    start(),
    user("write"),
    service("send", "mail"),
    user("check"),
    end(),
    path("start", "write", "send", "check", "end"),
    manifest='operators = ["boss"]',
)
NUMBER = "TEST-2026-0001"
LUIS = ("--as", "luis@tamboreal.example")


@pytest.fixture
def case_id(town: Town) -> int:
    town.person("ana", "clerk")
    town.person("luis", "boss")
    town.deploys(WORKS)
    return town.open_case("ana", "test", Facts({}))


def test_a_case_is_suspended_resumed_and_cancelled(
    town: Town, case_id: int, database_url: str, terminal: Terminal
) -> None:
    states = []
    for act in ("suspend", "resume", "cancel"):
        answer = terminal("case", act, NUMBER, *LUIS, "--reason", "Orden", database=database_url)
        assert (answer.code, answer.problem) == (0, "")
        states.append(town.case(case_id).state)
    assert states == ["suspended", "open", "cancelled"]
    shown = terminal("case", "show", NUMBER, database=database_url)
    assert "Luis suspendió el expediente: Orden" in shown.said


def test_a_move_is_previewed_without_a_reason_and_done_with_one(
    town: Town, case_id: int, database_url: str, terminal: Terminal
) -> None:
    seen = terminal("case", "move", NUMBER, *LUIS, "--to", "check", database=database_url)
    assert "- task_closed: write" in seen.said
    assert "+ task_opened: check" in seen.said
    assert town.steps(case_id) == ["write"]
    why = ("--reason", "Nulidad", "--basis", "RA 45-2026")
    done = terminal("case", "move", NUMBER, *LUIS, "--to", "check", *why, database=database_url)
    assert (done.code, town.steps(case_id)) == (0, ["check"])


def test_who_may_not_and_who_is_not_there_are_told(
    town: Town, case_id: int, database_url: str, terminal: Terminal
) -> None:
    def suspends(who: str) -> str:
        words = ("case", "suspend", NUMBER, "--as", who, "--reason", "x")
        answer = terminal(*words, database=database_url)
        assert answer.code == 1
        return answer.problem

    assert suspends("ana@tamboreal.example") == (
        "Esa persona no tiene el permiso de operar ese proceso."
    )
    assert suspends("nadie@x.pe").startswith("En Tambo Real no hay nadie activo con «nadie@x.pe».")
    assert town.case(case_id).state == "open"


def test_what_failed_is_listed_and_tried_again_as_a_batch(
    town: Town, case_id: int, database_url: str, terminal: Terminal
) -> None:
    town.does("ana", case_id, "write")
    town.works({"mail": lambda _: Incident("No hay servidor.")})
    listed = terminal("incidents", "--process", "test", database=database_url)
    assert "No hay servidor." in listed.said
    other = terminal("incidents", "--process", "other", database=database_url)
    assert other.said == "Nada espera a una persona."
    nobody = terminal("incidents", "--retry", database=database_url)
    assert (nobody.code, nobody.problem) == (
        2,
        "Diga en nombre de quién con --as: la historia lo guarda.",
    )
    number = re.search(r"\d{12,}", listed.said)
    assert number is not None
    give = ("incidents", "--give", number[0])
    to = LUIS[1]
    assert terminal(*give, "--to", to, database=database_url).code == 2
    given = terminal(*give, "--to", to, *LUIS, database=database_url)
    assert given.said.endswith("queda a Luis.")
    assert terminal("incidents", "--free", database=database_url).said == other.said
    assert terminal(*give, *LUIS, database=database_url).said.endswith("queda sin encargado.")
    begun = terminal("incidents", "--retry", *LUIS, database=database_url)
    found = re.search(r"cauce batch show (\d+)", begun.said)
    assert found is not None
    run_batches(town.installation)
    shown = terminal("batch", "show", found[1], database=database_url)
    assert "terminado; 1 de 1 hechos" in shown.said
    assert NUMBER in shown.said
    assert "retry" in terminal("batch", "list", database=database_url).said
