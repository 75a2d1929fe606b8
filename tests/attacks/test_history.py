"""Whoever reaches the database itself, past its guards, still leaves a trace in the histories.

The attacker switches the triggers off and writes what they like; `audit verify` must name it.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from engine.cases import Facts
from engine.history.verification import FaultKind
from engine.history.verify import verify_all, verify_case
from tests.diagrams import bundle, end, path, start, user
from tests.town import Town

LONG = bundle(
    start(),
    *(user(f"step_{n}") for n in range(1, 5)),
    end(),
    path("start", *(f"step_{n}" for n in range(1, 5)), "end"),
)
GUARDS = {
    "sqlite": (
        "DROP TRIGGER events_refuse_update",
        "DROP TRIGGER events_refuse_delete",
        "DROP TRIGGER submissions_refuse_update",
        "DROP TRIGGER submissions_refuse_delete",
    ),
    "postgresql": (
        "DROP TRIGGER events_refuse_change ON events",
        "DROP TRIGGER submissions_refuse_change ON submissions",
    ),
}
ATTACKS = {
    FaultKind.EDITED: (
        "UPDATE events SET at = at - 86400000000 WHERE case_id = :case AND seq = 4",
    ),
    FaultKind.REMOVED: ("DELETE FROM events WHERE case_id = :case AND seq = 4",),
    FaultKind.REORDERED: (
        "UPDATE events SET seq = 100 WHERE case_id = :case AND seq = 4",
        "UPDATE events SET seq = 4 WHERE case_id = :case AND seq = 6",
        "UPDATE events SET seq = 6 WHERE case_id = :case AND seq = 100",
    ),
    FaultKind.TRUNCATED: ("DELETE FROM events WHERE case_id = :case AND seq > 7",),
    FaultKind.REPLAYED: (
        "INSERT INTO events (municipality_id, case_id, seq, kind, element, person_id, task_id, at,"
        " data, detail_digest, hash) SELECT municipality_id, case_id, 99, kind, element,"
        " person_id, task_id, at, data, detail_digest, hash FROM events"
        " WHERE case_id = :case AND seq = 4",
    ),
    FaultKind.SUBMISSION: (
        "UPDATE submissions SET data = :forged WHERE case_id = :case AND data = :entered",
    ),
    FaultKind.REWRITTEN: (
        "UPDATE instances SET chain_hash = (SELECT hash FROM events WHERE case_id = :other"
        " AND seq = 1) WHERE case_id = :case",
    ),
}
Strike = Callable[..., None]


@pytest.fixture
def case_id(town: Town) -> int:
    town.deploys(LONG)
    town.person("ana", "clerk")
    town.open_case("ana", "test", Facts({}))
    case_id = town.open_case("ana", "test", Facts({}))
    for n in range(1, 5):
        town.does("ana", case_id, f"step_{n}", Facts({"v": n}))
    assert verify_all(town.installation).faults == ()
    return case_id


@pytest.fixture
def strike(town: Town) -> Strike:
    """The database is changed behind the house's back."""

    def strike(*statements: str, **values: object) -> None:
        database = town.installation.database
        with database.verb(town.municipality_id) as connection:
            for guard in GUARDS[database.dialect]:
                connection.execute(text(guard))
            for statement in statements:
                asked = text(statement)
                connection.execute(asked, {key: values[key] for key in asked._bindparams})
        town.reopen()

    return strike


@pytest.mark.parametrize("kind", ATTACKS)
def test_what_was_done_to_a_history_is_named(
    town: Town, case_id: int, strike: Strike, kind: FaultKind
) -> None:
    strike(*ATTACKS[kind], case=case_id, other=case_id, forged='{"v":9}', entered='{"v":2}')
    found = verify_all(town.installation, municipality_id=town.municipality_id)
    assert kind in {fault.kind for fault in found.faults}
    assert {fault.case_number for fault in found.faults} == {"TEST-2026-0002"}
    alone = verify_case(town.installation, town.municipality_id, case_id)
    assert alone is not None
    assert alone.faults == found.faults


def test_two_swapped_events_are_the_only_ones_named(
    town: Town, case_id: int, strike: Strike
) -> None:
    strike(*ATTACKS[FaultKind.REORDERED], case=case_id)
    found = town.verification().faults
    assert [(fault.seq, fault.kind) for fault in found] == [
        (4, FaultKind.REORDERED),
        (6, FaultKind.REORDERED),
    ]
    assert found[0].sentence_es == "La actuación 4 no está en su lugar: el orden fue cambiado."


def test_a_case_that_was_removed_altogether_is_missed_in_its_series(
    town: Town, case_id: int, strike: Strike
) -> None:
    tables = ("events", "submissions", "tasks", "instances", "case_words")
    strike(
        *(f"DELETE FROM {table} WHERE case_id = :case" for table in tables),  # noqa: S608  ours
        "DELETE FROM cases WHERE id = :case",
        case=case_id,
    )
    (fault,) = town.verification().faults
    assert fault.kind is FaultKind.CASE_REMOVED
    assert fault.sentence_es == "Se dieron 2 números y hay 1 expedientes: no coinciden."


def test_the_guards_of_the_database_refuse_a_plain_change(town: Town, case_id: int) -> None:
    for statement in (
        "UPDATE events SET at = 0",
        "DELETE FROM events",
        "UPDATE submissions SET data = ''",
        "DELETE FROM submissions",
    ):
        with (
            pytest.raises(Exception, match="append"),
            town.installation.database.verb(town.municipality_id) as connection,
        ):
            connection.execute(text(statement))
    assert town.verification().faults == ()


def test_progress_is_told_and_every_case_looked_at(town: Town, case_id: int) -> None:
    told: list[int] = []
    found = verify_all(
        town.installation, municipality_id=town.municipality_id, progress=told.append
    )
    assert (told, found.checked, found.whole) == ([1, 2], 2, True)
    assert found.events > 10
    assert verify_case(town.installation, town.municipality_id, 1) is None
