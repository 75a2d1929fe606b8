"""Where the cases of a process stand, all at once: for pages that compare what several know."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.database import Connection
from storage.queries.reading import many
from storage.tables import cases, instances
from storage.tables.cases import CaseState

_KEPT = (CaseState.OPEN, CaseState.SUSPENDED, CaseState.COMPLETED)


@dataclass(frozen=True, slots=True)
class ProcessStandRow:
    """A case with the running state of its instance, read without a lock."""

    case_id: int
    number: str
    title: str
    state: str
    opened_at: datetime
    closed_at: datetime | None
    definition_id: int
    tokens: bytes
    scopes: str


def stands_of_process(
    connection: Connection, municipality_id: int, process_key: str, *, limit: int
) -> tuple[ProcessStandRow, ...]:
    """The newest cases of a process that were not cancelled and did not fail, newest first."""
    found = (
        select(
            cases.c.id,
            cases.c.number,
            cases.c.title,
            cases.c.state,
            cases.c.opened_at,
            cases.c.closed_at,
            instances.c.definition_id,
            instances.c.tokens,
            instances.c.scopes,
        )
        .join(
            instances,
            (instances.c.municipality_id == cases.c.municipality_id)
            & (instances.c.case_id == cases.c.id),
        )
        .where(cases.c.municipality_id == municipality_id, cases.c.process_key == process_key)
        .where(cases.c.state.in_([str(each) for each in _KEPT]))
        .order_by(cases.c.id.desc())
        .limit(limit)
    )
    return many(connection, found, ProcessStandRow)
