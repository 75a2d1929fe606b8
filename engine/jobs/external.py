"""External workers: programs elsewhere that do the work of service tasks.

They fetch jobs of the kinds they know, which are theirs for a while, and say how each ended. What a
job was fetched with is what it is ended with: a worker that was too slow, and overtaken, changes
nothing. Kinds of the house itself (`cauce:`) are not given out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.identity import Actor
from engine.installation import Installation
from engine.jobs.applying import Applied, apply_result
from engine.jobs.carried import work_of
from engine.jobs.results import BusinessError, Done, Incident, Result, Retry
from engine.jobs.written import is_failure
from engine.refusals import InvalidData, RefusalKind, Refused
from engine.values import Value, dumps
from storage.database import Connection
from storage.jobs import Job, extend, job_by_id, release, take_due
from storage.tables.jobs import JobState

HOUSE = "cauce:"
MOST = 100
SHORTEST_LOCK, LONGEST_LOCK = timedelta(seconds=1), timedelta(hours=24)
LONGEST_REST = timedelta(days=30)
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Worker:
    """A program at work for a municipality: its person, its name, and the kinds it may do (None:
    all but the house's own). Two programs of one person are told apart by their names."""

    actor: Actor
    name: str
    kinds: frozenset[str] | None = None

    def may_do(self, kind: str) -> bool:
        """Whether the kind is one of its own."""
        return not kind.startswith(HOUSE) and (self.kinds is None or kind in self.kinds)

    @property
    def signature(self) -> str:
        """Under which it takes jobs."""
        return f"{self.actor.person_id}/{self.name}"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A job for a worker; `locked_until` is when it goes to another."""

    id: int
    kind: str
    case_id: int | None
    attempt: int
    attempts_left: int
    idempotency_key: str
    headers: Mapping[str, str]
    variables: Mapping[str, Value]
    locked_until: datetime


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of a job; `gone` when its process no longer waited for it."""

    job_id: int
    applied: Applied


def fetch(
    installation: Installation,
    worker: Worker,
    kinds: Collection[str],
    *,
    most: int = 1,
    lock_for: timedelta = timedelta(minutes=1),
    variables: Collection[str] | None = None,
) -> tuple[Fetched, ...] | Refused:
    """Take jobs that are due, the oldest first; `variables` None: all that they carry."""
    wrong = _wrong_request(worker, kinds, most, lock_for)
    if wrong is not None:
        return wrong

    def verb(connection: Connection) -> tuple[Job, ...]:
        return take_due(
            connection,
            now=installation.clock.now(),
            limit=most,
            lock_for=lock_for,
            worker=worker.signature,
            municipality_id=worker.actor.municipality_id,
            kinds=kinds,
        )

    jobs = installation.database.run(verb, municipality=worker.actor.municipality_id)
    return tuple(_fetched(job, variables) for job in jobs)


def complete(
    installation: Installation, worker: Worker, job_id: int, variables: Mapping[str, Value]
) -> Ended | Refused:
    """The work is done; the variables go into the case as the outputs of its step say."""
    return _too_large(installation, variables) or _end(
        installation, worker, job_id, Done(variables)
    )


def throw(
    installation: Installation,
    worker: Worker,
    job_id: int,
    code: str,
    variables: Mapping[str, Value],
) -> Ended | Refused:
    """The work ended in an error for which the process has a way."""
    if not code.strip():
        return _invalid("code")
    return _too_large(installation, variables) or _end(
        installation, worker, job_id, BusinessError(code, variables)
    )


def fail(
    installation: Installation,
    worker: Worker,
    job_id: int,
    reason: str,
    *,
    attempts_left: int | None = None,
    after: timedelta | None = None,
) -> Ended | Refused:
    """An attempt failed. With no attempts left an incident tells a person.

    None: one attempt fewer, and the rest that is drawn. `reason` is shown to people of the town.
    """
    if not reason.strip():
        return _invalid("reason")
    if attempts_left is not None and not 0 <= attempts_left <= MOST:
        return _invalid("attempts_left")
    if after is not None and not timedelta(0) <= after <= LONGEST_REST:
        return _invalid("after")
    result = Incident(reason) if attempts_left == 0 else Retry(reason, after, attempts_left)
    return _end(installation, worker, job_id, result)


def keep(
    installation: Installation, worker: Worker, job_id: int, lock_for: timedelta
) -> datetime | Refused:
    """Keep a job longer, counted from now; until when."""
    if not SHORTEST_LOCK <= lock_for <= LONGEST_LOCK:
        return _invalid("lock_for")
    until = installation.clock.now() + lock_for

    def verb(connection: Connection) -> datetime | Refused:
        job = _held(connection, worker, job_id)
        if isinstance(job, Refused):
            return job
        return until if extend(connection, job, until=until) else _NOT_HELD

    return installation.database.run(verb, municipality=worker.actor.municipality_id)


def give_back(installation: Installation, worker: Worker, job_id: int) -> Refused | None:
    """Give a job back untried; None when it is free for others."""

    def verb(connection: Connection) -> Refused | None:
        job = _held(connection, worker, job_id)
        if isinstance(job, Refused):
            return job
        return None if release(connection, job, at=installation.clock.now()) else _NOT_HELD

    return installation.database.run(verb, municipality=worker.actor.municipality_id)


_NOT_HELD = Refused(RefusalKind.JOB_NOT_HELD)


def _end(
    installation: Installation, worker: Worker, job_id: int, result: Result
) -> Ended | Refused:
    municipality_id = worker.actor.municipality_id
    with installation.database.read(municipality_id) as connection:
        job = _held(connection, worker, job_id, states=_ENDED_IN)
    if isinstance(job, Refused):
        return job
    if job.state == JobState.KEPT:
        return _kept_already(job, result)
    applied = apply_result(installation, job, result)
    if applied is Applied.OVERTAKEN:
        return _NOT_HELD
    if applied is Applied.FAILED and isinstance(result, Done | BusinessError):
        with installation.database.read(municipality_id) as connection:
            found = job_by_id(connection, municipality_id, job_id)
        message = found.last_error if found is not None else None
        return Refused(RefusalKind.STEP_FAILED, {"element": "", "message": message or ""})
    return Ended(job_id, applied)


_ENDED_IN = (JobState.WAITING, JobState.HELD, JobState.KEPT)
"""How work ended counts also while its case is suspended."""


def _kept_already(job: Job, result: Result) -> Ended | Refused:
    """Said twice is said once; the opposite of what is kept comes too late."""
    if is_failure(job.result) == isinstance(result, Retry | Incident):
        return Ended(job.id, Applied.KEPT)
    return Refused(RefusalKind.JOB_NOT_OPEN, {"state": job.state})


def _held(
    connection: Connection,
    worker: Worker,
    job_id: int,
    *,
    states: Collection[str] = (JobState.WAITING,),
) -> Job | Refused:
    """The job as this worker took it. A lock that ended counts until somebody else takes it."""
    job = job_by_id(connection, worker.actor.municipality_id, job_id)
    if job is None or job.kind.startswith(HOUSE):
        return Refused(RefusalKind.NOT_FOUND)
    if not worker.may_do(job.kind):
        return Refused(RefusalKind.KIND_NOT_ALLOWED)
    if job.state == JobState.DONE:
        return Refused(RefusalKind.JOB_DONE)
    if job.state not in states:
        return Refused(RefusalKind.JOB_NOT_OPEN, {"state": job.state})
    return job if job.worker == worker.signature else _NOT_HELD


def _wrong_request(
    worker: Worker, kinds: Collection[str], most: int, lock_for: timedelta
) -> Refused | None:
    if not 0 < len(worker.name.strip()) <= LONGEST_NAME:
        return _invalid("worker")
    if not kinds:
        return _invalid("kinds")
    if not all(worker.may_do(kind) for kind in kinds):
        return Refused(RefusalKind.KIND_NOT_ALLOWED)
    if not 1 <= most <= MOST:
        return _invalid("most")
    return None if SHORTEST_LOCK <= lock_for <= LONGEST_LOCK else _invalid("lock_for")


def _too_large(installation: Installation, variables: Mapping[str, Value]) -> Refused | None:
    most = installation.limits.job_characters
    if len(dumps(dict(variables))) <= most:
        return None
    return InvalidData(RefusalKind.INVALID_DATA, {"limit": str(most)})


def _invalid(field: str) -> Refused:
    return Refused(RefusalKind.INVALID_DATA, {"field": field})


def _fetched(job: Job, variables: Collection[str] | None) -> Fetched:
    work = work_of(job)
    carried = {
        name: value
        for name, value in work.payload.items()
        if variables is None or name in variables
    }
    assert job.locked_until is not None  # noqa: S101 - it was just taken
    return Fetched(
        id=job.id,
        kind=job.kind,
        case_id=job.case_id,
        attempt=job.attempts,
        attempts_left=max(job.max_attempts - job.attempts, 0),
        idempotency_key=work.idempotency_key,
        headers=work.headers,
        variables=carried,
        locked_until=job.locked_until,
    )
