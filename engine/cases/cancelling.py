"""Ending a case before its end, with a reason: everything it waited for is withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine import bpmn
from engine.cases.lifecycle import CaseVerb
from engine.cases.mending import close_all_incidents
from engine.cases.operated import (
    Along,
    alone,
    operated,
    refusal_of_reason,
    refusal_of_state,
)
from engine.cases.permission import may_cancel
from engine.cases.scene import in_one_transaction, refusal_of_version, write_step
from engine.cases.surroundings import surroundings_of
from engine.definitions.loading import Definition
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import Refused
from storage.database import Connection


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The case is over."""

    case_id: int
    number: str


def cancel(
    installation: Installation,
    actor: Actor,
    case_id: int,
    reason: str,
    *,
    along: Along = alone,
    at_version: int | None = None,
    may: Callable[[Actor, Definition], bool] = may_cancel,
    told: Mapping[str, str] | None = None,
) -> Cancelled | Refused:
    """End a case, saying why; the reason stays in the history, with what else is `told` of it.
    `at_version` insists that the case has not changed since then."""
    refused = refusal_of_reason(reason)
    if refused is not None:
        return refused

    def verb(connection: Connection) -> Cancelled | Refused:
        found = operated(installation, connection, actor, case_id, may=may)
        if isinstance(found, Refused):
            return found
        scene, definition = found
        refused = refusal_of_version(scene.loaded, at_version)
        refused = refused or refusal_of_state(scene, CaseVerb.CANCEL)
        if refused is not None:
            return refused
        surroundings = surroundings_of(installation, connection, actor.municipality_id, scene.now)
        outcome = bpmn.cancel(definition.program, scene.snapshot, surroundings=surroundings)
        scene.ledger.add(
            EventKind.CASE_CANCELLED, data=told or {}, detail={"reason": reason.strip()}
        )
        close_all_incidents(connection, scene)
        write_step(connection, scene, definition, outcome, cancelled=True)
        along(connection)
        return Cancelled(case_id, scene.loaded.case.number)

    return in_one_transaction(installation, actor, verb)
