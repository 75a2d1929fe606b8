"""Notices to people in a case who have no account: how they agreed to be told, and what went."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.database import Connection
from storage.queries.reading import joined, many, one
from storage.tables import applications, case_people, cases, party_notices, party_ways


@dataclass(frozen=True, slots=True)
class WayRow:
    """How somebody who is in a case is told of it, since when."""

    party_id: int
    case_id: int
    role: str
    name: str
    channel: str
    address: str
    agreed_at: datetime


@dataclass(frozen=True, slots=True)
class PartyNoticeRow:
    """What went, or is to go, to somebody in a case: of which event, how, and what came of it."""

    id: int
    party_id: int
    case_id: int
    seq: int
    event: int
    channel: str
    state: str
    wished_at: datetime
    tried_at: datetime | None
    tries: int
    number: str
    code: str | None
    """By which the case is followed, where somebody from outside asked for it."""


_WAY = (
    select(
        party_ways.c.party_id,
        party_ways.c.case_id,
        case_people.c.role,
        case_people.c.name,
        party_ways.c.channel,
        party_ways.c.address,
        party_ways.c.agreed_at,
    )
    .join(case_people, joined(party_ways, case_people, "party_id"))
    .where(case_people.c.ended_at.is_(None))
)
_NOTICE = (
    select(
        *(party_notices.c[name] for name in list(PartyNoticeRow.__dataclass_fields__)[:-2]),
        cases.c.number,
        applications.c.code,
    )
    .join(cases, joined(party_notices, cases, "case_id"))
    .outerjoin(applications, joined(party_notices, applications, "case_id", key="case_id"))
)


def ways_in_cases(
    connection: Connection, municipality_id: int, case_ids: Collection[int]
) -> tuple[WayRow, ...]:
    """How the people who are in these cases agreed to be told."""
    found = (
        _WAY.where(party_ways.c.municipality_id == municipality_id)
        .where(party_ways.c.case_id.in_(sorted(case_ids)))
        .order_by(party_ways.c.party_id)
    )
    return many(connection, found, WayRow)


def way_of(connection: Connection, municipality_id: int, party_id: int) -> WayRow | None:
    """How one of them is told; None for who is not in the case any more, or did not agree."""
    found = _WAY.where(
        party_ways.c.municipality_id == municipality_id, party_ways.c.party_id == party_id
    )
    return one(connection, found, WayRow)


def party_notice_by_id(
    connection: Connection, municipality_id: int, notice_id: int
) -> PartyNoticeRow | None:
    """One of those that went, or are to go."""
    found = _NOTICE.where(
        party_notices.c.municipality_id == municipality_id, party_notices.c.id == notice_id
    )
    return one(connection, found, PartyNoticeRow)


def party_notices_in(
    connection: Connection, municipality_id: int, case_id: int
) -> tuple[PartyNoticeRow, ...]:
    """What went to the people of a case, newest first."""
    found = (
        _NOTICE.where(party_notices.c.municipality_id == municipality_id)
        .where(party_notices.c.case_id == case_id)
        .order_by(party_notices.c.id.desc())
    )
    return many(connection, found, PartyNoticeRow)
