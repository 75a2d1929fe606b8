"""The queue: at least once, once at a time, with an end."""

import threading
from datetime import timedelta

import pytest

from storage.database import WHOLE_INSTALLATION, Database
from storage.jobs import enqueue, fail, finish, job_by_id, retry, revive, take_due
from tests.integration.storage.conftest import NOW, Rows

LOCK = timedelta(minutes=1)


def wish(database: Database, rows: Rows, *, key: str | None = None, after: int = 0) -> int | None:
    job_id = rows.new()
    with database.verb(rows.municipality_id) as connection:
        wished = enqueue(
            connection,
            rows.municipality_id,
            job_id=job_id,
            kind="mail",
            payload='{"to":7}',
            run_at=NOW + timedelta(seconds=after),
            idempotency_key=key,
        )
    return job_id if wished else None


def taken(database: Database, *, after: int = 0, limit: int = 10) -> list[int]:
    with database.verb(WHOLE_INSTALLATION) as connection:
        now = NOW + timedelta(seconds=after)
        return [job.id for job in take_due(connection, now=now, limit=limit, lock_for=LOCK)]


def test_jobs_are_taken_when_due_the_oldest_first_from_all_towns(
    database: Database, tambo: Rows, other: Rows
) -> None:
    later = wish(database, tambo, after=20)
    first = wish(database, other, after=-10)
    second = wish(database, tambo)
    assert taken(database) == [first, second]
    assert taken(database, after=30) == [later]


def test_a_taken_job_is_left_alone_until_its_lock_ends(database: Database, tambo: Rows) -> None:
    job = wish(database, tambo)
    assert taken(database) == [job]
    assert taken(database, after=59) == []
    assert taken(database, after=60) == [job]


def test_each_attempt_is_counted(database: Database, tambo: Rows) -> None:
    wish(database, tambo)
    with database.verb(WHOLE_INSTALLATION) as connection:
        [job] = take_due(connection, now=NOW, limit=1, lock_for=LOCK)
        retry(connection, 1, job.id, run_at=NOW + LOCK, error="no answer")
        [again] = take_due(connection, now=NOW + LOCK, limit=1, lock_for=LOCK)
    assert (job.attempts, again.attempts, again.payload) == (1, 2, '{"to":7}')


def test_a_retried_job_waits_for_its_time(database: Database, tambo: Rows) -> None:
    job = wish(database, tambo)
    taken(database)
    assert job is not None
    with database.verb(1) as connection:
        retry(connection, 1, job, run_at=NOW + timedelta(seconds=5), error="no answer")
    assert taken(database, after=4) == []
    assert taken(database, after=5) == [job]


@pytest.mark.parametrize("ending", [finish, lambda *job: fail(*job, error="gone")])
def test_a_job_that_ended_is_not_taken_again(
    database: Database, tambo: Rows, ending: object
) -> None:
    job = wish(database, tambo)
    taken(database)
    with database.verb(1) as connection:
        ending(connection, 1, job)
    assert taken(database, after=3600) == []


def test_a_failed_job_can_be_revived_once(database: Database, tambo: Rows) -> None:
    job = wish(database, tambo)
    taken(database)
    assert job is not None
    with database.verb(1) as connection:
        fail(connection, 1, job, error="gone")
        revived = [revive(connection, 1, job, run_at=NOW) for _ in range(2)]
        found = job_by_id(connection, 1, job)
    assert revived == [True, False]
    assert found is not None
    assert found.attempts == 0
    assert taken(database) == [job]


def test_the_same_wish_is_enqueued_once_in_each_town(
    database: Database, tambo: Rows, other: Rows
) -> None:
    wishes = [wish(database, rows, key="receipt-7") for rows in (tambo, tambo, other)]
    assert [wished is not None for wished in wishes] == [True, False, True]


def test_wishes_without_a_key_are_all_different(database: Database, tambo: Rows) -> None:
    assert wish(database, tambo) is not None
    assert wish(database, tambo) is not None


def test_a_wish_of_a_verb_that_fails_is_never_run(database: Database, tambo: Rows) -> None:
    def failing(connection: object) -> None:
        enqueue(connection, 1, job_id=7, kind="mail", payload="{}", run_at=NOW)
        raise RuntimeError("the step failed")

    with pytest.raises(RuntimeError):
        database.run(failing, municipality=1)
    assert taken(database) == []


def test_two_workers_never_take_the_same_job(database: Database, tambo: Rows) -> None:
    jobs = {wish(database, tambo) for _ in range(6)}
    found: list[list[int]] = []
    start = threading.Barrier(2)

    def work() -> None:
        start.wait()
        found.append(taken(database, limit=3))
        found.append(taken(database, limit=3))

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)
    everything = [job for some in found for job in some]
    assert len(everything) == len(set(everything))
    assert set(everything) | set(taken(database)) == jobs
