"""What citizens said of the services that they asked for."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storage.database import Connection
from storage.tables import surveys


@dataclass(frozen=True, slots=True)
class RatingRow:
    """How a service did: how many answered, and what they gave on the average."""

    process_key: str
    answers: int
    average: float


def has_answered(connection: Connection, municipality_id: int, case_id: int) -> bool:
    """Whether the applicant said what they thought of it."""
    found = select(surveys.c.case_id).where(
        surveys.c.municipality_id == municipality_id, surveys.c.case_id == case_id
    )
    return connection.execute(found).first() is not None


def ratings(
    connection: Connection, municipality_id: int, *, since: datetime, at_least: int
) -> tuple[RatingRow, ...]:
    """How each service did since an instant; fewer answers than `at_least` would point at people,
    and are not told."""
    found = (
        select(surveys.c.process_key, func.count(), func.avg(surveys.c.rating))
        .where(surveys.c.municipality_id == municipality_id, surveys.c.answered_at >= since)
        .group_by(surveys.c.process_key)
        .having(func.count() >= at_least)
        .order_by(surveys.c.process_key)
    )
    return tuple(
        RatingRow(key, count, float(average)) for key, count, average in connection.execute(found)
    )
