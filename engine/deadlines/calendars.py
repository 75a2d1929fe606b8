"""The calendar of a municipality, from its row and its closures; remembered for a moment.

A decree that closes a day forgets the memory of its own process at once; other processes learn of
it within `FRESH`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from engine.calendar import Calendar, Closure
from engine.installation import Installation
from engine.memory import Bounded
from storage.database import Connection
from storage.queries.closures import closures_of
from storage.queries.municipalities import municipality_by_id

FRESH = timedelta(seconds=30)
_calendars: Bounded[tuple[str, int], tuple[datetime, Calendar]] = Bounded(2_000)


def calendar_of(
    installation: Installation, connection: Connection, municipality_id: int
) -> Calendar:
    """The municipality's calendar, at most `FRESH` old."""
    key, now = (installation.database.url, municipality_id), installation.clock.now()
    kept = _calendars.get(key)
    if kept is not None and timedelta() <= now - kept[0] < FRESH:
        return kept[1]
    calendar = read_calendar(connection, municipality_id)
    _calendars.keep(key, (now, calendar))
    return calendar


def forget_calendar(installation: Installation, municipality_id: int) -> None:
    """A closure was decreed or lifted: read the calendar anew next time."""
    key = (installation.database.url, municipality_id)
    _calendars.keep(key, (datetime.min.replace(tzinfo=installation.clock.now().tzinfo), Calendar()))


def read_calendar(connection: Connection, municipality_id: int) -> Calendar:
    """The municipality's calendar as it is now, for what must not be a moment old."""
    town = municipality_by_id(connection, municipality_id)
    if town is None:
        raise LookupError(f"there is no municipality {municipality_id}")
    closures = {
        row.day: Closure(row.name, half=bool(row.half), source=row.source)
        for row in closures_of(connection, municipality_id)
    }
    return Calendar(town.country, town.region, closures, town.timezone)
