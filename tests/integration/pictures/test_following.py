"""What is added up as things happen is what the tasks say and what every history gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update
from typer.testing import CliRunner

from engine.cases import Facts
from engine.pictures import following
from engine.pictures.counting import What
from engine.pictures.following import follow_processes, recount
from engine.pictures.proving import differences
from storage.queries.pictures import PictureCountRow, all_picture_counts, most_taken_ways
from storage.tables import picture_counts
from storage.writes.pictures import add_to_pictures
from tests.pictured import ANSWERING, asked_of_tasks, lives
from tests.town import Town
from ui.cli.app import app

SUMS = {
    What.VISITS: "visits", What.REPEATS: "repeats", What.DONE: "done", What.WAITED: "waited",
    What.WORKED: "worked",
}  # fmt: skip


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator[Town]:
    found = Town(database_url, tmp_path / "documents")
    found.person("clerk", "clerk")
    found.deploys(ANSWERING)
    yield found
    found.close()


def kept(town: Town) -> tuple[PictureCountRow, ...]:
    return town.reads(lambda c: all_picture_counts(c, town.municipality_id))


def pictured(town: Town) -> dict[str, dict[str, int]]:
    found: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in kept(town):
        what = What(row.what)
        if what in SUMS and row.element not in ("end",):
            found[row.element][SUMS[what]] += row.n
    return {step: dict(of) for step, of in found.items()}


@pytest.mark.parametrize("seed", range(3))
def test_pictures_equal_an_independent_count_of_the_tasks(town: Town, seed: int) -> None:
    lives(town, seed, meanwhile=lambda: follow_processes(town.installation, limit=7))
    for _ in range(90):
        follow_processes(town.installation, limit=9)
    told = pictured(town)
    assert told == asked_of_tasks(town)
    assert told["ask"]["repeats"] > 0
    assert told["sign"]["waited"] > 0
    assert differences(town.installation, town.municipality_id) == []
    buckets = sum(row.n for row in kept(town) if row.what == What.TAKES and row.element == "ask")
    assert buckets == told["ask"]["done"]


def test_a_worker_that_dies_counts_nothing_twice_and_misses_nothing(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    lives(town, 11, acts=40)

    class Killed(BaseException):
        """The process is gone."""

    def dies(*_: object, **_more: object) -> None:
        raise Killed

    write = add_to_pictures

    def writes_and_dies(*given: object) -> None:
        write(*given)  # type: ignore[arg-type]
        raise Killed

    for broken in (writes_and_dies, dies):
        with monkeypatch.context() as patched:
            patched.setattr(following, "add_to_pictures", broken)
            with pytest.raises(Killed):
                follow_processes(town.installation)
        assert kept(town) == ()
    with monkeypatch.context() as patched:  # counted, but not noted how far
        patched.setattr(following, "follow_pictures_to", dies)
        with pytest.raises(Killed):
            follow_processes(town.installation)
    counted = pictured(town)
    town.reopen()
    follow_processes(town.installation)
    assert pictured(town) == counted == asked_of_tasks(town)


def test_another_rule_counts_from_the_beginning(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    lives(town, 5, acts=30)
    follow_processes(town.installation)
    before = kept(town)
    town.installation.database.run(
        lambda c: c.execute(update(picture_counts).values(n=77)), municipality=town.municipality_id
    )
    follow_processes(town.installation)
    assert kept(town) != before
    monkeypatch.setattr(following, "RULE", 2)
    follow_processes(town.installation)
    assert sorted(map(repr, kept(town))) == sorted(map(repr, before))


def test_what_was_spoilt_is_named_and_counted_anew(
    town: Town, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = town.open_case("clerk", "answers", {})
    town.does("clerk", case_id, "ask", Facts({"more": True}))
    town.does("clerk", case_id, "ask", Facts({"more": False}))
    town.does("clerk", case_id, "sign")
    recount(town.installation, town.municipality_id)
    monkeypatch.setenv("CAUCE_DATABASE_URL", database_url)
    monkeypatch.setenv("CAUCE_DOCUMENTS", str(tmp_path / "documents"))
    assert CliRunner().invoke(app, ["pictures", "verify"]).exit_code == 0
    repeats = picture_counts.c.what == int(What.REPEATS)
    town.installation.database.run(
        lambda c: c.execute(update(picture_counts).where(repeats).values(n=7)),
        municipality=town.municipality_id,
    )
    spoilt = CliRunner().invoke(app, ["pictures", "verify"])
    assert spoilt.exit_code == 1
    [found] = differences(town.installation, town.municipality_id)
    assert (found.place.element, found.kept, found.counted) == ("ask", 7, 1)
    assert CliRunner().invoke(app, ["pictures", "recount"]).exit_code == 0
    assert differences(town.installation, town.municipality_id) == []
    month = found.place.month
    ways = town.reads(
        lambda c: most_taken_ways(
            c, town.municipality_id, "answers", what=What.WAY, since=month, until=month
        )
    )
    assert [n for _, n in ways] == [1]
