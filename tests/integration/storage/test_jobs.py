"""The queue: at least once, once at a time, with an end."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from storage.database import WHOLE_INSTALLATION, Connection, Database
from storage.jobs import (
    Job,
    enqueue,
    extend,
    fail,
    finish,
    finish_in_error,
    job_by_id,
    prune_jobs,
    release,
    retry,
    revive,
    take_due,
    take_over,
    towns_with_work,
    unclaimed,
)
from storage.queries.incidents import attempts_of_job
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


def take(
    database: Database, *, after: int = 0, worker: str = "w1", kinds: list[str] | None = None
) -> Job | None:
    with database.verb(WHOLE_INSTALLATION) as connection:
        now = NOW + timedelta(seconds=after)
        found = take_due(connection, now=now, limit=1, lock_for=LOCK, worker=worker, kinds=kinds)
    return found[0] if found else None


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
    job = take(database)
    assert job is not None
    with database.verb(WHOLE_INSTALLATION) as connection:
        assert retry(connection, job, at=NOW, run_at=NOW + LOCK, error="no answer")
    again = take(database, after=60)
    assert again is not None
    assert (job.attempts, again.attempts, again.payload) == (1, 2, '{"to":7}')


def test_a_retried_job_waits_for_its_time(database: Database, tambo: Rows) -> None:
    wish(database, tambo)
    job = take(database)
    assert job is not None
    with database.verb(1) as connection:
        retry(connection, job, at=NOW, run_at=NOW + timedelta(seconds=5), error="no answer")
    assert taken(database, after=4) == []
    assert taken(database, after=5) == [job.id]


def _failed(connection: Connection, job: Job) -> bool:
    return fail(connection, job, at=NOW, error="gone")


@pytest.mark.parametrize("ending", [finish, _failed])
def test_a_job_that_ended_is_not_taken_again(
    database: Database, tambo: Rows, ending: Callable[[Connection, Job], bool]
) -> None:
    wish(database, tambo)
    job = take(database)
    assert job is not None
    with database.verb(1) as connection:
        assert ending(connection, job)
    assert taken(database, after=3600) == []


def test_a_failed_job_can_be_revived_once(database: Database, tambo: Rows) -> None:
    wish(database, tambo)
    job = take(database)
    assert job is not None
    with database.verb(1) as connection:
        _failed(connection, job)
        revived = [revive(connection, 1, job.id, run_at=NOW) for _ in range(2)]
        found = job_by_id(connection, 1, job.id)
    assert revived == [True, False]
    assert found is not None
    assert found.attempts == 0
    assert taken(database) == [job.id]


def test_an_attempt_that_was_overtaken_ends_nothing(database: Database, tambo: Rows) -> None:
    wish(database, tambo)
    slow = take(database, worker="slow")
    assert slow is not None
    fast = take(database, after=61, worker="fast")
    assert fast is not None
    with database.verb(1) as connection:
        assert not finish(connection, slow)
        assert not retry(connection, slow, at=NOW, run_at=NOW, error="late")
        assert not _failed(connection, slow)
        assert not release(connection, slow, at=NOW)
        assert not extend(connection, slow, until=NOW + 9 * LOCK)
        assert finish(connection, fast)


def test_a_job_is_kept_as_long_as_its_worker_asks(database: Database, tambo: Rows) -> None:
    wish(database, tambo)
    job = take(database)
    assert job is not None
    with database.verb(1) as connection:
        assert extend(connection, job, until=NOW + 3 * LOCK)
    assert taken(database, after=179) == []
    assert taken(database, after=180) == [job.id]


def test_what_a_dead_worker_left_is_free_for_who_takes_its_name(
    database: Database, tambo: Rows, other: Rows
) -> None:
    job, of_other = wish(database, tambo), wish(database, other, after=1)
    assert taken(database, after=1) == [job, of_other]
    with database.verb(1) as connection:
        left = [
            take_over(connection, 1, name, at=NOW) for name in ("somebody else", "worker", "worker")
        ]
    assert left == [0, 1, 0]
    assert taken(database, after=2) == [job]


def test_a_job_given_back_untried_has_all_its_attempts(database: Database, tambo: Rows) -> None:
    wish(database, tambo)
    job = take(database)
    assert job is not None
    with database.verb(1) as connection:
        assert release(connection, job, at=NOW)
    again = take(database)
    assert again is not None
    assert again.attempts == 1


def test_each_attempt_that_did_not_end_well_is_told(database: Database, tambo: Rows) -> None:
    job_id = wish(database, tambo)
    assert job_id is not None
    first = take(database, worker="w1")
    assert first is not None
    with database.verb(1) as connection:
        retry(connection, first, at=NOW + LOCK, run_at=NOW + LOCK, error="no answer")
    assert take(database, after=60, worker="w2") is not None
    third = take(database, after=120, worker="w3")
    assert third is not None
    with database.verb(1) as connection:
        fail(connection, third, at=NOW + 3 * LOCK, error="gone")
        revive(connection, 1, job_id, run_at=NOW + 3 * LOCK)
    last = take(database, after=180, worker="w4")
    assert last is not None
    with database.verb(1) as connection:
        finish(connection, last)
    with database.read(1) as connection:
        told = attempts_of_job(connection, 1, job_id)
    assert [(each.seq, each.worker, each.outcome, each.reason) for each in told] == [
        (1, "w1", "retry", "no answer"),
        (2, "w2", "lost", ""),
        (3, "w3", "failed", "gone"),
    ]
    assert (told[0].started_at, told[0].ended_at) == (NOW, NOW + LOCK)


def test_only_work_of_the_kinds_that_are_asked_for_is_taken(
    database: Database, tambo: Rows
) -> None:
    job = wish(database, tambo)
    assert take(database, kinds=["stamp"]) is None
    found = take(database, kinds=["stamp", "mail"])
    assert found is not None
    assert found.id == job


def test_the_towns_with_work_are_those_with_jobs_of_a_kind_that_are_due(
    database: Database, tambo: Rows, other: Rows
) -> None:
    def towns(after: int, *kinds: str) -> tuple[int, ...]:
        now = NOW + timedelta(seconds=after)
        with database.read(WHOLE_INSTALLATION) as connection:
            return towns_with_work(connection, now=now, kinds=kinds)

    wish(database, tambo)
    wish(database, tambo)
    wish(database, other, after=10)
    assert towns(0, "mail") == (1,)
    assert towns(10, "mail") == (1, 2)
    assert towns(10, "stamp") == ()
    taken(database, limit=1)
    assert towns(0, "mail") == (1,)
    taken(database, limit=1)
    assert towns(0, "mail") == ()


def test_jobs_that_are_over_are_forgotten_with_their_attempts_and_what_failed_stays(
    database: Database, tambo: Rows
) -> None:
    done, failed, waiting = (wish(database, tambo) for _ in range(3))
    with database.verb(WHOLE_INSTALLATION) as connection:
        first, second, _ = take_due(connection, now=NOW, limit=3, lock_for=LOCK)
        finish_in_error(connection, first, at=NOW, code="UNKNOWN")
        fail(connection, second, at=NOW, error="gone")
        kept = prune_jobs(connection, before=NOW + LOCK, limit=9)
        gone = prune_jobs(connection, before=NOW + 2 * LOCK, limit=9)
    with database.read(1) as connection:
        left = [job_by_id(connection, 1, job or 0) for job in (done, failed, waiting)]
    assert (kept, gone) == (0, 1)
    assert [job and job.id for job in left] == [None, failed, waiting]


def test_work_of_unknown_kinds_that_nobody_takes_is_found(database: Database, tambo: Rows) -> None:
    def found(after: int, *known: str) -> list[int]:
        before = NOW + timedelta(seconds=after)
        with database.read(WHOLE_INSTALLATION) as connection:
            return [job.id for job in unclaimed(connection, before=before, known=known, limit=9)]

    job = wish(database, tambo)
    assert (found(-1, "stamp"), found(0, "mail"), found(0, "stamp")) == ([], [], [job])
    taken(database)
    assert found(9, "stamp") == []


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
