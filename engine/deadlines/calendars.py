"""The row of a municipality and its calendar with its closures; remembered for a moment.

A decree that closes a day forgets the memory of its own process at once; other processes learn of
it within `FRESH`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from engine.calendar import Attendance, Calendar, Closure
from engine.installation import Installation
from engine.memory import Bounded
from storage.database import Connection
from storage.queries.closures import closures_of
from storage.queries.municipalities import MunicipalityRow, municipality_by_id

FRESH = timedelta(seconds=30)
_towns: Bounded[tuple[str, int], tuple[datetime, MunicipalityRow, Calendar]] = Bounded(2_000)


def calendar_of(
    installation: Installation, connection: Connection, municipality_id: int
) -> Calendar:
    """The municipality's calendar, at most `FRESH` old."""
    return _remembered(installation, connection, municipality_id)[1]


def town_of(
    installation: Installation, connection: Connection, municipality_id: int
) -> MunicipalityRow:
    """The municipality's row, as old as its calendar: read together, they are one statement."""
    return _remembered(installation, connection, municipality_id)[0]


def forget_calendar(installation: Installation, municipality_id: int) -> None:
    """A closure was decreed or lifted: read the calendar anew next time."""
    _towns.forget((installation.database.url, municipality_id))


def read_calendar(connection: Connection, municipality_id: int) -> Calendar:
    """The municipality's calendar as it is now, for what must not be a moment old."""
    return _read(connection, municipality_id)[1]


def _remembered(
    installation: Installation, connection: Connection, municipality_id: int
) -> tuple[MunicipalityRow, Calendar]:
    key, now = (installation.database.url, municipality_id), installation.clock.now()
    kept = _towns.get(key)
    if kept is not None and timedelta() <= now - kept[0] < FRESH:
        return kept[1:]
    town, calendar = _read(connection, municipality_id)
    _towns.keep(key, (now, town, calendar))
    return town, calendar


def _read(connection: Connection, municipality_id: int) -> tuple[MunicipalityRow, Calendar]:
    town = municipality_by_id(connection, municipality_id)
    if town is None:
        raise LookupError(f"there is no municipality {municipality_id}")
    closures = {
        row.day: Closure(row.name, Attendance(row.attendance), row.source)
        for row in closures_of(connection, municipality_id)
    }
    return town, Calendar(town.country, town.region, closures, town.timezone)
