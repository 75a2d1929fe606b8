"""Notices to people in a case who have no account: what they agreed to, and what went to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.tables import party_notices, party_ways
from storage.tables.notices import AttemptState


@dataclass(frozen=True, slots=True)
class NewPartyNotice:
    """Somebody in a case is told of an event of it."""

    id: int
    party_id: int
    case_id: int
    seq: int
    event: int
    channel: str


def set_way(
    connection: Connection,
    municipality_id: int,
    party_id: int,
    *,
    case_id: int,
    channel: str,
    address: str,
    at: datetime,
    by: int | None,
) -> None:
    """Somebody in a case agreed to be told so, from now on."""
    told = {"channel": channel, "address": address, "agreed_at": at, "agreed_by": by}
    connection.execute(
        _upsert(connection)(party_ways)
        .values(municipality_id=municipality_id, party_id=party_id, case_id=case_id, **told)
        .on_conflict_do_update(index_elements=["municipality_id", "party_id"], set_=told)
    )


def drop_way(connection: Connection, municipality_id: int, party_id: int) -> None:
    """They are told nothing any more."""
    connection.execute(
        delete(party_ways).where(
            party_ways.c.municipality_id == municipality_id, party_ways.c.party_id == party_id
        )
    )


def drop_ways_of_case(connection: Connection, municipality_id: int, case_id: int) -> None:
    """Nobody in the case is told anything any more."""
    connection.execute(
        delete(party_ways).where(
            party_ways.c.municipality_id == municipality_id, party_ways.c.case_id == case_id
        )
    )


def insert_party_notices(
    connection: Connection, municipality_id: int, rows: Sequence[NewPartyNotice], *, at: datetime
) -> tuple[int, ...]:
    """What is to go; the ids of those that another look had not made before."""
    fields = NewPartyNotice.__dataclass_fields__
    state = {"state": AttemptState.WAITING, "wished_at": at, "tries": 0}
    values = [
        {
            "municipality_id": municipality_id,
            **{name: getattr(row, name) for name in fields},
            **state,
        }
        for row in rows
    ]
    keys = ["municipality_id", "party_id", "seq"]
    made = _upsert(connection)(party_notices).values(values)
    once = made.on_conflict_do_nothing(index_elements=keys).returning(party_notices.c.id)
    return tuple(connection.scalars(once).all())


def note_party_try(
    connection: Connection, municipality_id: int, notice_id: int, *, state: str, at: datetime
) -> None:
    """What came of a try."""
    connection.execute(
        update(party_notices)
        .where(party_notices.c.municipality_id == municipality_id)
        .where(party_notices.c.id == notice_id)
        .values(state=state, tried_at=at, tries=party_notices.c.tries + 1)
    )


def _upsert(connection: Connection):  # type: ignore[no-untyped-def]  # of either dialect
    return sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
