"""A step that could not be run as drawn: nothing of it stays, and a person is told.

The incident and its event go into a transaction of their own, after the failed one was rolled back.
The sentence of the failure may quote what was entered, so it stays outside the hashed history.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.bpmn import StepFailed, TokenGone
from engine.cases.scene import Scene, in_one_transaction, scene_of, write_events
from engine.definitions.loading import Definition, program_of
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.sentences import Fact, said_of
from storage import step
from storage.database import Connection
from storage.queries.cases import incidents_of_case


@dataclass(frozen=True, slots=True)
class Where:
    """What was being done: a task completed, a timer fired, a job finished, a message received."""

    task_id: int | None = None
    case_id: int | None = None
    instance_id: int | None = None
    timer_id: int | None = None
    job_id: int | None = None


def raise_incident(
    installation: Installation, actor: Actor, failure: StepFailed | TokenGone, where: Where
) -> Refused:
    """Record a failed step; the refusal that tells the person."""
    element_id = failure.element_id if isinstance(failure, StepFailed) else ""
    message = failure.sentence if isinstance(failure, StepFailed) else str(failure)
    return _record(installation, actor, message, where, element_id, None, type(failure).__name__)


def raise_plain_incident(
    installation: Installation, actor: Actor, message: Fact, where: Where, *, element: int | None
) -> Refused:
    """Record work that nobody could do."""
    return _record(installation, actor, message, where, "", element, "")


def step_failed(element_id: str, sentence: Fact) -> Refused:
    """The refusal of a step that could not be run; its facts hold the sentence and its parts."""
    facts = {"element": element_id, "message": str(sentence), "said": said_of(sentence) or ""}
    return Refused(RefusalKind.STEP_FAILED, facts)


def _record(
    installation: Installation,
    actor: Actor,
    sentence: Fact,
    where: Where,
    element_id: str,
    element: int | None,
    detail: str,
) -> Refused:
    message, said = str(sentence), said_of(sentence)

    def verb(connection: Connection) -> Refused:
        loaded = _load(connection, actor, where)
        if loaded is None:
            return Refused(RefusalKind.NOT_FOUND)
        scene = scene_of(installation, actor, loaded)
        definition = program_of(
            installation, connection, actor.municipality_id, loaded.instance.definition_id
        )
        index = element if element is not None else _index_of(definition, element_id)
        named = "" if index is None else definition.program.elements[index].id
        refused = step_failed(named, sentence)
        if _waits_already(connection, scene, named, message, where):
            return refused
        scene.ledger.add(
            EventKind.INCIDENT_RAISED,
            element=index,
            task_id=where.task_id,
            detail={"message": message},
        )
        row = step.IncidentRow(
            id=installation.ids.new(),
            element=index,
            element_key=named or None,
            message=message,
            detail=detail,
            raised_at=scene.at,
            job_id=where.job_id,
            timer_id=where.timer_id,
            task_id=where.task_id,
            said=said,
        )
        failed = () if where.timer_id is None else (where.timer_id,)
        write_events(connection, scene, incidents=(row,), failed_timers=failed)
        return refused

    return in_one_transaction(installation, actor, verb)


def _waits_already(
    connection: Connection, scene: Scene, element_id: str, message: str, where: Where
) -> bool:
    """The same failure waits for a person: trying again and again tells nobody more."""
    told = incidents_of_case(connection, scene.municipality_id, scene.loaded.case.id)
    return any(
        (incident.element_key or "", incident.message) == (element_id, message)
        and (incident.task_id, incident.job_id) == (where.task_id, where.job_id)
        and where.timer_id is None  # a timer is set aside with its incident
        for incident in told
    )


def _load(connection: Connection, actor: Actor, where: Where) -> step.Loaded | None:
    municipality_id = actor.municipality_id
    if where.task_id is not None:
        return step.load(connection, municipality_id, task_id=where.task_id)
    if where.instance_id is not None:
        return step.load(connection, municipality_id, instance_id=where.instance_id)
    return step.load(connection, municipality_id, case_id=where.case_id)


def _index_of(definition: Definition, element_id: str) -> int | None:
    """The small number of an element; None when the failure names none."""
    try:
        return definition.program.element(element_id).index
    except KeyError:
        return None
