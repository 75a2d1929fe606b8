"""What the answer of a handler means for its job and its case; one `match` says it all.

Finishing the job and advancing the case are one commit: a crash in between repeats the work, under
the same key, and never advances the case twice. An attempt that was overtaken changes nothing; what
comes while the case is suspended, also a failure, is kept until it goes on (`kept.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from engine import bpmn
from engine.bpmn.backoff import HEADER
from engine.cases.advance import Advance
from engine.cases.incidents import Where, raise_incident, raise_plain_incident
from engine.cases.kept_messages import settle
from engine.cases.lifecycle import CaseState
from engine.cases.scene import Scene, in_one_transaction, scene_of, surroundings_in, write_step
from engine.definitions.loading import Definition, program_of
from engine.history.kinds import EventKind
from engine.identity import system_actor
from engine.installation import Installation
from engine.jobs.backoff import rest_after
from engine.jobs.carried import headers_of
from engine.jobs.results import BusinessError, Done, Incident, Result, Retry
from engine.jobs.written import as_kept
from engine.refusals import Refused
from engine.sentences import N_, Fact, Sentence, phrase, said_of
from engine.values import dumps
from storage import step
from storage.database import Connection
from storage.jobs import Job, fail, finish, finish_in_error, keep_result, retry
from storage.tables.jobs import JobState


class Applied(StrEnum):
    """What became of a job.

    done: it is finished and its case went on. gone: its process no longer waited for it.
    kept: its case is suspended, the answer is applied when that goes on.
    retried: it is tried again later. failed: an incident tells a person. overtaken: somebody else
    had taken it meanwhile, and this answer counts for nothing.
    """

    DONE = "done"
    GONE = "gone"
    KEPT = "kept"
    RETRIED = "retried"
    FAILED = "failed"
    OVERTAKEN = "overtaken"


def apply_result(
    installation: Installation, job: Job, result: Result, *, at: datetime | None = None
) -> Applied:
    """Finish, retry or fail the job, as it was taken; advance its case. `at` is when the answer
    came, where it was kept meanwhile."""
    at = at or installation.clock.now()
    match result:
        case Done(brought) | BusinessError(_, brought) if (
            size := len(dumps(dict(brought)))
        ) > installation.limits.job_characters:
            reason = _too_large(size, installation.limits.job_characters)
            return _fail(installation, job, reason, at)
        case Done() | BusinessError():
            return _finish(installation, job, result, at)
        case Retry(_, _, left) if left or (left is None and job.attempts < job.max_attempts):
            return _retry(installation, job, result, at)
        case Retry(reason) | Incident(reason):
            return _fail(installation, job, reason, at)


def _too_large(size: int, most: int) -> Sentence:
    said = N_("El trabajo devolvió %(size)s caracteres de datos y el límite es %(most)s.")
    return phrase(said, size=size, most=most)


def _finish(
    installation: Installation, job: Job, result: Done | BusinessError, at: datetime
) -> Applied:
    actor = system_actor(job.municipality_id)

    def verb(connection: Connection) -> Advance | Applied:
        if job.state == JobState.KEPT and _is_suspended(connection, job):
            return Applied.KEPT
        if not _end(installation, connection, job, result):
            kept = keep_result(connection, job, as_kept(result, at))
            return Applied.KEPT if kept else Applied.OVERTAKEN
        if job.token is None or job.instance_id is None:
            return Applied.DONE
        loaded = step.load(connection, job.municipality_id, instance_id=job.instance_id)
        if loaded is None:
            return Applied.GONE
        scene = scene_of(installation, actor, loaded)
        definition = program_of(
            installation, connection, job.municipality_id, loaded.instance.definition_id
        )
        error = {"error": result.code} if isinstance(result, BusinessError) else None
        scene.ledger.add(EventKind.JOB_FINISHED, element=job.element, data=error)
        outcome = _advanced(connection, scene, definition, job.token, result)
        return write_step(connection, scene, definition, outcome)

    try:
        answer = in_one_transaction(installation, actor, verb)
    except bpmn.TokenGone:
        return _close(installation, job)
    except bpmn.StepFailed as failure:
        if (other := _set_aside(installation, job, failure.sentence, at)) is not None:
            return other
        raise_incident(installation, actor, failure, _where(job))
        return Applied.FAILED
    if isinstance(answer, Advance):
        settle(installation, job.municipality_id, answer)
        return Applied.DONE
    if isinstance(answer, Refused) and job.state == JobState.KEPT:
        return Applied.KEPT
    if isinstance(answer, Refused):
        return _retry(installation, job, Retry(str(answer.kind)), at)
    return answer


def _is_suspended(connection: Connection, job: Job) -> bool:
    """Under the lock of the case: it was suspended again before its result was applied."""
    if job.instance_id is None:
        return False
    loaded = step.load(connection, job.municipality_id, instance_id=job.instance_id)
    return loaded is not None and loaded.case.state == CaseState.SUSPENDED


def _end(
    installation: Installation, connection: Connection, job: Job, result: Done | BusinessError
) -> bool:
    if isinstance(result, Done):
        return finish(connection, job)
    return finish_in_error(connection, job, at=installation.clock.now(), code=result.code)


def _advanced(
    connection: Connection,
    scene: Scene,
    definition: Definition,
    token: int,
    result: Done | BusinessError,
) -> bpmn.Outcome:
    surroundings = surroundings_in(scene, connection)
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


def _close(installation: Installation, job: Job) -> Applied:
    """The process no longer waits for it."""
    installation.database.run(
        lambda connection: finish(connection, job), municipality=job.municipality_id
    )
    return Applied.GONE


def _retry(installation: Installation, job: Job, result: Retry, at: datetime) -> Applied:
    after = result.after
    rest = after if after is not None else rest_after(job.attempts, _drawn_rests(job))

    def act(connection: Connection) -> bool:
        return retry(
            connection,
            job,
            at=at,
            run_at=at + rest,
            error=str(result.reason),
            said=said_of(result.reason),
            left=result.left,
        )

    return _act_or_keep(installation, job, result, at, act) or Applied.RETRIED


def _drawn_rests(job: Job) -> str:
    return str(headers_of(job).get(HEADER, ""))


def _fail(installation: Installation, job: Job, reason: Fact, at: datetime) -> Applied:
    if (other := _set_aside(installation, job, reason, at)) is not None:
        return other
    if job.instance_id is not None or job.case_id is not None:
        actor = system_actor(job.municipality_id)
        raise_plain_incident(installation, actor, reason, _where(job), element=job.element)
    return Applied.FAILED


def _set_aside(installation: Installation, job: Job, reason: Fact, at: datetime) -> Applied | None:
    """It failed for good; or why that is not so, yet."""
    return _act_or_keep(
        installation,
        job,
        Incident(reason),
        at,
        lambda connection: fail(connection, job, at=at, error=str(reason), said=said_of(reason)),
    )


def _act_or_keep(
    installation: Installation,
    job: Job,
    result: Retry | Incident,
    at: datetime,
    act: Callable[[Connection], bool],
) -> Applied | None:
    """None when the failure has acted; else it is kept, its case being suspended, or the attempt
    was overtaken."""

    def verb(connection: Connection) -> Applied | None:
        if job.state == JobState.KEPT and _is_suspended(connection, job):
            return Applied.KEPT
        if act(connection):
            return None
        kept = keep_result(connection, job, as_kept(result, at))
        return Applied.KEPT if kept else Applied.OVERTAKEN

    return installation.database.run(verb, municipality=job.municipality_id)


def _where(job: Job) -> Where:
    return Where(case_id=job.case_id, job_id=job.id)
