"""Why something failed, from the terminal: in the language asked for, as the pages tell it."""

from __future__ import annotations

import pytest

from engine.cases import Facts
from tests.diagrams import boundary, bundle, end, flow, path, start, timer, user
from tests.integration.cli.conftest import Terminal
from tests.town import Town

MANIFEST = 'operators = ["boss"]'
ASKS = bundle(
    start(),
    user("look"),
    '<bpmn:exclusiveGateway id="owes"/>',
    end("free"),
    end("not-free"),
    path("start", "look", "owes"),
    flow("owes", "free", "debt * 2 &gt; 5"),
    flow("owes", "not-free", "debt * 2 &lt;= 5"),
    manifest=MANIFEST,
)
FIRST = bundle(start(), user("look"), end(), path("start", "look", "end"), manifest=MANIFEST)
FAILS = bundle(
    start(),
    user("look"),
    boundary("late", "look", timer("=plazo")),
    end(),
    end("gone"),
    path("start", "look", "end"),
    path("late", "gone"),
    manifest=MANIFEST,
)
CAUSES = {
    "es": ("Causa", "La condición «debt * 2 > 5» no dio verdadero ni falso, sino un valor vacío."),
    "pt": ("Causa", "A condição «debt * 2 > 5» não deu verdadeiro nem falso, mas um valor vazio."),
    "en": (
        "Cause",
        "The condition “debt * 2 > 5” gave neither true nor false, but an empty value.",
    ),
}
STAYS = {
    "es": "TEST-2026-0001 se queda: «late» falla: El temporizador no sirve:",
    "pt": "TEST-2026-0001 fica: «late» falha: O temporizador não serve:",
    "en": "TEST-2026-0001 stays: “late” fails: The timer is of no use:",
}


@pytest.mark.parametrize("language", CAUSES)
def test_incidents_tell_their_cause_in_the_language_asked_for(
    town: Town, database_url: str, terminal: Terminal, language: str
) -> None:
    town.person("ana", "clerk")
    town.person("luis", "boss")
    town.deploys(ASKS)
    case_id = town.open_case("ana", "test", Facts({"debt": "doce"}))
    town.complete("ana", town.open_task(case_id, "look"), Facts({}))
    head, cause = CAUSES[language]
    said = terminal("incidents", "--language", language, database=database_url).said
    assert head in said
    assert cause in said.replace(" │ │ │ │ │ ", " ")


@pytest.mark.parametrize("language", STAYS)
def test_why_a_case_stays_is_told_so_too(
    town: Town, database_url: str, terminal: Terminal, language: str
) -> None:
    town.person("ana", "clerk")
    town.person("luis", "boss")
    town.deploys(FIRST)
    town.open_case("ana", "test", Facts({}))
    town.deploys(FAILS)
    asked = ("migrate", "test", "--from", "1", "--to", "2", "--language", language)
    assert STAYS[language] in terminal(*asked, "--dry-run", database=database_url).said
    luis = ("--as", "luis@tamboreal.example", "--reason", "Ley")
    done = terminal(*asked, *luis, database=database_url)
    assert done.code == 1
    assert STAYS[language].split(": ", 1)[1] in done.said
