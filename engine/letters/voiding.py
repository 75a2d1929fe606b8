"""Voiding a letter: it counts no more, its number stays used, and who looks its code up is told."""

from __future__ import annotations

from dataclasses import dataclass

from engine.cases.operated import refusal_of_reason
from engine.cases.scene import in_one_transaction, write_events
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.letters.drafting import written_in
from engine.letters.kinds import may_sign
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.letters import letter_by_id
from storage.tables.letters import LetterState
from storage.writes.letters import void_letter


@dataclass(frozen=True, slots=True)
class Voided:
    """The letter is void, or was before."""

    letter_id: int
    case_id: int


def void(installation: Installation, actor: Actor, letter_id: int, reason: str) -> Voided | Refused:
    """Whoever signs this kind of letter voids it, saying why."""
    refused = refusal_of_reason(reason)
    if refused is not None:
        return refused

    def verb(connection: Connection) -> Voided | Refused:
        letter = letter_by_id(connection, actor.municipality_id, letter_id)
        if letter is None:
            return Refused(RefusalKind.NOT_FOUND)
        found = written_in(installation, connection, actor, letter.case_id)
        if isinstance(found, Refused):
            return found
        scene, definition = found
        if not may_sign(actor, definition, letter.kind):
            return Refused(RefusalKind.NO_ROLE)
        if letter.state == LetterState.DRAFT:
            return Refused(RefusalKind.LETTER_STATE, {"state": letter.state})
        key, said = actor.municipality_id, reason.strip()
        if void_letter(connection, key, letter_id, reason=said, at=scene.now):
            told = {"letter": str(letter_id), "kind": letter.kind, "number": letter.number or ""}
            detail = {"title": f"{letter.number}", "reason": said}
            scene.ledger.add(EventKind.LETTER_VOIDED, data=told, detail=detail)
            write_events(connection, scene)
        return Voided(letter_id, letter.case_id)

    return in_one_transaction(installation, actor, verb)
