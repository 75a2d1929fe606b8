"""`cauce documents index`: what is there is read, and how much of it had a text."""

import io

from engine.cases.finding import find_cases
from tests.integration.cli.conftest import LONG, Terminal
from tests.papers import pages, written
from tests.town import PDF, Town


def test_what_was_not_read_is_read_at_once_and_counted(
    town: Town, database_url: str, terminal: Terminal
) -> None:
    town.deploys(LONG)
    town.person("ana", "clerk")
    case_id = town.open_case("ana", "test", {})
    for title, content in (("Uno", written("puente")), ("Dos", pages(1)), ("Tres", PDF)):
        town.attach("ana", case_id, title=title, stream=io.BytesIO(content))
    answer = terminal("documents", "index", database=database_url)
    told = "con texto: 1 · sin texto: 1 · no se pudieron leer: 1"
    assert (answer.code, answer.said, answer.problem) == (0, told, "")
    found = town.reads(lambda c: find_cases(c, town.people["ana"], "puente"))
    assert found.case_ids == (case_id,)
    none = "con texto: 0 · sin texto: 0 · no se pudieron leer: 0"
    assert terminal("documents", "index", database=database_url).said == none
    assert terminal("documents", "index", "--again", database=database_url).said == told
