"""Jobs: the work of service tasks, fetched and done by programs elsewhere.

Fetching may wait: the request is asynchronous and looks again twice a second, so that a program
that waits costs no thread. Everything else is a verb.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, Any, cast

import anyio
from anyio.to_thread import run_sync
from fastapi import Query
from starlette.responses import Response

from engine.access import Scope
from engine.definitions import program_of
from engine.jobs import external
from engine.refusals import Refused
from engine.values import plain
from storage.database import Connection
from storage.queries.cases import case_by_number
from storage.queries.incidents import attempts_of_job
from storage.queries.jobs import JobLine as Row
from storage.queries.jobs import has_due, job_line, jobs_of
from ui.api.answers import answer, id_of
from ui.api.cursors import cursor_of, place_in
from ui.api.describing import reads, writes
from ui.api.door import Here, Program
from ui.api.problems import not_found, of_refusal
from ui.api.repeats import Key, once
from ui.api.rooms import USUAL, Cursor, Identifier, Limit, room
from ui.api.shapes.jobs import (
    Attempt,
    Became,
    Completion,
    Ended,
    Extended,
    Extension,
    Failure,
    JobInFull,
    JobLine,
    Jobs,
    JobState,
    LeaseAsked,
    Leased,
    Leases,
    Outcome,
    Released,
    Thrown,
)
from ui.cases.pages import seen_case
from ui.failures import told_failure
from ui.seen import definitions_seen

router = room("jobs")
Ending = Callable[[], external.Ended | Refused]
LIST = "jobs"
LOOK = 0.5
"""Seconds between two looks of a program that waits."""
State = Annotated[JobState | None, Query(description="Only those in this state.")]
Kind = Annotated[str, Query(max_length=200, description="Only work of this kind.")]
CaseNumber = Annotated[str, Query(max_length=80, description="Only those of this case.")]
WorkerName = Annotated[
    str, Query(min_length=1, max_length=100, pattern=r"\S", description="Who has the job.")
]


@router.get("/jobs", **reads(Scope.JOBS_READ, Jobs))
def jobs(
    here: Here,
    state: State = None,
    kind: Kind = "",
    case: CaseNumber = "",
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> Response:
    """The work of the cases that the token may look into, newest first."""
    place = place_in(LIST, cursor, keys=1)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = case_by_number(connection, town, case) if case else None
        found: tuple[Row, ...] = ()
        if row or not case:
            found = jobs_of(
                connection,
                town,
                state=state,
                kind=kind or None,
                case_id=row.id if row else None,
                definition_ids=definitions_seen(here, connection),
                after=place[0] if place else None,
                limit=limit + 1,
            )
        items = [JobLine(**_line(here, connection, each)) for each in found[:limit]]
    more = cursor_of(LIST, found[limit - 1].id) if len(found) > limit else None
    return answer(here, Jobs(items=items, next=more))


@router.get("/jobs/{job_id}", **reads(Scope.JOBS_READ, JobInFull))
def one_job(here: Here, job_id: Identifier) -> Response:
    """One job, with the attempts that did not end well."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = job_line(connection, town, id_of(job_id))
        if row is None:
            raise not_found()
        seen_case(here, connection, row.number)
        tried = [
            Attempt(
                number=each.seq,
                worker=each.worker,
                started_at=each.started_at,
                ended_at=each.ended_at,
                outcome=cast("Outcome", each.outcome),
                reason=told_failure(each.reason, each.said, here.words),
            )
            for each in attempts_of_job(connection, town, row.id)
        ]
        line = _line(here, connection, row)
    return answer(here, JobInFull(**line, tried=tried))


@router.post("/jobs/leases", **writes(Scope.JOBS_WORK, Leases, status=200))
async def lease(here: Here, asked: LeaseAsked, key: Key = None) -> Response:
    """Take jobs of the kinds that the token may do. They are yours for a while, and nobody else's;
    end them, keep them longer or give them back. With `wait_seconds` the answer waits for work."""
    worker = worker_of(here, asked.worker)
    for _ in range(int(asked.wait_seconds / LOOK)):
        if await here.request.is_disconnected() or await run_sync(_something_to_do, here, asked):
            break
        await anyio.sleep(LOOK)
    return await run_sync(once, here, key, lambda: _lease(here, worker, asked))


