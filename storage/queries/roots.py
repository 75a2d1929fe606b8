"""Signed roots, and what a root stands for: where each history stood at the end of a day."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, select

from storage.database import Connection
from storage.queries.reading import many, one
from storage.tables import events, town_events, town_roots


@dataclass(frozen=True, slots=True)
class RootRow:
    """A root as it was signed."""

    number: int
    day: date
    statement: str
    hash: bytes
    public_key: str
    signature: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class StoodRow:
    """Where the history of a case stood: its last event by then."""

    case_id: int
    seq: int
    hash: bytes


_ROOT = select(*(town_roots.c[name] for name in RootRow.__dataclass_fields__))


def last_root(connection: Connection, municipality_id: int) -> RootRow | None:
    """The newest root."""
    found = _ROOT.where(town_roots.c.municipality_id == municipality_id)
    return one(connection, found.order_by(town_roots.c.number.desc()).limit(1), RootRow)


def roots_after(
    connection: Connection, municipality_id: int, number: int, *, limit: int
) -> tuple[RootRow, ...]:
    """Roots by their number, those after one."""
    found = _ROOT.where(
        town_roots.c.municipality_id == municipality_id, town_roots.c.number > number
    )
    return many(connection, found.order_by(town_roots.c.number).limit(limit), RootRow)


def newest_roots(
    connection: Connection, municipality_id: int, *, limit: int
) -> tuple[RootRow, ...]:
    """The newest first."""
    found = _ROOT.where(town_roots.c.municipality_id == municipality_id)
    return many(connection, found.order_by(town_roots.c.number.desc()).limit(limit), RootRow)


def something_happened(
    connection: Connection, municipality_id: int, *, since: datetime | None
) -> datetime | None:
    """The first event of a case or of the municipality itself from an instant on."""
    found = []
    for each in (events, town_events):
        question = select(func.min(each.c.at)).where(each.c.municipality_id == municipality_id)
        if since is not None:
            question = question.where(each.c.at >= since)
        found.append(connection.scalar(question))
    return min((at for at in found if at is not None), default=None)


def stood_between(
    connection: Connection, municipality_id: int, *, since: datetime, until: datetime
) -> tuple[StoodRow, ...]:
    """Of each case in whose history anything was written in a span: its last event in it."""
    last = (
        select(events.c.case_id, func.max(events.c.seq).label("seq"))
        .where(events.c.municipality_id == municipality_id)
        .where(events.c.at >= since, events.c.at < until)
        .group_by(events.c.case_id)
        .subquery()
    )
    found = (
        select(events.c.case_id, events.c.seq, events.c.hash)
        .join(last, and_(last.c.case_id == events.c.case_id, last.c.seq == events.c.seq))
        .where(events.c.municipality_id == municipality_id)
        .order_by(events.c.case_id)
    )
    return many(connection, found, StoodRow)


def town_stood_between(
    connection: Connection, municipality_id: int, *, since: datetime, until: datetime
) -> tuple[int, bytes] | None:
    """The last event of the municipality's own history in a span."""
    found = (
        select(town_events.c.seq, town_events.c.hash)
        .where(town_events.c.municipality_id == municipality_id)
        .where(town_events.c.at >= since, town_events.c.at < until)
        .order_by(town_events.c.seq.desc())
        .limit(1)
    )
    row = connection.execute(found).first()
    return None if row is None else (row[0], bytes(row[1]))
