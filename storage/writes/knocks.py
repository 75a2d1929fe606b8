"""Knocks in vain at a door, of one connection: one row, counted anew once its time is over."""

from datetime import datetime

from sqlalchemy import case, delete
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.queries.knocks import Knocked
from storage.tables import knocks


def count_knock(
    connection: Connection, municipality_id: int, who: str, *, at: datetime, within_from: datetime
) -> Knocked:
    """One more, in one statement; a count that began at or before `within_from` begins anew."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    fresh = insert(knocks).values(municipality_id=municipality_id, who=who, since=at, times=1)
    over = knocks.c.since <= within_from
    counted = fresh.on_conflict_do_update(
        index_elements=["municipality_id", "who"],
        set_={
            "since": case((over, fresh.excluded.since), else_=knocks.c.since),
            "times": case((over, 1), else_=knocks.c.times + 1),
        },
    ).returning(knocks.c.since, knocks.c.times)
    return Knocked(*connection.execute(counted).one())


def prune_knocks(connection: Connection, *, before: datetime) -> int:
    """Forgets what began before; how many."""
    return connection.execute(delete(knocks).where(knocks.c.since <= before)).rowcount
