"""How often a connection knocked in vain at a door."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.database import Connection
from storage.queries.reading import one
from storage.tables import knocks


@dataclass(frozen=True, slots=True)
class Knocked:
    """Since when it is counted, and how often."""

    since: datetime
    times: int


def knocked(connection: Connection, municipality_id: int, who: str) -> Knocked | None:
    """The count of one door and connection."""
    found = select(knocks.c.since, knocks.c.times).where(
        knocks.c.municipality_id == municipality_id, knocks.c.who == who
    )
    return one(connection, found, Knocked)
