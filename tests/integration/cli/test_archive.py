"""`cauce archive`: what is due, holds, and disposal by an act."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from engine.definitions import Bundle
from engine.definitions.manifest import FILE
from engine.retention.rules import ARCHIVIST
from storage.queries.casefile import disposals_of
from tests.integration.cli.conftest import LONG, Terminal, Typed
from tests.town import Town

RULE = b'\n[retention]\nyears = 1\nsource = "Tabla"\n'
KEPT = Bundle({**LONG.files, FILE: LONG.files[FILE] + RULE})
ARTURO = ("--as", "arturo@tamboreal.example")
ACT = ("--act", "Acta 1", "--on", "2026-03-02", "--basis", "Tabla")

Archive = Callable[..., Typed]


@pytest.fixture
def archive(town: Town, database_url: str, terminal: Terminal) -> Archive:
    """A case that ended two years ago by the clock of this machine, and the command."""
    town.clock.move(to=datetime.now(UTC) - timedelta(days=730))
    town.deploys(KEPT)
    town.person("ana", "clerk")
    town.person("arturo", ARCHIVIST)
    case_id = town.open_case("ana", "test", {})
    town.attach("ana", case_id)
    town.cancel("ana", case_id, "Desistió")
    return lambda *words: terminal("archive", *words, database=database_url)


def number(town: Town) -> str:
    return f"TEST-{town.clock.now().year}-0001"


def acts(town: Town) -> int:
    return len(town.reads(lambda c: disposals_of(c, town.municipality_id)))


def test_what_is_due_is_listed_with_its_rule(archive: Archive, town: Town) -> None:
    answer = archive("due")
    assert answer.code == 0
    assert "1 año" in answer.said
    assert number(town) in answer.said


def test_what_is_held_is_not_disposed_of_until_it_is_released(archive: Archive, town: Town) -> None:
    held = archive("hold", "test", *ARTURO, "--reason", "Juicio")
    assert held.code == 0
    assert "Ningún expediente cumplió su plazo." in archive("due").said
    refused = archive("dispose", number(town), *ARTURO, *ACT, "--yes")
    assert (refused.code, acts(town)) == (1, 0)
    assert "retención legal" in refused.problem
    which = held.said.rpartition("(")[2].rstrip(").")
    assert archive("release", which, *ARTURO, "--reason", "Terminó").code == 0
    assert archive("dispose", number(town), *ARTURO, *ACT, "--yes").code == 0
    assert acts(town) == 1


def test_nothing_goes_without_saying_yes_or_without_a_whole_act(
    archive: Archive, town: Town
) -> None:
    assert archive("dispose", number(town), *ARTURO, *ACT).code == 1  # nobody answers
    for missing, told in (("--act", "Falta el acta"), ("--basis", "Falta la base legal")):
        given = [*ACT]
        given[given.index(missing) + 1] = " "
        refused = archive("dispose", number(town), *ARTURO, *given, "--yes")
        assert refused.code == 1
        assert told in refused.problem
    without_day = archive("dispose", number(town), *ARTURO, *ACT[:2], "--yes")
    assert "Falta el día del acta" in without_day.problem
    assert acts(town) == 0


def test_only_who_keeps_the_archive_disposes(archive: Archive, town: Town) -> None:
    ana = ("--as", "ana@tamboreal.example")
    refused = archive("dispose", number(town), *ana, *ACT, "--yes")
    assert (refused.code, acts(town)) == (1, 0)
    assert refused.problem == "Esa persona no lleva el archivo: le falta el rol «archivo»."
    assert archive("hold", "test", *ana, "--reason", "x").code == 1
