"""Giving an incident to a person who mends it, or to nobody: who has it, and the history says so.

Whoever operates the process gives it to somebody who does too; giving it to whom it belongs already
succeeds and writes nothing. An incident that was mended belongs to nobody any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.cases.operated import Along, alone, operated
from engine.cases.permission import OPERATOR
from engine.cases.scene import Scene, in_one_transaction, write_events
from engine.definitions.manifest import Manifest
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.cases import IncidentRow, incident_by_id
from storage.queries.identity import PersonRow, people_in_role, roles_of
from storage.writes.incidents import give_incident


@dataclass(frozen=True, slots=True)
class Entrusted:
    """Who has the incident now; None for nobody."""

    incident_id: int
    person_id: int | None


def entrust(
    installation: Installation,
    actor: Actor,
    incident_id: int,
    person_id: int | None,
    *,
    along: Along = alone,
) -> Entrusted | Refused:
    """Give an incident to a person, or take it from whoever has it (None)."""

    def verb(connection: Connection) -> Entrusted | Refused:
        incident = incident_by_id(connection, actor.municipality_id, incident_id)
        if incident is None:
            return Refused(RefusalKind.NOT_FOUND)
        found = operated(installation, connection, actor, incident.case_id)
        if isinstance(found, Refused):
            return found
        scene, definition = found
        refused = _refusal(connection, scene, definition.manifest, incident, person_id)
        if refused is not None:
            return refused
        if incident.assignee_id != person_id:
            _give(connection, scene, incident, person_id)
        along(connection)
        return Entrusted(incident_id, person_id)

    return in_one_transaction(installation, actor, verb)


def menders_of(
    connection: Connection,
    installation: Installation,
    municipality_id: int,
    manifests: Iterable[Manifest],
) -> tuple[PersonRow, ...]:
    """Who may be given the incidents of all these processes, by name."""
    now = installation.clock.now()
    sets = []
    for manifest in manifests:
        people: dict[int, PersonRow] = {}
        for role in _roles(manifest):
            found = people_in_role(connection, municipality_id, role, at=now)
            people |= {each.id: each for each in found}
        sets.append(people)
    if not sets:
        return people_in_role(connection, municipality_id, OPERATOR, at=now)
    shared = set.intersection(*(set(each) for each in sets))
    return tuple(sorted((sets[0][each] for each in shared), key=lambda each: each.name))


def _roles(manifest: Manifest) -> tuple[str, ...]:
    return tuple(dict.fromkeys((OPERATOR, *manifest.operators)))


def _refusal(
    connection: Connection,
    scene: Scene,
    manifest: Manifest,
    incident: IncidentRow,
    person_id: int | None,
) -> Refused | None:
    if incident.resolved_at is not None:
        return Refused(RefusalKind.INCIDENT_RESOLVED)
    if person_id is None:
        return None
    roles = roles_of(connection, scene.municipality_id, person_id, at=scene.now)
    if roles.isdisjoint(_roles(manifest)):
        return Refused(RefusalKind.NO_ROLE, {"role": OPERATOR, "person_id": str(person_id)})
    return None


def _give(
    connection: Connection, scene: Scene, incident: IncidentRow, person_id: int | None
) -> None:
    give_incident(connection, scene.municipality_id, incident.id, person_id=person_id)
    given = person_id is not None
    scene.ledger.add(
        EventKind.INCIDENT_ASSIGNED if given else EventKind.INCIDENT_RELEASED,
        element=incident.element,
        task_id=incident.task_id,
        data={"to": str(person_id)} if given else None,
    )
    write_events(connection, scene)
