"""The dispatcher: takes jobs that are due, hands each to its handler, and applies the answer.

A job is done at least once: a handler gets the same key at every attempt. What a handler raises
counts as a failed attempt; after the last one an incident waits for a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from engine.cases.waits import PUBLISH
from engine.identity import system_actor
from engine.installation import Installation
from engine.jobs.applying import apply_result
from engine.jobs.results import Done, Handler, Incident, Result, Retry, Work
from engine.messages.publishing import publish
from engine.refusals import Refused
from engine.values import loads
from storage.database import WHOLE_INSTALLATION, Connection
from storage.jobs import Job, take_due

BATCH = 20
LOCKED = timedelta(minutes=2)
"""A worker that dies gives its jobs back after this while."""


def run_due(
    installation: Installation, handlers: Mapping[str, Handler], *, limit: int = BATCH
) -> int:
    """Take and do what is due; how many jobs were attempted."""

    def take(connection: Connection) -> tuple[Job, ...]:
        now = installation.clock.now()
        return take_due(connection, now=now, limit=limit, lock_for=LOCKED)

    jobs = installation.database.run(take, municipality=WHOLE_INSTALLATION)
    for job in jobs:
        apply_result(installation, job, _attempt(installation, handlers, job))
    return len(jobs)


def _attempt(installation: Installation, handlers: Mapping[str, Handler], job: Job) -> Result:
    work = _work_of(job)
    if job.kind == PUBLISH:
        return _publish(installation, work)
    handler = handlers.get(job.kind)
    if handler is None:
        return Incident(f"No hay quien haga el trabajo «{job.kind}».")
    try:
        return handler(work)
    except Exception as error:
        return Retry(type(error).__name__)  # the text of an error may hold personal data


def _work_of(job: Job) -> Work:
    content = loads(job.payload)
    return Work(
        municipality_id=job.municipality_id,
        case_id=job.case_id,
        kind=job.kind,
        payload=content.get("payload", {}),
        headers=content.get("headers", {}),
        idempotency_key=job.idempotency_key or str(job.id),
        attempt=job.attempts,
    )


def _publish(installation: Installation, work: Work) -> Result:
    answer = publish(
        installation,
        system_actor(work.municipality_id),
        work.headers["name"],
        work.headers["key"],
        work.payload,
        keep_for=installation.limits.message_keeping,
    )
    return Incident(str(answer.kind)) if isinstance(answer, Refused) else Done()
