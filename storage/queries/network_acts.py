"""What those who run the installation did."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.database import Connection
from storage.queries.reading import many
from storage.tables import network_acts


@dataclass(frozen=True, slots=True)
class NetworkActRow:
    """Who did what when; `town` is the address of the municipality, `told` what it was about."""

    id: int
    at: datetime
    account_id: int
    by_name: str
    kind: str
    town: str
    told: str


_ALL = select(*(network_acts.c[name] for name in NetworkActRow.__dataclass_fields__))


def network_acts_of(
    connection: Connection, *, town: str = "", before: int | None = None, limit: int = 50
) -> tuple[NetworkActRow, ...]:
    """The newest first; `town`: of one municipality; `before`: older than this act."""
    found = _ALL.order_by(network_acts.c.id.desc()).limit(limit)
    if town:
        found = found.where(network_acts.c.town == town)
    if before is not None:
        found = found.where(network_acts.c.id < before)
    return many(connection, found, NetworkActRow)
