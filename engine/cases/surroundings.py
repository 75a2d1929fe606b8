"""What a step may know of the outside: the moment, the calendar, the numbers of the law, the cases
of the year that are alike, and the items of its procurement plan."""

from __future__ import annotations

import json
from datetime import datetime

from engine.bpmn import Surroundings
from engine.calendar.feel_functions import functions
from engine.cases.alike import alike_in
from engine.cases.legal_numbers import LegalNumbers
from engine.cases.planned import plans_in
from engine.deadlines.calendars import calendar_of, town_of
from engine.feel import Host
from engine.installation import Installation
from engine.suppliers.standings import standings_in
from engine.territory import Ground
from engine.territory.bounds import BOUNDS, kept_bounds
from storage.database import Connection
from storage.queries.municipalities import MunicipalityRow


def surroundings_of(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    now: datetime,
    *,
    case_id: int | None = None,
    number: str | None = None,
) -> Surroundings:
    """The surroundings of one municipality at one moment; good for this transaction only.
    `case_id` and `number`: the case whose step it is, which is not like itself."""
    calendar = calendar_of(installation, connection, municipality_id)
    town = town_of(installation, connection, municipality_id)
    numbers = LegalNumbers(connection, municipality_id, town.country)
    host = Host(
        functions(
            calendar,
            numbers,
            numbers.fee,
            alike_in(connection, municipality_id, calendar, case_id),
            number,
            standings_in(connection, municipality_id, calendar.local_day(now)),
            plans_in(installation, connection, municipality_id, case_id),
        ),
        clock=lambda: now.astimezone(calendar.zone),
        ground=lambda: _ground(installation, town),
    )
    return Surroundings(
        now=now,
        today=calendar.local_day(now),
        calendar=calendar,
        host=host,
        limits=installation.limits.running,
    )


def _ground(installation: Installation, town: MunicipalityRow) -> Ground:
    bounds = kept_bounds(json.loads(town.settings).get(BOUNDS))
    return Ground(town.name, installation.territories(town.country), town.ubigeo or "", bounds)
