"""People in a case who have no account: how they agree to be told of it, and of what.

Nothing goes to anybody who did not agree; who agreed, how, and who wrote it down stands in the
case. A notice tells that something happened and nothing of what is in the case. It makes no act
known: notifications have their own form and their own effect (`engine/cases/notifying.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.bpmn.backoff import HEADER
from engine.cases.linking import works_or_operates
from engine.cases.operated import operated
from engine.cases.scene import in_one_transaction, write_events
from engine.history.kinds import EventKind as K
from engine.identity import Actor
from engine.identity.house import APPLICANT
from engine.identity.people import is_email
from engine.installation import Installation
from engine.notices.kinds import Channel
from engine.notices.wishing import RESTS, TRIES
from engine.outside.texts import PHONE
from engine.refusals import RefusalKind, Refused
from engine.values import dumps
from storage.database import Connection
from storage.jobs import enqueue
from storage.queries.casefile import people_of_case
from storage.queries.notices import Happened, reachable
from storage.queries.party_notices import WayRow, way_of, ways_in_cases
from storage.tables.casefile import PartyRole
from storage.writes.party_notices import (
    NewPartyNotice,
    drop_way,
    insert_party_notices,
    set_way,
)

PARTY_NOTICE = "cauce:party_notice"
ENDS = frozenset({K.CASE_COMPLETED, K.CASE_CANCELLED, K.LAW_DECIDED})
ALL = (
    ENDS
    | {K.DATA_OBSERVED, K.TASK_OPENED, K.OFFICE_WROTE}
    | {K.CASE_SUSPENDED, K.CASE_RESUMED, K.ACT_NOTIFIED}
)
TOLD_OF = {PartyRole.APPLICANT: ALL, PartyRole.REPRESENTATIVE: ALL, PartyRole.THIRD_PARTY: ENDS}
"""What each part in a case is told of; who gives an opinion or saw something is told nothing. Of
tasks only of those that belong to the applicant, and once where something was observed too."""
PARTY_KINDS = frozenset(int(kind) for kind in ALL)


@dataclass(frozen=True, slots=True)
class Way:
    """By which channel, to which address or telephone (+51 984 111 222)."""

    channel: Channel
    address: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """It is recorded; `channel` is empty for who is told nothing any more."""

    party_id: int
    channel: str


def agree(
    installation: Installation, actor: Actor, case_id: int, party_id: int, way: Way | None
) -> Agreed | Refused:
    """Write down how somebody in the case agreed to be told of it; None: they no longer do."""
    address = "" if way is None else _address(way)
    if address is None:
        return Refused(RefusalKind.INVALID_DATA, {"field": "address"})
    channel = "" if way is None else str(way.channel)

    def verb(connection: Connection) -> Agreed | Refused:
        town = actor.municipality_id
        found = operated(installation, connection, actor, case_id, may=works_or_operates)
        if isinstance(found, Refused):
            return found
        scene, _ = found
        rows = people_of_case(connection, town, case_id)
        row = next((each for each in rows if each.id == party_id), None)
        if row is None:
            return Refused(RefusalKind.NOT_FOUND)
        before = way_of(connection, town, party_id)
        if (before.channel, before.address) == (channel, address) if before else not channel:
            return Agreed(party_id, channel)
        if channel:
            set_way(
                connection,
                town,
                party_id,
                case_id=case_id,
                channel=channel,
                address=address,
                at=scene.now,
                by=actor.person_id,
            )
        else:
            drop_way(connection, town, party_id)
        told = {"party": str(party_id), "channel": channel}
        kind = K.PARTY_WAY_AGREED if channel else K.PARTY_WAY_ENDED
        scene.ledger.add(kind, data=told, detail={"title": row.name})
        write_events(connection, scene)
        return Agreed(party_id, channel)

    return in_one_transaction(installation, actor, verb)


def _address(way: Way) -> str | None:
    """As it is kept; None when nothing can go there."""
    if way.channel is Channel.MAIL:
        mail = way.address.strip().lower()
        return mail if is_email(mail) else None
    phone = way.address.replace(" ", "").replace("-", "")
    return phone if PHONE.fullmatch(phone) else None


def party_news(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    events: Sequence[Happened],
) -> list[tuple[WayRow, Happened]]:
    """Who is to be told of which of these events: those who had agreed by then. Who opened the case
    with an account of that address is told by the application itself."""
    observed = {(each.case_id, each.at) for each in events if each.kind == K.DATA_OBSERVED}
    telling = [
        event
        for event in events
        if event.kind in PARTY_KINDS
        and (
            event.kind != K.TASK_OPENED
            or (event.role == APPLICANT and (event.case_id, event.at) not in observed)
        )
    ]
    if not telling:
        return []
    ways = ways_in_cases(connection, municipality_id, {event.case_id for event in telling})
    if not ways:
        return []
    openers = _addresses_of(connection, municipality_id, telling, at=installation.clock.now())
    return [
        (way, event)
        for event in telling
        for way in ways
        if way.case_id == event.case_id
        and event.kind in TOLD_OF.get(PartyRole(way.role), ())
        and event.at >= way.agreed_at
        and way.address not in openers.get(event.opened_by or 0, ())
    ]


def _addresses_of(
    connection: Connection, municipality_id: int, events: Collection[Happened], *, at: datetime
) -> dict[int, tuple[str, ...]]:
    opened_by = {event.opened_by for event in events if event.opened_by is not None}
    people = reachable(connection, municipality_id, opened_by, at=at)
    return {
        each.id: tuple(way.lower() for way in (each.email, each.phone) if way)
        for each in people.values()
    }


def wish_to_tell(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    news: Sequence[tuple[WayRow, Happened]],
    *,
    at: datetime,
) -> int:
    """What is to go, once, and the jobs that send it at that instant; how many are new. Nothing
    personal is in a job."""
    if not news:
        return 0
    rows = [
        NewPartyNotice(
            installation.ids.new(), way.party_id, event.case_id, event.seq, event.kind, way.channel
        )
        for way, event in news
    ]
    now = installation.clock.now()
    made = insert_party_notices(connection, municipality_id, rows, at=now)
    for notice_id in made:
        content = {"headers": {HEADER: RESTS}, "payload": {"notice": str(notice_id)}}
        enqueue(
            connection,
            municipality_id,
            job_id=installation.ids.new(),
            kind=PARTY_NOTICE,
            payload=dumps(content),
            run_at=at,
            max_attempts=TRIES,
        )
    return len(made)
