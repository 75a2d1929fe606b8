"""Ending a case before its end, with a reason: everything it waited for is withdrawn."""

from __future__ import annotations

from dataclasses import dataclass

from engine import bpmn
from engine.cases.lifecycle import CaseState, CaseVerb, next_state
from engine.cases.permission import may_cancel
from engine.cases.scene import in_one_transaction, scene_of, write_step
from engine.cases.surroundings import surroundings_of
from engine.definitions.loading import program_of
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage import step
from storage.database import Connection


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The case is over."""

    case_id: int
    number: str


def cancel(
    installation: Installation, actor: Actor, case_id: int, reason: str
) -> Cancelled | Refused:
    """End a case, saying why; the reason stays in the history."""
    if not reason.strip():
        return Refused(RefusalKind.INVALID_DATA, {"field": "reason"})

    def verb(connection: Connection) -> Cancelled | Refused:
        loaded = step.load(connection, actor.municipality_id, case_id=case_id)
        if loaded is None:
            return Refused(RefusalKind.NOT_FOUND)
        scene = scene_of(installation, actor, loaded)
        definition = program_of(
            installation, connection, actor.municipality_id, loaded.instance.definition_id
        )
        if not may_cancel(actor, definition):
            return Refused(RefusalKind.NO_ROLE)
        if next_state(CaseState(loaded.case.state), CaseVerb.CANCEL) is None:
            return Refused(RefusalKind.NOT_OPEN, {"state": loaded.case.state})
        outcome = bpmn.cancel(
            definition.program,
            scene.snapshot,
            surroundings=surroundings_of(
                installation, connection, actor.municipality_id, scene.now
            ),
        )
        scene.ledger.add(EventKind.CASE_CANCELLED, detail={"reason": reason.strip()})
        write_step(connection, scene, definition, outcome, cancelled=True)
        return Cancelled(loaded.case.id, loaded.case.number)

    return in_one_transaction(installation, actor, verb)
