"""Which cases somebody may find in lists: those of the processes that they may look into."""

from __future__ import annotations

from engine.cases.permission import OPERATOR, sees
from engine.definitions.manifest import Manifest, manifest_from_text
from engine.documents.permission import has_a_portal
from engine.identity import AUDITOR
from storage.database import Connection
from storage.queries.definitions import manifests_of
from ui.visit import Member


def definitions_seen(here: Member, connection: Connection) -> frozenset[int] | None:
    """The versions of processes whose cases they may see; None when they may see all."""
    if not here.actor.roles.isdisjoint({AUDITOR, OPERATOR}):
        return None
    return frozenset(version for version, _ in _seen(here, connection))


def processes_seen(here: Member, connection: Connection) -> frozenset[str] | None:
    """The keys of the processes whose cases they may see; None when they may see all."""
    if not here.actor.roles.isdisjoint({AUDITOR, OPERATOR}):
        return None
    return frozenset(manifest.key for _, manifest in _seen(here, connection))


def _seen(here: Member, connection: Connection) -> list[tuple[int, Manifest]]:
    texts = manifests_of(connection, here.municipality.id)
    found = ((version, manifest_from_text(text)) for version, text in texts.items())
    return [each for each in found if _finds(here, each[1])]


def _finds(here: Member, manifest: Manifest) -> bool:
    """Suppliers with an account of the staff find no cases in lists: theirs are in their inbox."""
    return sees(here.actor, manifest) and not has_a_portal(here.actor, manifest)
