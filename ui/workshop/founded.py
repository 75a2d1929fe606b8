"""Processes that are drawn for the first time, on the list of processes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.definitions.manifest import manifest_from_text
from engine.workshop.founding import roles_run_by
from engine.workshop.rights import may_look
from storage.database import Connection
from storage.queries.definitions import DefinitionRow, drawn_definition, founded_definitions
from ui.visit import Member


def founded_context(
    here: Member, connection: Connection, rows: Sequence[DefinitionRow]
) -> dict[str, Any]:
    """What the list of processes says of those without a version: for who may read their drafts;
    one that was given up is no more."""
    town = here.municipality.id
    runs = roles_run_by(here.actor, [manifest_from_text(row.manifest) for row in rows])
    return {
        "new_href": here.path("new-process") if runs else "",
        "founded": [
            (row.title, here.path("processes", row.key, "workshop"))
            for row in founded_definitions(connection, town)
            if may_look(here.actor, manifest_from_text(row.manifest))
        ],
    }


def founded_here(here: Member, connection: Connection, key: str) -> bool:
    """Whether the process has no version yet and the person may read its draft."""
    row = drawn_definition(connection, here.municipality.id, key)
    return row is not None and may_look(here.actor, manifest_from_text(row.manifest))
