"""The cases that are looked at again after they ended."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.database import Connection
from storage.queries.reading import many
from storage.tables import cases


@dataclass(frozen=True, slots=True)
class EndedCase:
    """A case that came to one of its ends."""

    case_id: int
    number: str
    process_key: str
    outcome: str | None


def cases_ended(
    connection: Connection,
    municipality_id: int,
    *,
    keys: Collection[str],
    after: datetime,
    before: datetime,
) -> tuple[EndedCase, ...]:
    """Those of some processes that ended from an instant on and before another, by number."""
    found = (
        select(cases.c.id, cases.c.number, cases.c.process_key, cases.c.outcome)
        .where(cases.c.municipality_id == municipality_id)
        .where(cases.c.process_key.in_(list(keys)), cases.c.state == "completed")
        .where(cases.c.closed_at >= after, cases.c.closed_at < before)
        .order_by(cases.c.number)
    )
    return many(connection, found, EndedCase)
