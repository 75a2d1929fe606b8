"""The list of cases and how many are open: as a plain look at all of them finds it, at any size."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import pytest
from sqlalchemy import delete, insert, select, text, update

from storage.database import WHOLE_INSTALLATION, Database
from storage.queries.case_lists import Listed, list_cases, open_cases_by_process, page_asked
from storage.questions import plan_of
from storage.tables import case_counts, case_words, cases, definitions
from storage.tables.cases import CaseState
from storage.tables.types import micros
from storage.writes.counts import begin_counts, fold_counts
from tests.integration.storage.conftest import NOW, Rows

KEYS = ("alfa", "beta", "gama")
STATES = tuple(CaseState)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A case as it was put down, and the versions that there are."""

    id: int
    process_key: str
    version: int
    state: str


def _drawn(database: Database, rows: Rows, how_many: int) -> list[Drawn]:
    """Cases of two versions of each of three processes, in any state."""
    chance = random.Random(7)  # noqa: S311  # rows of a test, the same each time
    versions = {rows.new(): key for key in KEYS for _ in range(2)}
    drawn = [
        Drawn(rows.new(), versions[version], version, chance.choice(STATES))
        for version in chance.choices(list(versions), weights=(9, 9, 4, 1, 1, 1), k=how_many)
    ]
    with database.verb(rows.municipality_id) as connection:
        connection.execute(
            insert(definitions), [_version(rows, *each) for each in versions.items()]
        )
        connection.execute(insert(cases), [_case(rows, each) for each in drawn])
    return drawn


def _version(rows: Rows, version: int, key: str) -> dict[str, object]:
    return {
        "municipality_id": rows.municipality_id,
        "id": version,
        "key": key,
        "version": version,
        "hash": str(version),
        "title": key,
        "family": "",
        "manifest": "",
        "deployed_at": NOW,
        "state": "deployed",
    }


def _case(rows: Rows, drawn: Drawn) -> dict[str, object]:
    return {
        "municipality_id": rows.municipality_id,
        "id": drawn.id,
        "number": f"N-{drawn.id}",
        "number_reversed": f"N-{drawn.id}"[::-1],
        "process_key": drawn.process_key,
        "definition_id": drawn.version,
        "year": 2026,
        "title": "",
        "state": drawn.state,
        "opened_at": NOW,
    }


def _found(database: Database, **question: object) -> list[int]:
    """Page after page of three."""
    ids: list[int] = []
    with database.read(1) as connection:
        while page := list_cases(
            connection, 1, limit=3, after=ids[-1] if ids else None, **question
        ):
            ids += [case.id for case in page]
    return ids


def _expected(drawn: Sequence[Drawn], question: dict[str, object]) -> list[int]:
    versions = question.get("definition_ids")
    return [
        each.id
        for each in sorted(drawn, key=lambda each: -each.id)
        if each.process_key == question.get("process_key", each.process_key)
        and each.state == question.get("state", each.state)
        and (versions is None or each.version in versions)
    ]


def test_pages_of_any_list_hold_what_belongs_to_it_newest_first(
    database: Database, tambo: Rows, other: Rows
) -> None:
    drawn = _drawn(database, tambo, 60)
    _drawn(database, other, 20)
    versions = sorted({each.version for each in drawn})
    ways: list[dict[str, object]] = [{}, *({"process_key": key} for key in (*KEYS, "none"))]
    ways += [{"state": state} for state in STATES]
    ways += [{"process_key": key, "state": state} for key in KEYS for state in STATES]
    seen = ([], versions[:1], versions[1:3], versions, [*versions, tambo.definition_id, 5])
    ways += [{**way, "definition_ids": ids} for way in tuple(ways) for ids in seen]
    for way in ways:
        assert _found(database, **way) == _expected(drawn, way), way


