"""What every act of an operator upon a case begins with: the locked case, the right, the state.

`Along` is written in the same commit as the act, when that succeeds: a batch marks its item there,
so that an act is never done twice and never forgotten.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.cases.lifecycle import CaseState, CaseVerb, next_state
from engine.cases.permission import may_operate
from engine.cases.scene import Scene, scene_of
from engine.definitions.loading import Definition, program_of
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage import step
from storage.database import Connection

Along = Callable[[Connection], None]
"""Writes beside an act, in its transaction."""

Noting = Callable[[Connection, int | None], None]
"""The same, told the event that the act left in the history of its case; None where it changed
nothing."""

LONGEST_REASON = 2_000


def alone(_connection: Connection) -> None:
    """Nothing is written beside the act."""


def unnoted(_connection: Connection, _event: int | None) -> None:
    """Nor this."""


def refusal_of_reason(reason: str) -> Refused | None:
    """Every act of an operator says why."""
    if not reason.strip() or len(reason) > LONGEST_REASON:
        return Refused(RefusalKind.INVALID_DATA, {"field": "reason"})
    return None


def operated(
    installation: Installation,
    connection: Connection,
    actor: Actor,
    case_id: int,
    *,
    may: Callable[[Actor, Definition], bool] = may_operate,
) -> tuple[Scene, Definition] | Refused:
    """The case, locked, and its definition; refused to whom may not."""
    loaded = step.load(connection, actor.municipality_id, case_id=case_id)
    if loaded is None:
        return Refused(RefusalKind.NOT_FOUND)
    scene = scene_of(installation, actor, loaded)
    definition = program_of(
        installation, connection, actor.municipality_id, loaded.instance.definition_id
    )
    if not may(actor, definition):
        return Refused(RefusalKind.NO_ROLE)
    return scene, definition


def refusal_of_state(scene: Scene, verb: CaseVerb) -> Refused | None:
    """Why the case as it is now does not allow this; None when it does."""
    state = scene.loaded.case.state
    if next_state(CaseState(state), verb) is not None:
        return None
    suspended = state == CaseState.SUSPENDED
    kind = RefusalKind.SUSPENDED if suspended else RefusalKind.CASE_NOT_OPEN
    return Refused(kind, {"state": state})
