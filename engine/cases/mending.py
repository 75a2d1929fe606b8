"""Setting something going again that failed: the retry button of an incident.

A failed timer is armed again, a failed job gets fresh attempts, a failed task is simply completed
again: its incident is closed when that is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from engine.cases.lifecycle import CaseState
from engine.cases.operated import Along, alone
from engine.cases.permission import may_mend
from engine.cases.scene import Scene, in_one_transaction, scene_of, write_events
from engine.definitions.loading import program_of
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage import step
from storage.database import Connection
from storage.jobs import revive
from storage.queries.cases import IncidentRow, incident_by_id, incidents_of_case
from storage.writes.incidents import rearm_timer, resolve_incident
from storage.writes.suspensions import hold_waits


@dataclass(frozen=True, slots=True)
class Mended:
    """The incident is closed, and what had failed runs again."""

    incident_id: int


def mend(
    installation: Installation,
    actor: Actor,
    incident_id: int,
    *,
    note: str = "",
    along: Along = alone,
) -> Mended | Refused:
    """Close an incident and try again what had failed, with a note of what was put right; closing
    it twice succeeds."""

    def verb(connection: Connection) -> Mended | Refused:
        incident = incident_by_id(connection, actor.municipality_id, incident_id)
        if incident is None:
            return Refused(RefusalKind.NOT_FOUND)
        loaded = step.load(connection, actor.municipality_id, case_id=incident.case_id)
        if loaded is None:
            return Refused(RefusalKind.NOT_FOUND)
        scene = scene_of(installation, actor, loaded)
        definition = program_of(
            installation, connection, actor.municipality_id, loaded.instance.definition_id
        )
        if not may_mend(actor, definition):
            return Refused(RefusalKind.NO_ROLE)
        municipality_id, now = actor.municipality_id, scene.now
        if not resolve_incident(
            connection, municipality_id, incident_id, at=now, person_id=actor.person_id
        ):
            along(connection)
            return Mended(incident_id)
        if incident.timer_id is not None:
            rearm_timer(connection, municipality_id, incident.timer_id)
        if incident.job_id is not None:
            revive(connection, municipality_id, incident.job_id, run_at=now)
        scene.ledger.add(
            EventKind.INCIDENT_RESOLVED,
            element=incident.element,
            task_id=incident.task_id,
            detail={"note": note.strip()} if note.strip() else None,
        )
        write_events(connection, scene)
        if loaded.case.state == CaseState.SUSPENDED:
            hold_waits(connection, municipality_id, loaded.instance.id)
        along(connection)
        return Mended(incident_id)

    return in_one_transaction(installation, actor, verb)


def close_incidents_of_task(connection: Connection, scene: Scene, task_id: int) -> None:
    """The task could be completed after all: what had failed needs nobody any more."""
    _close(connection, scene, lambda incident: incident.task_id == task_id)


def close_incidents_at(connection: Connection, scene: Scene, elements: Collection[int]) -> None:
    """Nothing stands at these elements any more: what had failed there needs nobody."""
    _close(connection, scene, lambda incident: incident.element in elements)


def close_all_incidents(connection: Connection, scene: Scene) -> None:
    """The case is over: nothing in it needs anybody."""
    _close(connection, scene, lambda _: True)


def _close(connection: Connection, scene: Scene, which: Callable[[IncidentRow], bool]) -> None:
    case_id, municipality_id = scene.loaded.case.id, scene.municipality_id
    for incident in incidents_of_case(connection, municipality_id, case_id):
        if not which(incident):
            continue
        resolve_incident(
            connection,
            municipality_id,
            incident.id,
            at=scene.now,
            person_id=scene.actor.person_id,
        )
        scene.ledger.add(
            EventKind.INCIDENT_RESOLVED, element=incident.element, task_id=incident.task_id
        )
