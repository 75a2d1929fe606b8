"""What every verb of the workshop does around its work: the draft, the right, one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from engine.definitions.manifest import Manifest, manifest_from_text
from engine.history.town import TownHistory
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.workshop.rights import may_edit
from storage.database import Connection, TooManyRaces
from storage.queries.definitions import drawn_definition
from storage.queries.workshop import DraftRow, draft_by_id
from storage.tables.workshop import DraftState

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Bench:
    """An open draft, and what the version in force says of who may do what."""

    connection: Connection
    draft: DraftRow
    manifest: Manifest


def working(
    installation: Installation,
    actor: Actor,
    draft_id: int,
    verb: Callable[[Bench], T | Refused],
) -> T | Refused:
    """A verb on an open draft, for who may change the process."""

    def alone(connection: Connection) -> T | Refused:
        bench = bench_of(connection, actor, draft_id)
        if isinstance(bench, Refused):
            return bench
        return verb(bench) if may_edit(actor, bench.manifest) else Refused(RefusalKind.NO_ROLE)

    return run(installation, actor, alone)


def bench_of(connection: Connection, actor: Actor, draft_id: int) -> Bench | Refused:
    """An open draft of the municipality."""
    draft = draft_by_id(connection, actor.municipality_id, draft_id)
    if draft is None:
        return Refused(RefusalKind.NOT_FOUND)
    if draft.state != DraftState.OPEN:
        return Refused(RefusalKind.NOT_OPEN, {"state": draft.state})
    manifest = manifest_in_force(connection, actor.municipality_id, draft.process_key)
    return (
        Refused(RefusalKind.NOT_ACTIVE) if manifest is None else Bench(connection, draft, manifest)
    )


def manifest_in_force(connection: Connection, municipality_id: int, key: str) -> Manifest | None:
    """What the version in force says of itself."""
    row = drawn_definition(connection, municipality_id, key)
    return None if row is None else manifest_from_text(row.manifest)


def run(
    installation: Installation, actor: Actor, verb: Callable[[Connection], T | Refused]
) -> T | Refused:
    """In one transaction, begun anew when somebody else was faster."""
    try:
        return installation.database.run(verb, municipality=actor.municipality_id)
    except TooManyRaces:
        return Refused(RefusalKind.CONFLICT)


def told(
    installation: Installation,
    actor: Actor,
    verb: Callable[[Connection, TownHistory], T | Refused],
) -> T | Refused:
    """The same, and the history of the municipality tells it."""

    def alone(connection: Connection) -> T | Refused:
        history = TownHistory(installation, connection, actor)
        answer = verb(connection, history)
        if not isinstance(answer, Refused):
            history.write()
        return answer

    return run(installation, actor, alone)
