"""The applicant says anew how they are told of their case, or that they no longer want to be."""

from __future__ import annotations

from dataclasses import dataclass

from engine.cases.scene import in_one_transaction, scene_of, write_events
from engine.citizens.permission import acts_as_applicant
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.identity.people import is_email
from engine.installation import Installation
from engine.notices.kinds import Channel
from engine.outside.texts import PHONE
from engine.refusals import RefusalKind, Refused
from storage import step
from storage.database import Connection
from storage.queries.casefile import people_of_case
from storage.queries.citizens import application_of
from storage.tables.casefile import PartyRole
from storage.writes.party_notices import drop_way, set_way


@dataclass(frozen=True, slots=True)
class ToldSo:
    """From now on they are told there; nowhere when it is empty."""

    case_id: int
    address: str


def tell_me(
    installation: Installation, actor: Actor, case_id: int, address: str
) -> ToldSo | Refused:
    """An e-mail, a telephone as +51 984 111 222, or nothing."""
    typed = address.strip().lower()
    channel = Channel.MAIL if "@" in typed else Channel.SMS
    kept = typed if channel is Channel.MAIL else typed.replace(" ", "").replace("-", "")
    right = is_email(kept) if channel is Channel.MAIL else bool(PHONE.fullmatch(kept))
    if kept and not right:
        return Refused(RefusalKind.INVALID_DATA, {"field": "address"})

    def verb(connection: Connection) -> ToldSo | Refused:
        town = actor.municipality_id
        loaded = step.load(connection, town, case_id=case_id)
        row = application_of(connection, town, case_id) if loaded else None
        if loaded is None or row is None or not acts_as_applicant(actor, case_id):
            return Refused(RefusalKind.NOT_FOUND)
        parties = people_of_case(connection, town, case_id)
        party = next((each for each in parties if each.role == PartyRole.APPLICANT), None)
        if party is None:
            return Refused(RefusalKind.NOT_FOUND)
        scene = scene_of(installation, actor, loaded)
        if kept:
            set_way(
                connection,
                town,
                party.id,
                case_id=case_id,
                channel=channel,
                address=kept,
                at=scene.now,
                by=actor.person_id,
            )
        else:
            drop_way(connection, town, party.id)
        kind = EventKind.PARTY_WAY_AGREED if kept else EventKind.PARTY_WAY_ENDED
        told = {"party": str(party.id), "channel": str(channel) if kept else ""}
        scene.ledger.add(kind, data=told, detail={"title": party.name})
        write_events(connection, scene)
        return ToldSo(case_id, kept)

    return in_one_transaction(installation, actor, verb)
