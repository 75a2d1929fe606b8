"""Who guesses codes at several processes of one house is counted once: two applications, each with
a memory of its own, over one database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.identity.knocking import LOOKED, MOST, WITHIN
from engine.worker.pruner import prune
from storage.tables import knocks
from tests.hall import Hall
from tests.town import Town
from tests.window import files_as_guest, window_service
from ui.settings import Settings

WRONG = "tracking/2026-TAMBO-999999-9"


@pytest.fixture
def halls(database_url: str, tmp_path: Path) -> Iterator[tuple[Hall, Hall]]:
    town = Town(database_url, tmp_path / "documents")
    town.person("rosa", "mesa")
    town.deploys(window_service())
    yield Hall(town, Settings()), Hall(town, Settings())
    town.close()


def test_who_guesses_at_two_processes_by_turns_is_stopped_at_both(halls: tuple[Hall, Hall]) -> None:
    town = halls[0].town
    code = files_as_guest(town).code
    desks = [hall.desk() for hall in halls]
    for number in range(MOST):
        assert desks[number % 2].opens(WRONG).status == 404
    town.clock.advance(LOOKED)
    for desk in desks:
        assert desk.opens(WRONG).status == 429
        assert desk.opens(f"tracking/{code}").status == 429  # not even what is right
    late = Hall(town, Settings()).desk()  # a process that starts now
    assert late.opens(f"tracking/{code}").status == 429
    town.clock.advance(WITHIN)
    for desk in (*desks, late):
        assert desk.opens(f"tracking/{code}").status == 200


def test_no_address_is_kept_and_what_is_over_is_forgotten(halls: tuple[Hall, Hall]) -> None:
    town = halls[0].town
    halls[0].desk().opens(WRONG)
    [row] = town.reads(lambda c: c.execute(knocks.select()).all())
    assert (row.times, len(row.who)) == (1, 64)
    town.clock.advance(WITHIN)
    prune(town.installation)
    assert town.reads(lambda c: c.execute(knocks.select()).all()) == []


def test_who_knocks_rightly_leaves_no_row(halls: tuple[Hall, Hall]) -> None:
    town = halls[0].town
    code = files_as_guest(town).code
    desk = halls[0].desk()
    desk.opens(f"tracking/{code}")
    assert town.reads(lambda c: c.execute(knocks.select()).all()) == []
