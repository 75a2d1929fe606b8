"""Who may look at operations: the operators of a process, and of the whole municipality."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from engine.cases.permission import OPERATOR, operates
from engine.definitions.manifest import Manifest, manifest_from_text
from engine.identity import Actor
from storage.database import Connection
from storage.queries.batches import BatchRow
from storage.queries.definitions import (
    DefinitionRow,
    active_definitions,
    definitions_by_id,
)


def manifests_of(
    connection: Connection, municipality_id: int, definition_ids: Collection[int]
) -> tuple[Manifest, ...]:
    """The manifests of these versions."""
    rows = definitions_by_id(connection, municipality_id, definition_ids)
    return tuple(manifest_from_text(row.manifest) for row in rows)


def operated_processes(connection: Connection, actor: Actor) -> frozenset[str]:
    """The processes in force whose cases the person may operate."""
    rows = active_definitions(connection, actor.municipality_id)
    return _operated(actor, (manifest_from_text(row.manifest) for row in rows))


def may_operate_something(actor: Actor, definitions: Iterable[DefinitionRow]) -> bool:
    """Whether the pages of operations are for this person at all; `definitions` are in force."""
    manifests = (manifest_from_text(row.manifest) for row in definitions)
    return OPERATOR in actor.roles or bool(_operated(actor, manifests))


def may_see_batch(connection: Connection, actor: Actor, batch: BatchRow) -> bool:
    """Who began it, and who operates every process that it reaches."""
    if OPERATOR in actor.roles or batch.created_by == actor.person_id:
        return True
    return set(batch.processes.split()) <= operated_processes(connection, actor)


def batches_seen(connection: Connection, actor: Actor) -> frozenset[str] | None:
    """The processes whose batches the person may see beside those that they began; None: all."""
    return None if OPERATOR in actor.roles else operated_processes(connection, actor)


def _operated(actor: Actor, manifests: Iterable[Manifest]) -> frozenset[str]:
    return frozenset(manifest.key for manifest in manifests if operates(actor, manifest))
