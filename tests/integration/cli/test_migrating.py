"""`cauce migrate` as an operator types it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.diagrams import bundle, end, path, start, user
from tests.integration.cli.conftest import Terminal
from tests.town import Town

ANA = "ana@tamboreal.example"
LUIS = "luis@tamboreal.example"
MANIFEST = 'operators = ["boss"]'
FIRST, SECOND = (
    bundle(
        start(), user("a"), user(last), end(), path("start", "a", last, "end"), manifest=MANIFEST
    )
    for last in ("b", "c")
)
ASKED = ("migrate", "test", "--from", "1", "--to", "2")


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator[Town]:
    """A case at each task of the first version; the second is in force."""
    town = Town(database_url, tmp_path / "documents")
    town.person("ana", "clerk")
    town.person("luis", "boss")
    town.deploys(FIRST)
    town.open_case("ana", "test", {})
    town.does("ana", town.open_case("ana", "test", {}), "a", {})
    town.deploys(SECOND)
    yield town
    town.close()


def test_the_dry_run_names_each_case_and_touches_nothing(
    town: Town, database_url: str, terminal: Terminal
) -> None:
    answer = terminal(
        "migrate", "test", "--from", "1", "--to", "2", "--dry-run", database=database_url
    )
    assert answer.code == 0
    assert "TEST-2026-0001 pasa" in answer.said
    assert "TEST-2026-0002 se queda: «b» espera y no tiene lugar" in answer.said
    assert answer.said.endswith("Pasan 1, se quedan 1. No se ha tocado nada.")


def test_the_plan_is_printed_to_be_edited(
    town: Town, database_url: str, terminal: Terminal
) -> None:
    answer = terminal(
        "migrate", "test", "--from", "1", "--to", "2", "--show-plan", database=database_url
    )
    assert json.loads(answer.said) == {"elements": {"b": "c"}, "flows": {}, "new_forms": []}


def test_cases_go_over_by_a_plan_and_come_back_by_the_batch(
    town: Town, database_url: str, terminal: Terminal, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text('{"elements": {"b": "c"}}')
    words = (*ASKED, "--plan", str(plan))
    done = terminal(*words, "--as", LUIS, "--reason", "Ley", database=database_url)
    assert (done.code, done.problem) == (0, "")
    batch = done.said.split()[1].rstrip(":")
    assert done.said.endswith("2 hechos, 0 no.")
    undo = ("migrate", "undo", batch, "--as", LUIS, "--reason", "No")
    back = terminal(*undo, database=database_url)
    assert (back.code, back.problem) == (0, "")
    again = terminal(
        "migrate", "undo", batch, "--as", LUIS, "--reason", "No", database=database_url
    )
    assert (again.code, again.problem) == (1, "No hay un paso de versión que deshacer.")


def test_it_says_what_is_missing(
    town: Town, database_url: str, terminal: Terminal, tmp_path: Path
) -> None:
    assert terminal(*ASKED, database=database_url).problem == "Diga quién con --as."
    no_reason = terminal(*ASKED, "--as", LUIS, database=database_url)
    assert (no_reason.code, no_reason.problem) == (2, "Diga por qué con --reason.")
    clerk = terminal(*ASKED, "--as", ANA, "--reason", "x", database=database_url)
    assert clerk.code == 1
    other = terminal(
        "migrate", "test", "--from", "1", "--to", "9", "--dry-run", database=database_url
    )
    assert other.code == 1
    plan = tmp_path / "plan.json"
    plan.write_text('{"elementos": {}}')
    read = terminal(*ASKED, "--plan", str(plan), database=database_url)
    assert read.code == 2
    assert "«elementos» no es parte de un plan" in read.problem