def test_more_ranges_than_can_be_merged_are_gone_through(
    database: Database, tambo: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = _drawn(database, tambo, 40)
    monkeypatch.setattr("storage.queries.case_lists.MOST_RANGES", 2)
    way = {"definition_ids": sorted({each.version for each in drawn})[1:4]}
    assert _found(database, **way) == _expected(drawn, way)


def test_a_list_reads_its_ranges_of_the_index_and_no_other_case(
    database: Database, tambo: Rows
) -> None:
    """A state that no case is in is known from the index, however many cases there are."""
    _drawn(database, tambo, 3000)
    with database.verb(1) as connection:
        connection.execute(text("UPDATE cases SET state = 'open' WHERE state = 'failed'"))
        connection.execute(text("ANALYZE"))
        if database.dialect == "postgresql":
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        plans = [
            plan_of(connection, page_asked(1, listed, after=after))
            for listed in (Listed(KEYS, "failed"), Listed(("alfa",)))
            for after in (None, 5)
        ]
    for plan in plans:
        assert "ix_cases_municipality_id_process_key_state_id" in plan
        assert "Seq Scan on cases" not in plan
        assert "SCAN cases" not in plan


@pytest.mark.parametrize("few", [1_000, 3], ids=["looked up", "gone through"])
def test_what_a_text_finds_is_listed_newest_first(
    database: Database, tambo: Rows, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """By the beginning or the end of the number, by words, and what was found otherwise."""
    monkeypatch.setattr("storage.queries.search.FEW", few)
    monkeypatch.setattr("storage.queries.case_lists.LOOKED_UP", 2)
    drawn = _drawn(database, tambo, 60)
    titled = {each.id for each in drawn[::4]}
    with database.verb(1) as connection:
        words = [
            {"municipality_id": 1, "case_id": each, "word": word}
            for each in titled
            for word in ("permiso", "feria")
        ]
        connection.execute(insert(case_words), words)
    also = [each.id for each in drawn[5:9]]
    ends = {each.id for each in drawn if str(each.id).endswith("7")}
    found = {"N-": {each.id for each in drawn}, "7": ends, "FER perm": titled, "nada": set[int]()}
    ways: list[dict[str, object]] = [{}, {"state": "open"}, {"process_key": "alfa"}]
    ways.append({"definition_ids": sorted({each.version for each in drawn})[1:3]})
    for way, (sought, ids) in product(ways, found.items()):
        there = [each for each in drawn if each.id in ids or each.id in also]
        assert _found(database, text=sought, also=also, **way) == _expected(there, way), sought


BOTH = pytest.mark.parametrize("crowded", [False, True], ids=["quiet", "crowded"])


@BOTH
def test_open_cases_are_counted_as_they_are_opened_and_closed(
    database: Database, tambo: Rows, other: Rows, *, crowded: bool
) -> None:
    _drawn(database, other, 20)
    if crowded:
        database.run(lambda connection: begin_counts(connection, 1, now=NOW), municipality=1)
    drawn = _drawn(database, tambo, 60)
    assert _counted(database) == _open(drawn)
    chance = random.Random(11)  # noqa: S311  # rows of a test, the same each time
    for round_ in range(4):
        drawn = _moved(database, drawn, chance)
        assert _counted(database) == _open(drawn)
        if round_ % 2:
            assert (_fold(database) > 0) == (crowded and database.dialect == "postgresql")
            assert _counted(database) == _open(drawn)


def test_counts_begin_with_what_there_is(database: Database, tambo: Rows) -> None:
    drawn = _drawn(database, tambo, 60)
    database.run(lambda connection: begin_counts(connection, 1, now=NOW), municipality=1)
    assert _kept(database) == _open(drawn) == _counted(database)
    with database.verb(1) as connection:
        connection.execute(delete(cases).where(cases.c.process_key == "alfa"))
    assert _counted(database) == _open([each for each in drawn if each.process_key != "alfa"])


def test_a_quiet_municipality_keeps_no_count(database: Database, tambo: Rows) -> None:
    _drawn(database, tambo, 10)
    assert _kept(database) == {}


def _moved(database: Database, drawn: list[Drawn], chance: random.Random) -> list[Drawn]:
    """Half of the cases are in another state afterwards, some after they were in a third."""
    moved = [replace(each, state=chance.choice(STATES)) for each in drawn[::2]]
    with database.verb(1) as connection:
        for each in moved:
            that = update(cases).where(cases.c.municipality_id == 1, cases.c.id == each.id)
            connection.execute(that.values(state=chance.choice(STATES)))
            connection.execute(that.values(state=each.state))
            connection.execute(that.values(title="otro"))
    return [*moved, *drawn[1::2]]


def _open(drawn: Sequence[Drawn]) -> dict[str, int]:
    return dict(Counter(each.process_key for each in drawn if each.state in ("open", "suspended")))


def _counted(database: Database) -> dict[str, int]:
    with database.read(1) as connection:
        return open_cases_by_process(connection, 1)


def _kept(database: Database) -> dict[str, int]:
    with database.read(1) as connection:
        found = connection.execute(select(case_counts.c.process_key, case_counts.c.number))
        return {row.process_key: row.number for row in found}


def _fold(database: Database) -> int:
    return database.run(
        lambda connection: fold_counts(connection, now=micros(NOW), limit=1000),
        municipality=WHOLE_INSTALLATION,
    )
