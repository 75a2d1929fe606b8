"""Adopting: a municipality takes up a process of the house's catalogue as it is, and its history
tells who decided that and which version it became."""

from __future__ import annotations

from engine.bpmn import StepFailed
from engine.definitions.bundle import Bundle
from engine.definitions.deploying import Deployed, checked, not_armed, store
from engine.history.town import TownEventKind, TownHistory
from engine.identity.actor import Actor
from engine.identity.people import administering
from engine.installation import Installation
from engine.refusals import BadDefinition, Refused
from storage.database import Connection
from storage.queries.definitions import active_definition
from storage.writes.origins import put_origin_of_version


def adopt(installation: Installation, actor: Actor, bundle: Bundle) -> Deployed | Refused:
    """Bring a process of the house into force in the actor's municipality, for new cases; whoever
    administers it may. `unchanged`: exactly this was in force already, and nothing is told."""
    compiled = checked(installation, bundle)
    if isinstance(compiled, BadDefinition):
        return compiled
    key = compiled.manifest.key

    def verb(connection: Connection, history: TownHistory) -> Deployed | Refused:
        before = active_definition(connection, actor.municipality_id, key)
        stored = store(installation, actor, connection, bundle, compiled)
        put_origin_of_version(
            connection, actor.municipality_id, stored.definition_id, content_hash=bundle.hash
        )
        if before is not None and before.id == stored.definition_id:
            return stored
        data = {"key": key, "title": compiled.manifest.title, "number": stored.version}
        history.add(TownEventKind.PROCESS_ADOPTED, data=data)
        return Deployed(stored.definition_id, key, stored.version, False, stored.warnings)

    try:
        return administering(installation, actor, verb)
    except StepFailed as failure:
        return not_armed(failure)
