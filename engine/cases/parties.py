"""The people in a case with their part in it: who asks, who acts for whom, whom it touches."""

from __future__ import annotations

from dataclasses import dataclass

from engine.cases.linking import works_or_operates
from engine.cases.operated import operated, refusal_of_reason
from engine.cases.scene import in_one_transaction, write_events
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.casefile import people_of_case
from storage.tables.casefile import PartyRole
from storage.writes.casefile import end_party, insert_party

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody and their part; `national_id` and `contact` may be empty."""

    role: PartyRole
    name: str
    national_id: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """The person has a part in the case, or none any more."""

    party_id: int
    case_id: int


def add_party(
    installation: Installation, actor: Actor, case_id: int, party: Party
) -> Entered | Refused:
    """Somebody comes into the case."""
    texts = (party.name, party.national_id, party.contact)
    if not party.name.strip() or any(len(each) > LONGEST for each in texts):
        return Refused(RefusalKind.INVALID_DATA, {"field": "name"})

    def verb(connection: Connection) -> Entered | Refused:
        found = operated(installation, connection, actor, case_id, may=works_or_operates)
        if isinstance(found, Refused):
            return found
        scene, _ = found
        party_id = installation.ids.new()
        insert_party(
            connection,
            actor.municipality_id,
            id=party_id,
            case_id=case_id,
            role=party.role,
            name=party.name.strip(),
            national_id=party.national_id.strip(),
            contact=party.contact.strip(),
            added_at=scene.now,
            added_by=actor.person_id,
        )
        told = {"party": str(party_id), "role": str(party.role)}
        scene.ledger.add(EventKind.PARTY_ADDED, data=told, detail={"title": party.name.strip()})
        write_events(connection, scene)
        return Entered(party_id, case_id)

    return in_one_transaction(installation, actor, verb)


def remove_party(
    installation: Installation, actor: Actor, case_id: int, party_id: int, reason: str
) -> Entered | Refused:
    """They have no part in it any more, and why."""
    refused = refusal_of_reason(reason)
    if refused is not None:
        return refused

    def verb(connection: Connection) -> Entered | Refused:
        found = operated(installation, connection, actor, case_id, may=works_or_operates)
        if isinstance(found, Refused):
            return found
        scene, _ = found
        rows = people_of_case(connection, actor.municipality_id, case_id)
        row = next((each for each in rows if each.id == party_id), None)
        if row is None:
            return Refused(RefusalKind.NOT_FOUND)
        end_party(connection, actor.municipality_id, party_id, at=scene.now)
        told = {"party": str(party_id), "role": row.role}
        detail = {"title": row.name, "reason": reason.strip()}
        scene.ledger.add(EventKind.PARTY_REMOVED, data=told, detail=detail)
        write_events(connection, scene)
        return Entered(party_id, case_id)

    return in_one_transaction(installation, actor, verb)
