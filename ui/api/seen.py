"""Which cases a token may find in lists: those of the processes in which its roles take part."""

from __future__ import annotations

from engine.cases.permission import OPERATOR, operates
from engine.definitions.manifest import Manifest
from engine.identity import AUDITOR
from storage.database import Connection
from storage.queries.definitions import manifests_of
from ui.api.door import Program
from ui.roles import manifest_of


def definitions_seen(here: Program, connection: Connection) -> frozenset[int] | None:
    """The versions of processes whose cases the token may see; None when it may see all."""
    if not here.actor.roles.isdisjoint({AUDITOR, OPERATOR}):
        return None
    found = manifests_of(connection, here.municipality.id).items()
    return frozenset(key for key, text in found if is_seen(here, manifest_of(text)))


def processes_seen(here: Program, connection: Connection) -> frozenset[str] | None:
    """The keys of the processes whose cases the token may see; None when it may see all."""
    if not here.actor.roles.isdisjoint({AUDITOR, OPERATOR}):
        return None
    texts = manifests_of(connection, here.municipality.id).values()
    return frozenset(found.key for found in map(manifest_of, texts) if is_seen(here, found))


def is_seen(here: Program, manifest: Manifest) -> bool:
    """The token takes part in the process, or operates it."""
    takes_part = not here.actor.roles.isdisjoint(manifest.role_titles)
    return takes_part or operates(here.actor, manifest)
