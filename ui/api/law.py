"""Legal time and the numbers of the law: which days count, and what is in force when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from engine.access import Scope
from engine.calendar import Calendar
from engine.deadlines.calendars import calendar_of
from storage.queries.deadlines import ParameterRow, all_parameters
from ui.api.answers import answer
from ui.api.describing import reads
from ui.api.door import Here
from ui.api.invalid import invalid
from ui.api.rooms import room
from ui.api.shapes.others import ClosedDay, Days, Parameter, Parameters

router = room("law")
MOST_DAYS = 366
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


@router.get("/calendar", **reads(Scope.CALENDAR_READ, Days))
def calendar(
    here: Here,
    from_on: Annotated[date, Query(alias="from", description="First day, included.")],
    to_on: Annotated[date, Query(alias="to", description="Last day; a year later at most.")],
) -> Response:
    """The days between two, both included, that are no business days of the municipality."""
    if not EARLIEST <= from_on <= LATEST:
        raise invalid([("query.from", "out_of_range")])
    if not from_on <= to_on <= from_on + timedelta(days=MOST_DAYS):
        raise invalid([("query.to", "out_of_range")])
    with here.installation.database.read(here.municipality.id) as connection:
        days = calendar_of(here.installation, connection, here.municipality.id)
    return answer(here, Days(items=closed_days(days, from_on, to_on)))


@router.get("/parameters", **reads(Scope.CALENDAR_READ, Parameters))
def parameters(
    here: Here,
    key: Annotated[str, Query(max_length=80, description="Only this number.")] = "",
    on: Annotated[date | None, Query(description="Only what is valid on this day.")] = None,
) -> Response:
    """The dated numbers of the law, with their source."""
    with here.installation.database.read(here.municipality.id) as connection:
        rows = all_parameters(connection, here.municipality.id)
    found = [row for row in rows if key in ("", row.key) and is_valid(row, on)]
    return answer(here, Parameters(items=[parameter(row) for row in found]))


def closed_days(calendar: Calendar, from_on: date, to_on: date) -> list[ClosedDay]:
    days = (from_on + timedelta(days=step) for step in range((to_on - from_on).days + 1))
    return [
        ClosedDay(day=day, name=calendar.name_of(day))
        for day in days
        if not calendar.is_business_day(day)
    ]


def is_valid(row: ParameterRow, on: date | None) -> bool:
    return on is None or row.valid_from <= on <= (row.valid_to or date.max)


def parameter(row: ParameterRow) -> Parameter:
    return Parameter(
        key=row.key,
        value=row.value,
        unit=row.unit,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
    )
