"""What a step may know of the outside: the moment, the calendar, the numbers of the law."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from engine.bpmn import Surroundings
from engine.calendar.feel_functions import functions
from engine.deadlines.calendars import calendar_of
from engine.feel import Host
from engine.installation import Installation
from engine.parameters import resolve
from storage.database import Connection


def surroundings_of(
    installation: Installation, connection: Connection, municipality_id: int, now: datetime
) -> Surroundings:
    """The surroundings of one municipality at one moment; good for this transaction only."""
    calendar = calendar_of(installation, connection, municipality_id)

    def parameter(key: str, on: date) -> Decimal | str:
        return resolve(connection, municipality_id, key, on)

    host = Host(functions(calendar, parameter), clock=lambda: now.astimezone(calendar.zone))
    return Surroundings(now=now, today=calendar.local_day(now), calendar=calendar, host=host)
