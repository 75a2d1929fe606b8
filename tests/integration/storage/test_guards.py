"""What the database itself refuses, whoever asks."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage.database import WHOLE_INSTALLATION, Database
from storage.measuring import database_limit, packed_size, size_in_bytes
from storage.queries.releases import ReleaseRow
from storage.step import EventDetailRow, SubmissionRow, TaskRow, save
from storage.writes.history import erase_detail
from storage.writes.releases import insert_releases
from tests.integration.storage.conftest import AT, NOW, Opened, Rows

Open = Callable[..., Opened]

FORBIDDEN = [
    "UPDATE events SET data = '[]'",
    "UPDATE events SET municipality_id = 2",
    "DELETE FROM events",
    "UPDATE submissions SET data = '[]'",
    "DELETE FROM submissions",
    "UPDATE releases SET body = '{}'",
    "DELETE FROM releases",
]


@pytest.fixture
def submitted(database: Database, tambo: Rows, open_case: Open) -> Opened:
    opened = open_case(tambo)
    row = SubmissionRow(tambo.new(), opened.task.id, 3, tambo.person_id, AT, "{}", b"salt")
    with database.verb(1) as connection:
        detail = EventDetailRow(2, b"salt", "{}")
        save(connection, opened.step(submissions=(row,), event_details=(detail,)))
        told = ReleaseRow(opened.case.id, 1, "ocds-1", "ocds-1-1", "tender", NOW, NOW, "{}", "ff")
        insert_releases(connection, 1, [told])
    return opened


@pytest.mark.parametrize("change", FORBIDDEN)
def test_the_history_what_people_sent_in_and_what_was_published_cannot_be_changed(
    database: Database, submitted: Opened, change: str
) -> None:
    with pytest.raises(DBAPIError, match="is only appended to"), database.verb(1) as connection:
        connection.execute(text(change))


def test_an_event_cannot_be_replaced_on_sqlite(sqlite_url: str) -> None:
    """REPLACE deletes the old row; without recursive triggers nobody would be asked."""
    database = Database(sqlite_url)
    with database.read(WHOLE_INSTALLATION) as connection:
        assert connection.execute(text("PRAGMA recursive_triggers")).scalar() == 1
    database.close()


def test_the_history_cannot_be_truncated_on_postgres(postgres_url: str) -> None:
    database = Database(postgres_url)
    with (
        pytest.raises(DBAPIError, match="is only appended to"),
        database.verb(WHOLE_INSTALLATION) as connection,
    ):
        connection.execute(text("TRUNCATE events"))
    database.close()


def test_the_personal_part_of_an_event_can_be_erased(database: Database, submitted: Opened) -> None:
    with database.verb(1) as connection:
        erased = [erase_detail(connection, 1, case_id=submitted.case.id, seq=2) for _ in range(2)]
    assert erased == [True, False]


def test_a_row_cannot_refer_to_another_municipality(
    database: Database, tambo: Rows, other: Rows, open_case: Open
) -> None:
    opened = open_case(tambo)
    strange = TaskRow(**{**_values(tambo.task(token=2)), "assignee_id": other.person_id})
    with pytest.raises(Exception, match=r"(?i)foreign key"), database.verb(1) as connection:
        save(connection, opened.step(opened_tasks=(strange,)))


def test_a_token_has_one_open_task_at_most(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    opened = open_case(tambo)
    with pytest.raises(Exception, match=r"(?i)unique"), database.verb(1) as connection:
        save(connection, opened.step(opened_tasks=(tambo.task(token=1),)))


def test_a_word_that_the_lifecycle_does_not_know_is_refused(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    open_case(tambo)
    with pytest.raises(IntegrityError), database.verb(1) as connection:
        connection.execute(text("UPDATE tasks SET state = 'lost'"))


def test_a_transaction_of_one_town_cannot_write_into_another_on_postgres(
    postgres_url: str,
) -> None:
    database = Database(postgres_url)
    with (
        pytest.raises(DBAPIError, match="row-level security"),
        database.verb(1) as connection,
    ):
        connection.execute(text("INSERT INTO counters VALUES (2, 'CON', 2026, 7)"))
    database.close()


def test_the_whole_installation_is_seen_only_when_it_is_named(
    database: Database, tambo: Rows, other: Rows
) -> None:
    with database.read(WHOLE_INSTALLATION) as connection:
        assert connection.execute(text("SELECT count(*) FROM persons")).scalar() == 4


def test_the_town_of_one_transaction_is_forgotten_by_the_next(
    postgres_url: str,
) -> None:
    database = Database(postgres_url)
    with database.read(1) as connection:
        assert _municipality(connection) == "1"
    with database.read(2) as connection:
        assert _municipality(connection) == "2"
    with database.driver() as driver:
        left = driver.execute("SELECT current_setting('cauce.municipality', true)").fetchone()
    assert left == ("",)
    database.close()


def test_the_limit_and_the_size_of_a_database_can_be_measured(database: Database) -> None:
    latencies = database_limit(database, seconds=0.05)
    assert 0 < min(latencies) <= max(latencies) < timedelta(seconds=30).total_seconds()
    assert 0 < packed_size(database) <= size_in_bytes(database)


def _municipality(connection: object) -> str:
    found = connection.execute(text("SELECT current_setting('cauce.municipality')"))
    return str(found.scalar())


def _values(row: TaskRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in TaskRow.__dataclass_fields__}
