"""How the acts of a case were made known."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from storage.database import Connection
from storage.queries.reading import joined, many
from storage.tables import documents, notifications


@dataclass(frozen=True, slots=True)
class NotificationRow:
    """One attempt; `effective_on` is None when nobody was reached."""

    id: int
    act: str
    addressee: str
    form: str
    done_on: date
    effective_on: date | None
    evidence_id: int | None
    recorded_at: datetime
    recorded_by: int | None
    evidence_title: str | None


def notifications_of_case(
    connection: Connection, municipality_id: int, case_id: int
) -> tuple[NotificationRow, ...]:
    """Every attempt, the latest first."""
    own = (notifications.c[name] for name in list(NotificationRow.__dataclass_fields__)[:-1])
    found = (
        select(*own, documents.c.title)
        .outerjoin(documents, joined(notifications, documents, "evidence_id"))
        .where(notifications.c.municipality_id == municipality_id)
        .where(notifications.c.case_id == case_id)
        .order_by(notifications.c.id.desc())
    )
    return many(connection, found, NotificationRow)
