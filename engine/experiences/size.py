"""How large the municipality of an experience is: its band of population, where both are known."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from engine.deadlines.calendars import calendar_of
from engine.indicators.comparing import BANDS, POPULATION, Band, band_of
from engine.installation import Installation
from engine.parameters import NoParameter, resolve
from storage.database import Connection


def band_there(
    installation: Installation, connection: Connection, municipality_id: int
) -> Band | None:
    """The band of today's population; None where nobody said how many people live there."""
    day = calendar_of(installation, connection, municipality_id).local_day(installation.clock.now())
    try:
        people = Decimal(resolve(connection, municipality_id, POPULATION, day))
        text = str(resolve(connection, municipality_id, BANDS, day))
        return band_of(sorted(int(Decimal(each)) for each in text.split()), int(people))
    except (NoParameter, InvalidOperation, ValueError):
        return None
