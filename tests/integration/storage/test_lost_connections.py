"""PostgreSQL goes away and comes back: who was in the middle is told, nobody else notices."""

from collections.abc import Callable, Iterator

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage import step
from storage.database import WHOLE_INSTALLATION, Connection, Database
from tests.postgres import Server

GONE = (DBAPIError, psycopg.OperationalError)


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    opened = Database(postgres_url)
    yield opened
    opened.close()


@pytest.fixture
def hang_up(postgres_server: Server, database: Database) -> Callable[[], None]:
    """Ends every connection to the database, as a restart of the server does."""

    def end_all() -> None:
        name = database.url.rpartition("/")[2].partition("?")[0]
        with psycopg.connect(postgres_server.admin_url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s",
                [name],
            )

    return end_all


def test_no_session_waits_for_workers_or_a_compiler(database: Database) -> None:
    with database.read(WHOLE_INSTALLATION) as connection:
        named = ("TimeZone", "jit", "max_parallel_workers_per_gather")
        settings = [connection.execute(text(f"SHOW {each}")).scalar() for each in named]
    assert settings == ["UTC", "off", "0"]


def ask(connection: Connection) -> object:
    return connection.execute(text("SELECT 1")).scalar()


def test_connections_that_ended_while_they_were_idle_are_replaced_unseen(
    database: Database, hang_up: Callable[[], None]
) -> None:
    with database.read(WHOLE_INSTALLATION) as one, database.read(WHOLE_INSTALLATION) as other:
        assert (ask(one), ask(other)) == (1, 1)
    hang_up()
    for _ in range(3):
        with database.read(WHOLE_INSTALLATION) as connection:
            assert ask(connection) == 1


@pytest.mark.parametrize("way", ["sqlalchemy", "driver"])
def test_who_is_in_the_middle_is_told_that_the_database_went_away(
    database: Database, hang_up: Callable[[], None], way: str
) -> None:
    def verb(connection: Connection) -> None:
        step.load(connection, 1, task_id=1)
        hang_up()
        if way == "driver":
            step.load(connection, 1, task_id=1)
        else:
            ask(connection)

    with pytest.raises(GONE, match=r"terminating connection|closed the connection"):
        database.run(verb, municipality=1)
    assert database.run(ask, municipality=1) == 1


def test_a_commit_that_nobody_answers_is_told_too(
    database: Database, hang_up: Callable[[], None]
) -> None:
    def verb(connection: Connection) -> None:
        step.load(connection, 1, task_id=1)
        connection.execute(text("SELECT 1"))
        hang_up()

    with pytest.raises(GONE):
        database.run(verb, municipality=1)
    assert database.run(ask, municipality=1) == 1
