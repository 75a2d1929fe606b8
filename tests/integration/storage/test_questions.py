"""Questions that are asked together are answered as if each were asked by itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import psycopg
import pytest
from sqlalchemy import Text, bindparam, cast, func, literal, select, text

from storage.counting import counting
from storage.database import Connection, Database
from storage.questions import Question, answer, answers
from storage.tables import cases, tasks
from storage.tables.types import due_micros
from tests.integration.storage.conftest import NOW, Rows
from tests.integration.storage.test_inbox import Open

TASKS = select(tasks).where(
    tasks.c.municipality_id == bindparam("municipality"),
    tasks.c.due_at <= bindparam("before", type_=tasks.c.due_at.type),
)
CASES = select(cases.c.number, cases.c.amount, cases.c.closed_at, cases.c.opened_at)


def test_values_and_columns_have_the_types_of_their_columns(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    due = NOW + timedelta(microseconds=1)
    open_case(tambo, "CON-2026-0001", amount="12.50", task=tambo.task(due_at=due_micros(due)))
    open_case(tambo, "CON-2026-0002", amount=None, task=tambo.task())
    for before in (NOW, due, None):
        values = {"municipality": 1, "before": before}
        with database.read(1) as connection:
            plain = [tuple(row) for row in connection.execute(TASKS, values)]
            rows = answer(connection, Question(TASKS, values, list))
        assert rows == plain
        assert len(rows) == {NOW: 0, due: 1, None: 2}[before]
    with database.read(1) as connection:
        found = sorted(answer(connection, Question(CASES, {}, list)))
    assert found == [
        ("CON-2026-0001", Decimal("12.50"), None, NOW),
        ("CON-2026-0002", None, None, NOW),
    ]


def test_a_plan_that_is_kept_is_not_made_anew(database: Database, tambo: Rows) -> None:
    """And those of the other questions of the same trip and transaction are made as ever."""
    if database.dialect != "postgresql":
        pytest.skip("SQLite keeps every plan")
    by_number = select(cases.c.id).where(
        cases.c.municipality_id == 1, cases.c.number == bindparam("number")
    )
    asked = Question(by_number, {"number": "CON-2026-0148"}, list)
    kept = Question(by_number, {"number": "CON-2026-0148"}, list, plan_kept=True)
    mode = Question(select(func.current_setting("plan_cache_mode")), {}, lambda rows: rows[0][0])
    kept_mode = replace(mode, plan_kept=True)
    with database.read(1) as connection:
        found = answers(connection, mode, kept_mode, mode, kept_mode, asked)
        assert found == ["auto", "force_generic_plan", "auto", "force_generic_plan", []]
        assert _plans(connection) == (0, 1)
        answers(connection, kept, kept, asked)
        assert _plans(connection) == (2, 2)
        assert answer(connection, mode) == "auto"


def _plans(connection: Connection) -> tuple[int, int]:
    """How often the plan was the one that is kept, and how often one made for its values."""
    found = connection.execute(
        text(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements"
            " WHERE statement LIKE '%cases.number = %'"
        )
    )
    kept, made = found.one()
    return kept, made


def test_several_are_answered_in_their_order_in_one_trip(database: Database, tambo: Rows) -> None:
    one = select(literal(1) + bindparam("more"), literal("á'%"))
    many = select(cast(bindparam("word", type_=Text()), Text))
    with database.read(1) as connection, counting() as count:
        found = answers(
            connection,
            Question(one, {"more": 2}, list),
            Question(many, {"word": "%s $1 ? :x"}, lambda rows: rows[0][0]),
            Question(one, {"more": 40}, lambda rows: rows[0][0]),
        )
    assert found == [[(3, "á'%")], "%s $1 ? :x", 41]
    assert count.statements == 3
    assert count.round_trips == (1 if database.dialect == "postgresql" else 0)
    assert count.longest > 0


def test_only_rows_of_the_municipality_are_seen(
    database: Database, tambo: Rows, other: Rows, open_case: Open
) -> None:
    """The wall of PostgreSQL stands before these questions as well."""
    open_case(tambo, "CON-2026-0001")
    everything = Question(select(func.count()).select_from(cases), {}, lambda rows: rows[0][0])
    with database.read(other.municipality_id) as connection:
        assert answer(connection, everything) == (0 if database.dialect == "postgresql" else 1)


def test_a_question_after_a_fault_is_answered(database: Database, tambo: Rows) -> None:
    wrong = Question(select(literal(1) / bindparam("by")), {"by": 0}, list)
    right = Question(select(bindparam("at", type_=tasks.c.created_at.type)), {"at": NOW}, list)
    if database.dialect == "postgresql":
        with pytest.raises(psycopg.errors.DivisionByZero), database.read(1) as connection:
            answers(connection, right, wrong)
    with database.read(1) as connection:
        assert answer(connection, right) == [(datetime(2026, 3, 31, 14, tzinfo=UTC),)]


def test_statements_before_are_sent_before(database: Database, tambo: Rows) -> None:
    """What was written in the transaction is seen."""
    asked = Question(select(text("name FROM persons")), {}, list)
    with database.verb(1) as connection:
        connection.execute(text("UPDATE persons SET name = 'Otra'"))
        assert {row[0] for row in answer(connection, asked)} == {"Otra"}
