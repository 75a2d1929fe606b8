"""A note beside a case: for colleagues, told in its history, and erasable as what is personal."""

from __future__ import annotations

from dataclasses import dataclass

from engine.cases.operated import operated
from engine.cases.permission import takes_part
from engine.cases.scene import in_one_transaction, write_events
from engine.definitions.loading import Definition
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection

LONGEST_NOTE = 4_000


@dataclass(frozen=True, slots=True)
class Noted:
    """The note stands in the history, at this place."""

    case_id: int
    seq: int


def note(installation: Installation, actor: Actor, case_id: int, text: str) -> Noted | Refused:
    """Whoever works on a case from inside the house leaves a note."""
    if not text.strip() or len(text) > LONGEST_NOTE:
        return Refused(RefusalKind.INVALID_DATA, {"field": "note"})

    def verb(connection: Connection) -> Noted | Refused:
        found = operated(installation, connection, actor, case_id, may=works_inside)
        if isinstance(found, Refused):
            return found
        scene, _ = found
        scene.ledger.add(EventKind.NOTE_ADDED, detail={"reason": text.strip()})
        write_events(connection, scene)
        return Noted(case_id, scene.ledger.head.seq)

    return in_one_transaction(installation, actor, verb)


def works_inside(actor: Actor, definition: Definition) -> bool:
    """The person takes part, and not from outside the municipality."""
    outside = set(definition.manifest.publicity.get("outsiders", []))
    return takes_part(actor, definition) and not (actor.roles and actor.roles <= outside)
