"""Very many copies at once: the tables are filled bare, and are afterwards what they were."""

from collections import Counter

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from storage.database import WHOLE_INSTALLATION, Database
from storage.multiplying import WAITING, Portion, lend, multiply_cases
from storage.queries.inbox import open_tasks
from storage.tables import cases, tasks
from storage.writes.municipalities import insert_municipality
from tests.integration.storage.conftest import NOW, Rows
from tests.integration.storage.test_inbox import Open
from ui.cli.bench.town import town_row

ELSEWHERE = 3


def test_copies_wait_in_the_inbox_held_or_free_here_and_elsewhere(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    first, second = open_case(tambo, "CON-2026-0001"), open_case(tambo, "CON-2026-0002")
    with database.verb(WHOLE_INSTALLATION) as connection:
        insert_municipality(connection, town_row(ELSEWHERE))
        lend(connection, 1, ELSEWHERE)
    portions = [
        Portion(first.case.id, 1, 3),
        Portion(second.case.id, 1, 2, {"assignee_id": tambo.other_person_id}),
        Portion(first.case.id, 4, 4, {"municipality_id": ELSEWHERE}),
    ]
    assert list(multiply_cases(database, 1, portions, WAITING)) == [3, 2, 4]
    asked = {"people": [tambo.other_person_id], "roles": ["logistics"], "now": NOW}
    with database.read(1) as connection:
        free = open_tasks(connection, 1, **asked, tab="free")
        held = open_tasks(connection, 1, **asked, tab="held")
    assert Counter(row.number for row in free) == Counter(
        ["CON-2026-0001", "CON-2026-0002", *(f"CON-2026-0001-0000000{n}" for n in (1, 2, 3))]
    )
    assert sorted(row.number for row in held) == [
        "CON-2026-0002-00000001",
        "CON-2026-0002-00000002",
    ]
    with database.read(ELSEWHERE) as connection:
        counted = connection.execute(
            select(func.count()).where(tasks.c.municipality_id == ELSEWHERE)
        )
        assert counted.scalar_one() == 4


def test_the_tables_are_afterwards_as_they_were(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    before = _schema(database)
    case = open_case(tambo, "CON-2026-0001").case
    list(multiply_cases(database, 1, [Portion(case.id, 1, 2)], WAITING))
    assert _schema(database) == before


def test_after_a_fault_nothing_is_left_bare(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    before = _schema(database)
    case = open_case(tambo, "CON-2026-0001").case
    twice = [Portion(case.id, 1, 2), Portion(case.id, 2, 1)]
    with pytest.raises(IntegrityError):
        list(multiply_cases(database, 1, twice, WAITING))
    assert _schema(database) == before
    with database.read(1) as connection:
        assert connection.execute(select(func.count()).select_from(cases)).scalar_one() == 1


def _schema(database: Database) -> set[tuple[str, ...]]:
    """Every index, constraint, trigger and wall."""
    with database.read(WHOLE_INSTALLATION) as connection:
        if database.dialect == "sqlite":
            found = connection.execute(text("SELECT name, sql FROM sqlite_schema"))
        else:
            found = connection.execute(text(_POSTGRES))
        return {tuple(map(str, row)) for row in found}


_POSTGRES = """SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT conname, conrelid::regclass || pg_get_constraintdef(oid) || convalidated
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT tgname, tgrelid::regclass || tgenabled FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT relname, relrowsecurity || '' || relforcerowsecurity FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"""
