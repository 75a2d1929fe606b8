"""How far the list of all events goes, and where something is still to be listed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, or_, select

from storage.database import Connection
from storage.queries.due_towns import with_news
from storage.queries.reading import many, one
from storage.tables import history_follows, municipalities, town_heads


@dataclass(frozen=True, slots=True)
class HistoryFollowRow:
    """How far a municipality is listed; None where nobody looked yet. `town_head` is the last place
    of its own history."""

    municipality_id: int
    followed_at: datetime | None
    town_seq: int | None
    behind: int | None
    town_head: int | None


def listed_up_to(connection: Connection, municipality_id: int) -> datetime | None:
    """Up to when events are listed; None where nobody looked yet."""
    found = select(history_follows.c.followed_at).where(
        history_follows.c.municipality_id == municipality_id
    )
    return connection.execute(found).scalar()


def histories_to_follow(
    connection: Connection, *, now: datetime, overlap: timedelta
) -> tuple[HistoryFollowRow, ...]:
    """Where something is to be listed, or may be, over the whole installation: something happened,
    nobody looked yet, or more was there than one look takes."""
    of, own = history_follows.c, town_heads.c.seq
    news = with_news(connection, history_follows, now=now, overlap=overlap)
    due = (
        municipalities.c.id.in_(news), of.followed_at.is_(None), of.behind != 0,
        of.town_seq != func.coalesce(own, 0),
    )  # fmt: skip
    return many(connection, _followed().where(or_(*due)), HistoryFollowRow)


def followed_history(connection: Connection, municipality_id: int) -> HistoryFollowRow | None:
    """How far a municipality is listed."""
    found = _followed().where(municipalities.c.id == municipality_id)
    return one(connection, found, HistoryFollowRow)


def _followed() -> Select[Any]:
    of, town = history_follows.c, municipalities.c.id
    return (
        select(town, of.followed_at, of.town_seq, of.behind, town_heads.c.seq)
        .outerjoin(history_follows, of.municipality_id == town)
        .outerjoin(town_heads, town_heads.c.municipality_id == town)
    )
