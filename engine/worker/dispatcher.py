"""The dispatcher: takes jobs that are due, hands each to its handler, and applies the answer.

A job is done at least once: a handler gets the same key at every attempt. What a handler raises
counts as a failed attempt; after the last one an incident waits for a person. Kinds of work that
nobody here knows are left to external workers.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping
from datetime import timedelta

from engine.installation import Installation
from engine.jobs.applying import apply_result
from engine.jobs.carried import work_of
from engine.jobs.results import Handler, Result, Retry
from storage.database import WHOLE_INSTALLATION, Connection
from storage.jobs import Job, take_due, take_over, towns_with_work

log = logging.getLogger("cauce.worker")

BATCH = 20
"""Jobs that one visit does at most; then other towns have their turn."""
LONG = timedelta(seconds=1)
"""A visit takes no further job after this while."""
LEASE = timedelta(minutes=10)


def towns_due(installation: Installation, kinds: Collection[str]) -> tuple[int, ...]:
    """The municipalities with work of these kinds that is due."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        return towns_with_work(connection, now=installation.clock.now(), kinds=kinds)


def visit(
    installation: Installation,
    handlers: Mapping[str, Handler],
    municipality_id: int,
    worker: str,
    *,
    lease: timedelta = LEASE,
    stopping: Callable[[], bool] = lambda: False,
    limit: int = BATCH,
) -> int:
    """Do what is due in one town, one job after the other; how many were attempted.

    Whoever worked under this name before and died has left its jobs: they are free at once.
    """
    _take_over(installation, municipality_id, worker)
    began, done = installation.clock.now(), 0
    while done < limit and not stopping() and installation.clock.now() - began < LONG:
        job = _take(installation, municipality_id, worker, handlers, lease)
        if job is None:
            break
        apply_result(installation, job, attempt(handlers, job))
        done += 1
    return done


def run_due(
    installation: Installation, handlers: Mapping[str, Handler], *, limit: int = BATCH
) -> int:
    """A visit to each town with work, in this thread; how many jobs were attempted."""
    worker = f"turn {installation.ids.new()}"
    towns = towns_due(installation, handlers)
    return sum(visit(installation, handlers, town, worker, limit=limit) for town in towns)


def attempt(handlers: Mapping[str, Handler], job: Job) -> Result:
    """What the handler of a job answers; what it raises is a failed attempt."""
    try:
        return handlers[job.kind](work_of(job))
    except Exception as error:  # its text may hold personal data
        log.warning("attempt failed", extra={"job": job.id, "error": type(error).__name__})
        return Retry(type(error).__name__)


def _take_over(installation: Installation, municipality_id: int, worker: str) -> None:
    def verb(connection: Connection) -> int:
        return take_over(connection, municipality_id, worker, at=installation.clock.now())

    installation.database.run(verb, municipality=municipality_id)


def _take(
    installation: Installation,
    municipality_id: int,
    worker: str,
    kinds: Collection[str],
    lease: timedelta,
) -> Job | None:
    def verb(connection: Connection) -> tuple[Job, ...]:
        return take_due(
            connection,
            now=installation.clock.now(),
            limit=1,
            lock_for=lease,
            worker=worker,
            municipality_id=municipality_id,
            kinds=kinds,
        )

    found = installation.database.run(verb, municipality=municipality_id)
    return found[0] if found else None
