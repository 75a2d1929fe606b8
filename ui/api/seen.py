"""Which cases a token may find in lists: those of the processes in which its roles take part."""

from __future__ import annotations

from engine.identity import AUDITOR
from storage.database import Connection
from storage.queries.definitions import manifests_of
from ui.api.door import Program
from ui.roles import manifest_of


def definitions_seen(here: Program, connection: Connection) -> frozenset[int] | None:
    """The versions of processes whose cases the token may see; None when it may see all."""
    if AUDITOR in here.actor.roles:
        return None
    return frozenset(
        definition_id
        for definition_id, text in manifests_of(connection, here.municipality.id).items()
        if not here.actor.roles.isdisjoint(manifest_of(text).role_titles)
    )
