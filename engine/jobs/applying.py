"""What the answer of a handler means for its job and its case; one `match` says it all.

Finishing the job and advancing the case are one commit: a crash in between repeats the work, under
the same key, and never advances the case twice.
"""

from __future__ import annotations

from datetime import timedelta

from engine import bpmn
from engine.cases.advance import Advance
from engine.cases.incidents import Where, raise_incident, raise_plain_incident
from engine.cases.kept_messages import settle
from engine.cases.scene import Scene, in_one_transaction, scene_of, write_step
from engine.cases.surroundings import surroundings_of
from engine.definitions.loading import Definition, program_of
from engine.identity import system_actor
from engine.installation import Installation
from engine.jobs.backoff import rest_after
from engine.jobs.results import BusinessError, Done, Incident, Result, Retry
from engine.refusals import Refused
from storage import step
from storage.database import Connection
from storage.jobs import Job, fail, finish, retry


def apply_result(installation: Installation, job: Job, result: Result) -> None:
    """Finish, retry or fail the job; advance its case."""
    match result:
        case Done() | BusinessError():
            _finish(installation, job, result)
        case Retry(reason, after) if job.attempts < job.max_attempts:
            _retry(installation, job, reason, after or rest_after(job.attempts))
        case Retry(reason):
            _fail(installation, job, reason)
        case Incident(reason):
            _fail(installation, job, reason)


def _finish(installation: Installation, job: Job, result: Done | BusinessError) -> None:
    actor = system_actor(job.municipality_id)

    def verb(connection: Connection) -> Advance | None:
        finish(connection, job.municipality_id, job.id)
        if job.token is None or job.instance_id is None:
            return None
        loaded = step.load(connection, job.municipality_id, instance_id=job.instance_id)
        if loaded is None:
            return None
        scene = scene_of(installation, actor, loaded)
        definition = program_of(
            installation, connection, job.municipality_id, loaded.instance.definition_id
        )
        outcome = _advanced(connection, scene, definition, job.token, result)
        return write_step(connection, scene, definition, outcome)

    try:
        advance = in_one_transaction(installation, actor, verb)
    except bpmn.TokenGone:
        _close(installation, job)
        return
    except bpmn.StepFailed as failure:
        _set_aside(installation, job, failure.message)
        raise_incident(installation, actor, failure, _where(job))
        return
    if isinstance(advance, Advance):
        settle(installation, job.municipality_id, advance)
    elif isinstance(advance, Refused):
        _retry(installation, job, str(advance.kind), rest_after(job.attempts))


def _advanced(
    connection: Connection,
    scene: Scene,
    definition: Definition,
    token: int,
    result: Done | BusinessError,
) -> bpmn.Outcome:
    surroundings = surroundings_of(scene.installation, connection, scene.municipality_id, scene.now)
    if isinstance(result, Done):
        return bpmn.finish_job(
            definition.program, scene.snapshot, token, result.result, surroundings=surroundings
        )
    return bpmn.throw_error(
        definition.program,
        scene.snapshot,
        token,
        result.code,
        result.payload,
        surroundings=surroundings,
    )


def _close(installation: Installation, job: Job) -> None:
    """The process no longer waits for it."""
    installation.database.run(
        lambda connection: finish(connection, job.municipality_id, job.id),
        municipality=job.municipality_id,
    )


def _retry(installation: Installation, job: Job, reason: str, rest: timedelta) -> None:
    def verb(connection: Connection) -> None:
        run_at = installation.clock.now() + rest
        retry(connection, job.municipality_id, job.id, run_at=run_at, error=reason)

    installation.database.run(verb, municipality=job.municipality_id)


def _set_aside(installation: Installation, job: Job, reason: str) -> None:
    installation.database.run(
        lambda connection: fail(connection, job.municipality_id, job.id, error=reason),
        municipality=job.municipality_id,
    )


def _fail(installation: Installation, job: Job, reason: str) -> None:
    _set_aside(installation, job, reason)
    if job.instance_id is not None or job.case_id is not None:
        actor = system_actor(job.municipality_id)
        raise_plain_incident(installation, actor, reason, _where(job), element=job.element)


def _where(job: Job) -> Where:
    return Where(case_id=job.case_id, job_id=job.id)
