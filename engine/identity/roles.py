"""Which roles there are: those of the processes in force, and the house's own."""

from __future__ import annotations

from engine.definitions.manifest import manifest_from_text
from engine.identity.house import APPLICANT, HOUSE_ROLES
from storage.database import Connection
from storage.queries.definitions import active_definitions


def roles_in_force(connection: Connection, municipality_id: int) -> frozenset[str]:
    """Every role that somebody can be given."""
    roles = set(HOUSE_ROLES)
    for row in active_definitions(connection, municipality_id):
        roles.update(manifest_from_text(row.manifest).role_titles)
    return frozenset(roles - {APPLICANT})