@router.put("/jobs/{job_id}/lease", **writes(Scope.JOBS_WORK, Extended))
def keep(here: Here, job_id: Identifier, asked: Extension) -> Response:
    """Keep a job longer than it was taken for, counted from now."""
    lock_for = timedelta(seconds=asked.lock_seconds)
    worker = worker_of(here, asked.worker)
    outcome = external.keep(here.installation, worker, id_of(job_id), lock_for)
    if isinstance(outcome, Refused):
        raise of_refusal(outcome)
    return answer(here, Extended(id=job_id, locked_until=outcome))


@router.delete("/jobs/{job_id}/lease", **writes(Scope.JOBS_WORK, Released))
def give_back(here: Here, job_id: Identifier, worker: WorkerName) -> Response:
    """Give a job back untried: it is free for others at once, with all its attempts."""
    outcome = external.give_back(here.installation, worker_of(here, worker), id_of(job_id))
    if outcome is not None:
        raise of_refusal(outcome)
    return answer(here, Released(id=job_id))


@router.post("/jobs/{job_id}/completion", **writes(Scope.JOBS_WORK, Ended))
def complete(here: Here, job_id: Identifier, asked: Completion, key: Key = None) -> Response:
    """The work is done: the case goes on with what it brought."""
    worker = worker_of(here, asked.worker)
    return _ended(
        here,
        key,
        lambda: external.complete(here.installation, worker, id_of(job_id), asked.variables),
    )


@router.post("/jobs/{job_id}/failure", **writes(Scope.JOBS_WORK, Ended))
def fail(here: Here, job_id: Identifier, asked: Failure, key: Key = None) -> Response:
    """An attempt failed: it is tried again after a rest, or a person has to look."""
    worker, after = worker_of(here, asked.worker), asked.after_seconds
    return _ended(
        here,
        key,
        lambda: external.fail(
            here.installation,
            worker,
            id_of(job_id),
            asked.reason,
            attempts_left=asked.attempts_left,
            after=None if after is None else timedelta(seconds=after),
        ),
    )


@router.post("/jobs/{job_id}/error", **writes(Scope.JOBS_WORK, Ended))
def throw(here: Here, job_id: Identifier, asked: Thrown, key: Key = None) -> Response:
    """The work ended in a BPMN error: the case takes the way that is drawn for it."""
    worker = worker_of(here, asked.worker)
    return _ended(
        here,
        key,
        lambda: external.throw(
            here.installation, worker, id_of(job_id), asked.code, asked.variables
        ),
    )


def worker_of(here: Program, name: str) -> external.Worker:
    """The program at work, with the kinds that its token names; none named: every kind."""
    return external.Worker(here.actor, name.strip(), here.caller.job_kinds or None)


def _something_to_do(here: Program, asked: LeaseAsked) -> bool:
    town, now = here.municipality.id, here.installation.clock.now()
    with here.installation.database.read(town) as connection:
        return has_due(connection, town, now=now, kinds=asked.kinds)


def _lease(here: Program, worker: external.Worker, asked: LeaseAsked) -> Response:
    outcome = external.fetch(
        here.installation,
        worker,
        asked.kinds,
        most=asked.most,
        lock_for=timedelta(seconds=asked.lock_seconds),
        variables=asked.variables,
    )
    if isinstance(outcome, Refused):
        raise of_refusal(outcome)
    return answer(here, Leases(items=[_leased(each) for each in outcome]))


def _leased(job: external.Fetched) -> Leased:
    return Leased(
        id=str(job.id),
        kind=job.kind,
        attempt=job.attempt,
        attempts_left=job.attempts_left,
        idempotency_key=job.idempotency_key,
        headers=dict(job.headers),
        variables=plain(job.variables),
        locked_until=job.locked_until,
    )


def _ended(here: Program, key: str | None, verb: Ending) -> Response:
    def work() -> Response:
        outcome = verb()
        if isinstance(outcome, Refused):
            raise of_refusal(outcome)
        return answer(
            here, Ended(id=str(outcome.job_id), became=cast("Became", outcome.applied.value))
        )

    return once(here, key, work)


def _line(here: Program, connection: Connection, row: Row) -> dict[str, Any]:
    """A row as its shape's fields."""
    program = program_of(here.installation, connection, here.municipality.id, row.definition_id)
    elements = program.program.elements
    known = row.element is not None and row.element < len(elements)
    return {
        "id": str(row.id),
        "kind": row.kind,
        "state": row.state,
        "case": row.number,
        "process": row.process_key,
        "element": elements[row.element or 0].id if known else None,
        "due_at": row.run_at,
        "attempts": row.attempts,
        "attempts_left": max(row.max_attempts - row.attempts, 0),
        "worker": row.worker,
        "locked_until": row.locked_until,
        "last_error": row.last_error,
    }
