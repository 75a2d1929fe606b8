"""One step of a case: loaded under a lock, saved once, guarded against whoever was faster."""

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from psycopg import OperationalError
from sqlalchemy import select

from storage.counting import counting
from storage.database import Connection, Database, StaleVersion, TooManyRaces
from storage.pipeline import driver_of
from storage.queries.tasks import undo_of
from storage.step import (
    AssignedTask,
    CaseUpdate,
    ClosedDeadline,
    ClosedTask,
    DeadlineRow,
    EndedWait,
    EventDetailRow,
    IncidentRow,
    JobRow,
    StepRows,
    SubmissionRow,
    SubscriptionRow,
    TimerRow,
    UndoRow,
    load,
    next_number,
    save,
)
from storage.tables import (
    case_words,
    cases,
    deadlines,
    event_details,
    events,
    incidents,
    instances,
    jobs,
    submissions,
    subscriptions,
    tasks,
    timers,
)
from storage.tables.types import FAR_FUTURE
from storage.writes.migrations import Place, image_of
from tests.integration.storage.conftest import AT, Opened, Rows

Open = Callable[..., Opened]


def test_a_step_is_loaded_with_everything_a_verb_decides_by(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    opened = open_case(tambo)
    with database.verb(1) as connection:
        loaded = load(connection, 1, task_id=opened.task.id)
    assert loaded is not None
    assert loaded.task is not None
    assert (loaded.instance.id, loaded.instance.version) == (opened.instance_id, 1)
    assert (loaded.instance.tokens, loaded.instance.chain_hash) == (b"before", b"\1" * 32)
    assert (loaded.case.number, loaded.case.amount) == ("CON-2026-0001", "180000.00")
    assert (loaded.task.name, loaded.task.due_at) == ("Revisar requerimiento", FAR_FUTURE)
    assert (loaded.next_due, loaded.has_drafts) == (None, False)


def test_a_step_is_loaded_by_its_instance_and_by_its_case(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    opened = open_case(tambo)
    with database.verb(1) as connection:
        by_instance = load(connection, 1, instance_id=opened.instance_id)
        by_case = load(connection, 1, case_id=opened.case.id)
    assert by_instance == by_case
    assert by_case is not None
    assert by_case.task is None


def test_nothing_is_loaded_of_another_municipality(
    database: Database, tambo: Rows, other: Rows, open_case: Open
) -> None:
    opened = open_case(tambo)
    with database.verb(2) as connection:
        assert load(connection, 2, task_id=opened.task.id) is None
        assert load(connection, 2, case_id=opened.case.id) is None
        assert load(connection, 2, instance_id=opened.instance_id) is None


def test_a_full_step_is_written_to_every_table(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    opened = open_case(tambo)
    following = tambo.task(token=2, name="Elegir proveedor")
    step = opened.step(
        case=CaseUpdate(title="Compra de cemento", amount="95.50"),
        closed_tasks=(ClosedTask(1, "completed", AT, tambo.person_id),),
        opened_tasks=(following,),
        armed_timers=(TimerRow(tambo.new(), 3, 4, AT + 5),),
        subscriptions=(SubscriptionRow(tambo.new(), 4, 5, "bid", "CON-2026-0001"),),
        jobs=(JobRow(tambo.new(), 5, 6, "mail", "{}", AT, 5, "k1"),),
        deadlines=(_deadline(tambo, following.id),),
        submissions=(SubmissionRow(tambo.new(), opened.task.id, 3, None, AT, "{}", b"salt"),),
        incidents=(IncidentRow(tambo.new(), 3, "t1", "No hay tipo de cambio", "", AT),),
        event_details=(EventDetailRow(2, b"salt", "{}"),),
    )
    with database.verb(1) as connection:
        save(connection, step)
    with database.read(1) as connection:
        counted = {
            table.name: len(connection.execute(select(table)).all())
            for table in (timers, subscriptions, jobs, deadlines, submissions, incidents)
        }
        assert set(counted.values()) == {1}
        assert connection.execute(select(instances.c.version, instances.c.tokens)).one() == (
            2,
            b"after",
        )
        case = connection.execute(select(cases.c.title, cases.c.state)).one()
        assert case == ("Compra de cemento", "open")
        words = connection.scalars(select(case_words.c.word).order_by(case_words.c.word)).all()
        assert words == ["cemento", "compra", "de"]
        states = connection.execute(
            select(tasks.c.name, tasks.c.state, tasks.c.closed_by).order_by(tasks.c.token)
        ).all()
        assert states == [
            ("Revisar requerimiento", "completed", tambo.person_id),
            ("Elegir proveedor", "open", None),
        ]
        assert connection.scalars(select(events.c.seq).order_by(events.c.seq)).all() == [1, 2]
        assert connection.scalars(select(event_details.c.seq)).all() == [2]


def test_one_of_several_waits_of_a_token_ends_and_the_others_stay(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    opened = open_case(tambo)
    armed = tuple(TimerRow(tambo.new(), 3, 4, AT + 5, which) for which in range(3))
    awaited = tuple(
        SubscriptionRow(tambo.new(), 3, 4, "bid", "k", which, kind)
        for which, kind in enumerate(("message", "signal"))
    )
    with database.verb(1) as connection:
        save(connection, opened.step(armed_timers=armed, subscriptions=awaited))
        ended = (EndedWait(3, 0), EndedWait(3, 2))
        save(connection, opened.step(version=2, disarmed_timers=ended, unsubscribed=ended[:1]))
    with database.read(1) as connection:
        assert connection.scalars(select(timers.c.which)).all() == [1]
        assert connection.scalars(select(subscriptions.c.kind)).all() == ["signal"]


def test_what_a_step_armed_the_next_takes_away(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    opened = open_case(tambo)
    arming = opened.step(
        armed_timers=(TimerRow(tambo.new(), 3, 4, AT + 5), TimerRow(tambo.new(), 8, 4, AT + 3)),
        subscriptions=(SubscriptionRow(tambo.new(), 4, 5, "bid", "k"),),
        jobs=(JobRow(tambo.new(), 5, 6, "mail", "{}", AT, 5),),
        deadlines=(_deadline(tambo, None),),
    )
    with database.verb(1) as connection:
        save(connection, arming)
        loaded = load(connection, 1, task_id=opened.task.id)
        assert loaded is not None
        assert loaded.next_due == AT + 3
        leaving = opened.step(
            version=2,
            disarmed_timers=(EndedWait(3), EndedWait(8)),
            unsubscribed=(EndedWait(4),),
            withdrawn_jobs=(5,),
            closed_deadlines=(ClosedDeadline(7, "met", AT),),
        )
        save(connection, leaving)
    with database.read(1) as connection:
        assert connection.execute(select(timers)).all() == []
        assert connection.execute(select(subscriptions)).all() == []
        assert connection.scalars(select(jobs.c.state)).all() == ["withdrawn"]
        assert connection.scalars(select(deadlines.c.state)).all() == ["met"]


def test_a_stale_version_writes_nothing(database: Database, tambo: Rows, open_case: Open) -> None:
    opened = open_case(tambo)
    with database.verb(1) as connection:
        save(connection, opened.step())
    late = opened.step(opened_tasks=(tambo.task(token=9),))
    with pytest.raises(StaleVersion), database.verb(1) as connection:
        save(connection, late)
    with database.read(1) as connection:
        assert connection.scalars(select(tasks.c.token)).all() == [1]
        assert connection.scalars(select(instances.c.version)).all() == [2]


def test_a_place_in_the_chain_is_taken_once(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    opened = open_case(tambo)
    copy = StepRows(1, opened.case.id, opened.instance_id, events=(tambo.event(1),))
    with pytest.raises(StaleVersion), database.verb(1) as connection:
        save(connection, copy)


def test_statements_that_the_server_forgot_are_prepared_again(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    opened = open_case(tambo)

    def verb(connection: Connection) -> int:
        loaded = load(connection, 1, task_id=opened.task.id)
        assert loaded is not None
        return loaded.instance.version

    assert database.run(verb, municipality=1) == 1
    if database.dialect == "postgresql":
        with database.verb(1) as connection:
            driver_of(connection).execute("DEALLOCATE ALL")
    assert database.run(verb, municipality=1) == 1


def test_a_connection_that_the_server_closed_is_replaced(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    opened = open_case(tambo)
    if database.dialect == "sqlite":
        return  # the file is in this process
    with pytest.raises(OperationalError), database.verb(1) as connection:
        _lose(connection, opened.task.id)
    with database.verb(1) as connection:
        assert load(connection, 1, task_id=opened.task.id) is not None


def test_a_lost_race_is_begun_again(database: Database, tambo: Rows, open_case: Open) -> None:
    opened = open_case(tambo)
    versions = iter((7, 8, 1))

    def verb(connection: Connection) -> str:
        save(connection, opened.step(version=next(versions)))
        return "done"

    assert database.run(verb, municipality=1) == "done"


def test_a_verb_that_always_loses_gives_up(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    opened = open_case(tambo)
    with pytest.raises(TooManyRaces):
        database.run(
            lambda connection: save(connection, opened.step(version=7)),
            municipality=1,
            attempts=2,
        )


def test_two_threads_that_save_the_same_version_are_one_too_many(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    opened = open_case(tambo)
    outcomes = _race(lambda: _save_in(database, opened))
    assert sorted(outcomes) == ["saved", "stale"]


def test_two_threads_that_load_first_both_get_through_one_after_the_other(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    opened = open_case(tambo)
    seen: list[int] = []

    def step() -> str:
        def verb(connection: Connection) -> int:
            loaded = load(connection, 1, task_id=opened.task.id)
            assert loaded is not None
            save(connection, opened.step(version=loaded.instance.version))
            return loaded.instance.version

        seen.append(database.run(verb, municipality=1))
        return "saved"

    assert _race(step) == ["saved", "saved"]
    assert sorted(seen) == [1, 2]


def test_of_two_that_claim_a_task_the_second_sees_the_first(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    opened = open_case(tambo)

    def claiming(person_id: int) -> str:
        def verb(connection: Connection) -> str:
            loaded = load(connection, 1, task_id=opened.task.id)
            assert loaded is not None
            assert loaded.task is not None
            if loaded.task.assignee_id is not None:
                return "refused"
            taken = AssignedTask(opened.task.id, person_id, AT)
            save(connection, opened.step(version=loaded.instance.version, assigned_tasks=(taken,)))
            return "claimed"

        return database.run(verb, municipality=1)

    people = iter((tambo.person_id, tambo.other_person_id))
    assert sorted(_race(lambda: claiming(next(people)))) == ["claimed", "refused"]


def test_numbers_of_a_series_have_no_gaps_even_when_a_verb_fails(
    database: Database, tambo: Rows, other: Rows
) -> None:
    def numbered(municipality: int) -> int:
        with database.verb(municipality) as connection:
            return next_number(connection, municipality, kind="CON", year=2026)

    def failing(connection: Connection) -> float:
        return next_number(connection, 1, kind="CON", year=2026) / 0

    assert [numbered(1), numbered(1)] == [1, 2]
    with pytest.raises(ZeroDivisionError):
        database.run(failing, municipality=1)
    assert [numbered(1), numbered(2)] == [3, 1]


def test_a_completion_takes_few_statements_and_one_commit(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    opened = open_case(tambo)
    with counting() as count, database.verb(1) as connection:
        loaded = load(connection, 1, task_id=opened.task.id)
        assert loaded is not None
        save(connection, _typical(opened))
    assert (count.statements, count.commits) == (8, 1)
    assert count.round_trips == (2 if database.dialect == "postgresql" else 0)


def _typical(opened: Opened) -> StepRows:
    rows = opened.rows
    return opened.step(
        closed_tasks=(ClosedTask(1, "completed", AT, rows.person_id),),
        opened_tasks=(rows.task(token=2), rows.task(token=3)),
        armed_timers=(TimerRow(rows.new(), 4, 4, AT + 5),),
        submissions=(
            SubmissionRow(rows.new(), opened.task.id, 3, rows.person_id, AT, "{}", b"salt"),
        ),
    )


def _deadline(rows: Rows, task_id: int | None) -> DeadlineRow:
    return DeadlineRow(
        id=rows.new(),
        task_id=task_id,
        timer_id=None,
        token=7,
        element=3,
        title="Plazo de apelación",
        start_on="2026-03-27",
        unit="business",
        length=5,
        due_on="2026-04-07",
        due_at=AT + 5,
        source="Reglamento, art. 304",
        effect="escalate",
        owner="entity",
        fires="next-business-day",
        month_end="next_business_day",
        opened_at=AT,
        look_at=AT,
    )


def _lose(connection: Connection, task_id: int) -> None:
    """The server goes away between two trips of one transaction."""
    load(connection, 1, task_id=task_id)
    driver_of(connection).execute("SET ROLE NONE")
    with suppress(OperationalError):
        driver_of(connection).execute("SELECT pg_terminate_backend(pg_backend_pid())")
    load(connection, 1, task_id=task_id)


def _save_in(database: Database, opened: Opened) -> str:
    try:
        with database.verb(1) as connection:
            save(connection, opened.step())
    except StaleVersion:
        return "stale"
    return "saved"


def _race(function: Callable[[], str]) -> list[str]:
    """What two threads get that begin at the same moment."""
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def running() -> None:
        start.wait()
        outcomes.append(function())

    threads = [threading.Thread(target=running) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes


def test_the_image_that_the_database_keeps_is_the_one_of_before_the_step(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    opened = open_case(tambo)
    odd = tambo.task(token=2, name='Firmar «"½\\ñ"»\n', assignee_id=tambo.person_id)
    timer, job = TimerRow(tambo.new(), 2, 5, AT), JobRow(tambo.new(), 2, 6, "mail", "{}", AT, 5)
    awaited = SubscriptionRow(tambo.new(), 2, 4, "bid", "llave «1»")
    first = opened.step(
        opened_tasks=(odd,), armed_timers=(timer,), subscriptions=(awaited,), jobs=(job,)
    )
    with database.verb(1) as connection:
        save(connection, first)
    place = Place(1, opened.case.id, opened.instance_id)
    with database.read(1) as connection:
        before = image_of(connection, place)
    title = 'Compra de «"laptops"»'
    row = UndoRow(odd.id, tambo.person_id, 3, AT, b"\0before", '{"a":"«1»"}', title, None)
    born = JobRow(tambo.new(), 2, 6, "mail", "{}", AT, 5)
    closed = ClosedTask(2, "completed", AT, tambo.person_id)
    with database.verb(1) as connection:
        save(
            connection,
            opened.step(version=2, undo=row, closed_tasks=(closed,), jobs=(born,)),
        )
    with database.read(1) as connection:
        kept = undo_of(connection, 1, opened.case.id)
    assert kept is not None
    assert (kept.task_id, kept.person_id, kept.seq) == (odd.id, tambo.person_id, 3)
    case = {"tokens": row.tokens.hex(), "scopes": row.scopes, "title": title, "amount": None}
    found = json.loads(kept.before)
    assert len(found["tasks"]) == 2
    touched = {name: before[name] for name in ("tasks", "jobs")}
    assert _sorted(found) == _sorted({**touched, **case, "born": [born.id]})


def _sorted(image: dict[str, Any]) -> dict[str, Any]:
    """The rows of each table by their id."""
    return {
        name: sorted(value, key=str) if isinstance(value, list) else value
        for name, value in image.items()
    }
