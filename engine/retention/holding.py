"""A legal hold: nothing of a series is disposed of while a court or an audit needs it."""

from __future__ import annotations

from dataclasses import dataclass

from engine.cases.operated import refusal_of_reason
from engine.cases.scene import in_one_transaction
from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.retention.rules import ARCHIVIST
from storage.database import Connection
from storage.queries.casefile import open_holds
from storage.queries.definitions import active_definition
from storage.writes.casefile import insert_hold, lift_hold


@dataclass(frozen=True, slots=True)
class Held:
    """The hold is in force, or over."""

    hold_id: int


def hold(
    installation: Installation, actor: Actor, process_key: str, reason: str, basis: str
) -> Held | Refused:
    """Hold a series, saying why and by which order."""
    refused = _refusal(actor, reason)
    if refused is not None:
        return refused

    def verb(connection: Connection) -> Held | Refused:
        if active_definition(connection, actor.municipality_id, process_key) is None:
            return Refused(RefusalKind.NOT_FOUND)
        history = TownHistory(installation, connection, actor)
        hold_id = installation.ids.new()
        insert_hold(
            connection,
            actor.municipality_id,
            id=hold_id,
            process_key=process_key,
            reason=reason.strip(),
            basis=basis.strip(),
            placed_at=history.now,
            placed_by=actor.person_id,
        )
        told = {"hold": str(hold_id), "series": process_key}
        detail = {"reason": reason.strip(), "basis": basis.strip()}
        history.add(TownEventKind.HOLD_PLACED, data=told, detail=detail)
        history.write()
        return Held(hold_id)

    return in_one_transaction(installation, actor, verb)


def release(installation: Installation, actor: Actor, hold_id: int, reason: str) -> Held | Refused:
    """Lift a hold, saying why."""
    refused = _refusal(actor, reason)
    if refused is not None:
        return refused

    def verb(connection: Connection) -> Held | Refused:
        held = open_holds(connection, actor.municipality_id)
        row = next((each for each in held if each.id == hold_id), None)
        if row is None:
            return Refused(RefusalKind.NOT_FOUND)
        history = TownHistory(installation, connection, actor)
        lift_hold(connection, actor.municipality_id, hold_id, at=history.now)
        told = {"hold": str(hold_id), "series": row.process_key}
        history.add(TownEventKind.HOLD_LIFTED, data=told, detail={"reason": reason.strip()})
        history.write()
        return Held(hold_id)

    return in_one_transaction(installation, actor, verb)


def _refusal(actor: Actor, reason: str) -> Refused | None:
    if ARCHIVIST not in actor.roles:
        return Refused(RefusalKind.NO_ROLE)
    return refusal_of_reason(reason)
