"""The inbox: who sees what, in which order, page by page, and at what cost."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, text

from storage.counting import counting
from storage.database import WHOLE_INSTALLATION, Connection, Database
from storage.queries import inbox
from storage.queries.inbox import Aside, By, Counts, InboxRow, SortKey, tasks_in
from storage.questions import plan_of
from storage.step import DeadlineRow, save
from storage.tables import tasks
from storage.tables.counts import TRIGGERS
from storage.tables.types import due_micros, micros
from storage.writes.counts import begin_counts, crowded_towns, fold_counts
from storage.writes.tasks import postpone_task
from tests.integration.storage.conftest import AT, NOW, Opened, Rows

Open = Callable[..., Opened]
HOUR = timedelta(hours=1)
ROLES = ["logistics", "mayor"]


def ask(database: Database, rows: Rows, **question: object) -> tuple[InboxRow, ...]:
    asked = {"people": [rows.person_id], "roles": ROLES, "now": NOW, **question}
    with database.read(rows.municipality_id) as connection:
        return inbox.open_tasks(connection, rows.municipality_id, **asked)


def names(found: tuple[InboxRow, ...]) -> list[str]:
    return [row.name for row in found]


def _is_counted(database: Database) -> None:
    """Of municipality 1 there are too many to count them each time."""
    database.run(lambda connection: begin_counts(connection, 1, now=NOW), municipality=1)


BOTH = pytest.mark.parametrize("crowded", [False, True], ids=["quiet", "crowded"])


@pytest.fixture
def full(database: Database, tambo: Rows, open_case: Open) -> Rows:
    """Two cases with tasks of every sort; the name says what is expected of each."""

    def task(token: int, name: str, due: datetime | None, **changes: object) -> object:
        return tambo.task(token=token, name=name, due_at=due_micros(due), **changes)

    me, another = tambo.person_id, tambo.other_person_id
    purchase = open_case(
        tambo,
        "CON-2026-0148",
        title="Adquisición de laptops",
        task=task(1, "free late", NOW - HOUR),
    )
    more = (
        task(2, "held late", NOW - 2 * HOUR, assignee_id=me),
        task(3, "held of another", NOW - HOUR, assignee_id=another),
        task(4, "of another role", NOW - HOUR, role="treasury"),
        task(5, "free soon", NOW + HOUR),
    )
    with database.verb(1) as connection:
        save(connection, purchase.step(opened_tasks=more, deadlines=(_term(tambo, purchase),)))
    licence = open_case(
        tambo,
        "LIC-2026-0007",
        title="Licencia de panadería",
        process_key="licence",
        task=task(1, "mayor later", NOW + 30 * HOUR, role="mayor"),
    )
    last = (task(2, "held never due", None, assignee_id=me),)
    with database.verb(1) as connection:
        save(connection, licence.step(opened_tasks=last))
    return tambo


def test_mine_is_what_i_hold_and_what_i_may_take_first_due_first(
    database: Database, full: Rows
) -> None:
    expected = ["held late", "free late", "free soon", "mayor later", "held never due"]
    assert names(ask(database, full)) == expected


@pytest.mark.parametrize(
    ("tab", "expected"),
    [
        ("held", ["held late", "held never due"]),
        ("free", ["free late", "free soon", "mayor later"]),
        ("overdue", ["held late", "free late"]),
    ],
)
def test_a_tab_narrows_what_the_list_is(
    database: Database, full: Rows, tab: str, expected: list[str]
) -> None:
    assert names(ask(database, full, tab=tab)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0148", ["held late", "free late", "free soon"]),
        ("lic-2026", ["mayor later", "held never due"]),
        ("PANADERIA", ["mayor later", "held never due"]),
        ("laptop adqui", ["held late", "free late", "free soon"]),
        ("laptop panaderia", []),
        ("SOON", ["free soon"]),
        ("100%", []),
    ],
)
def test_text_finds_by_number_title_and_name(
    database: Database, full: Rows, text: str, expected: list[str]
) -> None:
    assert names(ask(database, full, text=text)) == expected


def test_a_process_narrows_the_list(database: Database, full: Rows) -> None:
    found = names(ask(database, full, process_key="licence"))
    assert found == ["mayor later", "held never due"]


def test_a_line_says_whose_and_of_which_case_and_term_it_is(database: Database, full: Rows) -> None:
    late = ask(database, full)[1]
    held = ask(database, full)[0]
    assert (late.number, late.case_title, late.process_key) == (
        "CON-2026-0148",
        "Adquisición de laptops",
        "procurement",
    )
    assert (late.due_at, str(late.amount), late.currency) == (NOW - HOUR, "180000.00", "PEN")
    assert (str(late.deadline_start), str(late.deadline_due)) == ("2026-03-27", "2026-03-31")
    assert (late.assignee_name, held.assignee_name) == (None, "Rosa Quispe de tambo-real")
    assert held.deadline_due is None


def test_pages_follow_each_other_without_gaps_or_repeats(database: Database, full: Rows) -> None:
    everything = ask(database, full)
    paged: list[InboxRow] = []
    after = None
    while page := ask(database, full, after=after, limit=2):
        paged += page
        after = ((due_micros(page[-1].due_at),), page[-1].task_id)
    assert tuple(paged) == everything


def test_whoever_has_no_role_sees_what_is_held(database: Database, full: Rows) -> None:
    assert names(ask(database, full, roles=[])) == ["held late", "held never due"]
    assert ask(database, full, roles=[], tab="free") == ()


def test_what_is_postponed_leaves_the_list_until_its_day(database: Database, full: Rows) -> None:
    [late] = [row for row in ask(database, full) if row.name == "held late"]
    with database.verb(1) as connection:
        postpone_task(connection, 1, late.task_id, follow_up_at=NOW + HOUR)
    assert "held late" not in names(ask(database, full))
    assert "held late" not in names(ask(database, full, tab="overdue"))
    assert names(ask(database, full, tab="postponed")) == ["held late"]
    assert names(ask(database, full, now=NOW + HOUR))[0] == "held late"
    assert ask(database, full, tab="postponed", now=NOW + HOUR) == ()


def test_whom_i_stand_in_for_has_their_tasks_in_my_list(database: Database, full: Rows) -> None:
    people = [full.person_id, full.other_person_id]
    assert names(ask(database, full, people=people, tab="held")) == [
        "held late",
        "held of another",
        "held never due",
    ]
    assert names(ask(database, full, people=people, tab="others")) == ["of another role"]


@BOTH
def test_what_i_wait_for_is_others_work_in_the_cases_that_i_opened(
    database: Database, full: Rows, crowded: bool
) -> None:
    assert names(ask(database, full, tab="others")) == ["held of another", "of another role"]
    assert ask(database, full, tab="others", people=[full.other_person_id]) == ()
    if crowded:
        _is_counted(database)
    with database.read(1) as connection:
        aside = inbox.counts_aside(connection, 1, people=[full.person_id], roles=ROLES, now=NOW)
    assert aside == Aside(postponed=0, others=2)


@BOTH
def test_counts_are_those_of_the_tabs(database: Database, full: Rows, crowded: bool) -> None:
    if crowded:
        _is_counted(database)
    with database.read(1) as connection:
        counted = inbox.counts(
            connection,
            1,
            people=[full.person_id],
            roles=ROLES,
            now=NOW,
            end_of_today=NOW + 10 * HOUR,
        )
        processes = inbox.processes_in_inbox(
            connection, 1, people=[full.person_id], roles=ROLES, now=NOW
        )
    assert counted == Counts(mine=5, held=2, free=3, overdue=2, due_today=1)
    assert processes == (("procurement", 3), ("licence", 2))


def test_a_page_is_one_query_and_a_count_is_one_query(database: Database, full: Rows) -> None:
    with counting() as count:
        ask(database, full)
    assert count.statements == 1


@BOTH
def test_thousands_are_counted_to_the_last_one(
    database: Database, tambo: Rows, open_case: Open, crowded: bool
) -> None:
    if crowded:
        _is_counted(database)
    _crowd(database, tambo, open_case(tambo), 2500)
    with database.read(1) as connection:
        counted = inbox.counts(
            connection,
            1,
            people=[7],
            roles=["logistics"],
            now=NOW + timedelta(minutes=100, seconds=30),
            end_of_today=NOW + 10 * HOUR,
        )
    assert counted == Counts(mine=2501, held=0, free=2501, overdue=101, due_today=499)


def test_where_they_are_counted_no_free_task_is_looked_at(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    """SQLite asks of each row what is a condition: there must be no row to ask it of."""
    if database.dialect != "sqlite":
        pytest.skip("it is SQLite that asks so")
    _is_counted(database)
    _crowd(database, tambo, open_case(tambo), 3000)
    with database.verb(1) as connection:
        connection.execute(text("ANALYZE"))
    later = NOW + timedelta(days=9)
    while database.run(
        lambda connection: fold_counts(connection, now=micros(later), limit=5000),
        municipality=WHOLE_INSTALLATION,
    ):
        pass
    asked = {"people": [7], "roles": ["logistics"], "now": later}
    steps: list[int] = []
    with database.read(1) as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.set_progress_handler(lambda: steps.append(1), 100)
        inbox.kinds_in_inbox(connection, 1, **asked)
        inbox.counts(connection, 1, end_of_today=later + HOUR, **asked)
        driver.set_progress_handler(None, 0)
    assert len(steps) < 150


def test_folding_the_counts_changes_none_of_them(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    _is_counted(database)
    _crowd(database, tambo, open_case(tambo), 300)
    later = NOW + timedelta(days=3)
    asked = {"people": [7], "roles": ["logistics"], "end_of_today": later + HOUR}
    with database.read(1) as connection:
        before = inbox.counts(connection, 1, now=later, **asked)
    folded = database.run(
        lambda connection: fold_counts(connection, now=micros(later), limit=1000),
        municipality=WHOLE_INSTALLATION,
    )
    with database.read(1) as connection:
        after = inbox.counts(connection, 1, now=later, **asked)
        rows = connection.execute(
            text("SELECT slot, part, number FROM free_counts ORDER BY slot")
        ).all()
    assert folded > 0
    assert before == after == Counts(mine=301, held=0, free=301, overdue=300, due_today=0)
    assert [(slot == 0, part, number) for slot, part, number in rows] == [
        (True, 0, 300),
        (False, 0, 1),
    ]


@BOTH
def test_what_is_taken_closed_or_moved_is_counted_where_it_is_now(
    database: Database, full: Rows, crowded: bool
) -> None:
    if crowded:
        _is_counted(database)
    asked = {"people": [full.person_id], "roles": ROLES, "now": NOW, "end_of_today": NOW + HOUR * 9}
    with database.verb(1) as connection:
        connection.execute(
            text("UPDATE tasks SET due_at = due_at + 86400000000 WHERE name LIKE 'free%'")
        )
        connection.execute(text("UPDATE tasks SET state = 'cancelled' WHERE name = 'free soon'"))
    with database.read(1) as connection:
        counted = inbox.counts(connection, 1, **asked)
    assert counted == Counts(mine=4, held=2, free=2, overdue=1, due_today=0)


def test_the_database_counts_what_there_is(database: Database, full: Rows) -> None:
    """Whatever was done to the tasks, the kept counts are those of the rows."""
    kept = """SELECT role, process_key, name, sum(number) FROM free_counts
        GROUP BY role, process_key, name HAVING sum(number) <> 0"""
    there = """SELECT role, process_key, name, count(*) FROM tasks
        WHERE state = 'open' AND assignee_id IS NULL GROUP BY role, process_key, name"""
    _is_counted(database)
    _is_counted(database)
    with database.verb(1) as connection:
        connection.execute(text("UPDATE tasks SET assignee_id = NULL WHERE name = 'held late'"))
        connection.execute(text("UPDATE tasks SET role = 'mayor' WHERE name = 'free late'"))
    with database.read(1) as connection:
        assert set(connection.execute(text(kept)).all()) == set(
            connection.execute(text(there)).all()
        )


def test_only_a_crowd_is_counted_as_it_changes(database: Database, full: Rows) -> None:
    def kept() -> list[object]:
        with database.read(1) as connection:
            return list(connection.execute(text("SELECT role FROM free_counts")))

    def crowds(least: int) -> tuple[int, ...]:
        with database.read(WHOLE_INSTALLATION) as connection:
            return crowded_towns(connection, least=least)

    assert kept() == []
    assert crowds(1_000) == ()
    assert 1 in crowds(2)
    _is_counted(database)
    assert 1 not in crowds(2)
    assert kept() != []


def test_a_page_reads_the_index_of_open_tasks_in_its_order(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    """No sort of all that a role may take, and no scan of all tasks: the plan says so."""
    _crowd(database, tambo, open_case(tambo), 3000)
    with database.verb(1) as connection:
        connection.execute(text("ANALYZE"))
        if database.dialect == "postgresql":  # which prefers a scan for as few rows as these
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        plan = _plan(connection)
    assert "ix_tasks_free" in plan
    assert "SCAN tasks" not in plan
    assert "Seq Scan on tasks" not in plan


@pytest.mark.parametrize("down", [False, True])
@pytest.mark.parametrize("key", [SortKey.CREATED, SortKey.PRIORITY])
def test_a_page_in_another_order_reads_the_index_of_that_order(
    database: Database, tambo: Rows, open_case: Open, key: SortKey, *, down: bool
) -> None:
    """Also where it goes on after a page, and read backwards."""
    _crowd(database, tambo, open_case(tambo), 3000)
    with database.verb(1) as connection:
        connection.execute(text("ANALYZE"))
        if database.dialect == "postgresql":
            connection.execute(text("SET LOCAL enable_seqscan = off"))
            connection.execute(text("SET LOCAL enable_sort = off"))
        for after in (None, ((50, 50), 7)):
            order = (By(key, down), By(SortKey.DUE, down))
            plan = _plan(connection, order=order, after=after)
            assert f"ix_tasks_free_{key}" in plan
            assert "Seq Scan on tasks" not in plan


@pytest.mark.parametrize("down", [False, True])
@pytest.mark.parametrize("key", [SortKey.DUE, SortKey.CREATED, SortKey.PRIORITY, SortKey.NAME])
def test_pages_in_any_order_hold_each_task_once(
    database: Database, full: Rows, key: SortKey, *, down: bool
) -> None:
    order = (By(key, down), By(SortKey.DUE, down))
    asked = {"people": [full.person_id], "roles": ROLES, "now": NOW, "order": order}
    with database.read(1) as connection:
        whole = tasks_in(connection, 1, **asked)
        seen, after = [], None
        while (page := tasks_in(connection, 1, **asked, after=after, limit=1)).next:
            seen += page.rows
            after = page.next
    assert (*seen, *page.rows) == whole.rows
    assert len({row.task_id for row in whole.rows}) == len(whole.rows) > 3
    other = {**asked, "order": tuple(by._replace(down=not down) for by in order)}
    with database.read(1) as connection:
        assert tasks_in(connection, 1, **other).rows == whole.rows[::-1]


def _plan(connection: Connection, **asked: Any) -> str:
    """How the database would read a page of what a role may take."""
    question = inbox.tasks_asked(1, people=[7], roles=["logistics"], tab="free", now=NOW, **asked)
    assert question is not None
    return plan_of(connection, question)


def _crowd(database: Database, rows: Rows, opened: Opened, how_many: int) -> None:
    one = rows.task(token=0)
    values = {name: getattr(one, name) for name in type(one).__dataclass_fields__}
    with database.verb(rows.municipality_id) as connection:
        connection.execute(
            insert(tasks),
            [
                {
                    **values,
                    "municipality_id": rows.municipality_id,
                    "case_id": opened.case.id,
                    "instance_id": opened.instance_id,
                    "id": rows.new(),
                    "token": 100 + number,
                    "created_at": NOW,
                    "due_at": NOW + timedelta(minutes=number),
                    "state": "open",
                }
                for number in range(how_many)
            ],
        )


def _term(rows: Rows, opened: Opened) -> DeadlineRow:
    return DeadlineRow(
        id=rows.new(),
        task_id=opened.task.id,
        timer_id=None,
        token=1,
        element=3,
        title="Plazo",
        start_on="2026-03-27",
        unit="business",
        length=2,
        due_on="2026-03-31",
        due_at=AT,
        source="art. 304",
        effect="none",
        owner="entity",
        fires="next-business-day",
        month_end="next_business_day",
        opened_at=AT,
        look_at=AT,
    )


def test_what_counts_rests_until_a_municipality_is_crowded(database: Database, tambo: Rows) -> None:
    if database.dialect == "sqlite":
        pytest.skip("on SQLite a trigger that does not hold costs nothing")

    def working() -> list[str]:
        with database.read(1) as connection:
            found = connection.execute(
                text(
                    "SELECT tgname FROM pg_trigger WHERE tgname LIKE '%counted_on%'"
                    " AND tgenabled = 'O' ORDER BY tgname"
                )
            )
            return list(found.scalars())

    assert working() == []
    database.run(lambda connection: begin_counts(connection, 1, now=NOW), municipality=1)
    assert working() == sorted(name for _, name in TRIGGERS)
