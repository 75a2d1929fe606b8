"""Stopping a case for a while, and letting it go on; both say why, and both are idempotent.

While a case is suspended nothing moves: its tasks are shown and refused, a timer that falls due and
work that waits are held until it is resumed, a message for it is kept. Its legal terms go on: only
the law stops them (`engine.deadlines`).
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.cases.kept_messages import deliver_kept, settle
from engine.cases.lifecycle import CaseState, CaseVerb
from engine.cases.operated import (
    Along,
    alone,
    operated,
    refusal_of_reason,
    refusal_of_state,
)
from engine.cases.scene import Scene, in_one_transaction, write_events
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.waits import awaited_by
from storage.writes.suspensions import resume_case, suspend_case


@dataclass(frozen=True, slots=True)
class Suspended:
    """Nothing moves in the case until it is resumed."""

    case_id: int
    number: str


@dataclass(frozen=True, slots=True)
class Resumed:
    """The case goes on."""

    case_id: int
    number: str


def suspend(
    installation: Installation, actor: Actor, case_id: int, reason: str, *, along: Along = alone
) -> Suspended | Refused:
    """Stop a case, saying why."""
    refused = refusal_of_reason(reason)
    if refused is not None:
        return refused

    def verb(connection: Connection) -> Suspended | Refused:
        found = operated(installation, connection, actor, case_id)
        if isinstance(found, Refused):
            return found
        scene, _ = found
        if scene.loaded.case.state != CaseState.SUSPENDED:
            refused = refusal_of_state(scene, CaseVerb.SUSPEND)
            if refused is not None:
                return refused
            _suspend(connection, scene, reason)
        along(connection)
        return Suspended(case_id, scene.loaded.case.number)

    return in_one_transaction(installation, actor, verb)


def resume(
    installation: Installation, actor: Actor, case_id: int, reason: str, *, along: Along = alone
) -> Resumed | Refused:
    """Let a suspended case go on, saying why; messages that came meanwhile are delivered."""
    refused = refusal_of_reason(reason)
    if refused is not None:
        return refused

    def verb(connection: Connection) -> tuple[Resumed, int] | Refused:
        found = operated(installation, connection, actor, case_id)
        if isinstance(found, Refused):
            return found
        scene, _ = found
        if scene.loaded.case.state != CaseState.OPEN:
            refused = refusal_of_state(scene, CaseVerb.RESUME)
            if refused is not None:
                return refused
            _resume(connection, scene, reason)
        along(connection)
        return Resumed(case_id, scene.loaded.case.number), scene.loaded.instance.id

    answer = in_one_transaction(installation, actor, verb)
    if isinstance(answer, Refused):
        return answer
    resumed, instance_id = answer
    _deliver_what_came(installation, actor.municipality_id, instance_id)
    return resumed


def refusal_of_suspended(scene: Scene) -> Refused | None:
    """What people do in a case waits as well, while the case is suspended."""
    state = scene.loaded.case.state
    if state == CaseState.SUSPENDED:
        return Refused(RefusalKind.SUSPENDED, {"state": state})
    return None


def _suspend(connection: Connection, scene: Scene, reason: str) -> None:
    scene.ledger.add(EventKind.CASE_SUSPENDED, detail={"reason": reason.strip()})
    write_events(connection, scene)
    case, instance = scene.loaded.case, scene.loaded.instance
    suspend_case(connection, scene.municipality_id, case_id=case.id, instance_id=instance.id)


def _resume(connection: Connection, scene: Scene, reason: str) -> None:
    scene.ledger.add(EventKind.CASE_RESUMED, detail={"reason": reason.strip()})
    write_events(connection, scene)
    case, instance = scene.loaded.case, scene.loaded.instance
    resume_case(connection, scene.municipality_id, case_id=case.id, instance_id=instance.id)


def _deliver_what_came(installation: Installation, municipality_id: int, instance_id: int) -> None:
    """Messages that were kept for it; should the process die here, the timekeeper finds them."""
    with installation.database.read(municipality_id) as connection:
        waiting = awaited_by(connection, municipality_id, instance_id)
    for name, key in waiting:
        advance = deliver_kept(installation, municipality_id, name, key)
        if advance is not None:
            settle(installation, municipality_id, advance)
