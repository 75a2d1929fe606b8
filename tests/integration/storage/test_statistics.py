"""Statistics: a question about one case costs a case, never a town."""

import sqlite3
from collections.abc import Callable

import pytest

from storage.database import Connection, Database
from storage.pipeline import driver_of
from storage.statistics import refresh_statistics
from storage.writes.migrations import Place, image_of
from tests.integration.storage.conftest import Opened, Rows


def test_the_tasks_of_a_case_are_found_by_the_case_in_a_full_town(
    database: Database, tambo: Rows, open_case: Callable[..., Opened]
) -> None:
    if database.dialect != "sqlite":
        pytest.skip("PostgreSQL keeps its own statistics")
    place = [_place(open_case(tambo, f"CON-2026-{number:04d}")) for number in range(40)][-1]
    with database.read(1) as connection:
        assert "case_id=?" not in _plan_of_tasks(connection, place)
        refresh_statistics(database)  # by another connection, as the worker is another process
    with database.read(1) as connection:
        assert "case_id=?" in _plan_of_tasks(connection, place)


def _place(opened: Opened) -> Place:
    return Place(1, opened.case.id, opened.instance_id)


def _plan_of_tasks(connection: Connection, place: Place) -> str:
    return _plans(connection, place)["tasks"]


def _plans(connection: Connection, place: Place) -> dict[str, str]:
    """How SQLite reads each table of an image, told now: an ``EXPLAIN`` that the driver keeps
    prepared tells its old plan, as only a statement that truly runs notices a new schema."""
    asked: list[str] = []
    driver: sqlite3.Connection = driver_of(connection)
    driver.set_trace_callback(asked.append)
    image_of(connection, place)
    driver.set_trace_callback(None)
    anew = driver.execute("PRAGMA schema_version").fetchone()[0]
    plans = [driver.execute(f"EXPLAIN QUERY PLAN {text} -- {anew}").fetchone()[3] for text in asked]
    return {plan.split()[1]: plan for plan in plans}
