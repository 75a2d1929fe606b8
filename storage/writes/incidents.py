"""Raising an incident outside a step (the step itself was rolled back), and resolving one."""

from datetime import datetime

from sqlalchemy import insert, update

from storage.database import Connection
from storage.queries.cases import IncidentRow
from storage.tables import incidents, timers
from storage.tables.waits import TimerState


def insert_incident(connection: Connection, municipality_id: int, row: IncidentRow) -> None:
    """What failed and waits for a person."""
    values = {name: getattr(row, name) for name in IncidentRow.__dataclass_fields__}
    connection.execute(insert(incidents).values(municipality_id=municipality_id, **values))


def resolve_incident(
    connection: Connection,
    municipality_id: int,
    incident_id: int,
    *,
    at: datetime,
    person_id: int | None,
) -> bool:
    """Marks an incident as resolved; False when somebody already did."""
    done = connection.execute(
        update(incidents)
        .where(incidents.c.municipality_id == municipality_id, incidents.c.id == incident_id)
        .where(incidents.c.resolved_at.is_(None))
        .values(resolved_at=at, resolved_by=person_id)
    )
    return done.rowcount == 1


def give_incident(
    connection: Connection, municipality_id: int, incident_id: int, *, person_id: int | None
) -> None:
    """Who mends an incident; None for nobody in particular."""
    connection.execute(
        update(incidents)
        .where(incidents.c.municipality_id == municipality_id, incidents.c.id == incident_id)
        .values(assignee_id=person_id)
    )


def fail_timer(connection: Connection, municipality_id: int, timer_id: int) -> None:
    """Keeps the sweep from firing a timer again until somebody rearms it."""
    _set_timer(connection, municipality_id, timer_id, TimerState.FAILED)


def rearm_timer(connection: Connection, municipality_id: int, timer_id: int) -> None:
    """Lets the sweep fire a failed timer again."""
    _set_timer(connection, municipality_id, timer_id, TimerState.ARMED)


def _set_timer(
    connection: Connection, municipality_id: int, timer_id: int, state: TimerState
) -> None:
    connection.execute(
        update(timers)
        .where(timers.c.municipality_id == municipality_id, timers.c.id == timer_id)
        .values(state=state)
    )
