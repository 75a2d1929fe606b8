"""Documents whose text is still to be read, over all municipalities of the transaction."""

from dataclasses import dataclass

from sqlalchemy import func, select, text

from storage.database import Connection
from storage.queries.reading import many
from storage.tables import document_readings


@dataclass(frozen=True, slots=True)
class ToRead:
    """A version that is to be read."""

    municipality_id: int
    document_id: int
    version: int


def waiting_readings(
    connection: Connection, *, limit: int, of: int | None = None
) -> tuple[ToRead, ...]:
    """What waits to be read, the longest waiting first; of one municipality, if it is named."""
    found = (
        select(*(document_readings.c[name] for name in ToRead.__dataclass_fields__))
        .where(text("document_readings.state = 'waiting'"))
        .order_by(document_readings.c.at)
        .limit(limit)
    )
    if of is not None:
        found = found.where(document_readings.c.municipality_id == of)
    return many(connection, found, ToRead)


def asked_readings(connection: Connection) -> int:
    """How many a worker was asked to read and has not yet."""
    asked = text("document_readings.state = 'asked'")
    found = select(func.count()).select_from(document_readings).where(asked)
    return int(connection.scalar(found) or 0)
