"""Who has how much to do, in the processes that the token operates."""

from __future__ import annotations

from starlette.responses import Response

from engine.access import Scope
from engine.deadlines.calendars import calendar_of
from engine.operations.load import workload
from ui.api.answers import answer
from ui.api.describing import reads
from ui.api.door import Here
from ui.api.rooms import room
from ui.api.shapes.operations import LoadLine, LoadLines
from ui.api.shapes.words import Person

router = room("operations")


@router.get("/load", **reads(Scope.OPERATIONS_READ, LoadLines))
def load(here: Here) -> Response:
    """What each person holds, and what waits for each role and nobody took; nothing for a token
    that operates no process."""
    with here.installation.database.read(here.municipality.id) as connection:
        calendar = calendar_of(here.installation, connection, here.municipality.id)
        found = workload(connection, here.actor, calendar=calendar, now=here.now)
    held = [
        LoadLine(
            person=Person(id=str(row.person_id), name=name),
            role=None,
            tasks=row.held,
            overdue=row.overdue,
            due_this_week=row.week,
        )
        for name, row in (found.people if found else ())
    ]
    free = [
        LoadLine(
            person=None,
            role=row.role,
            tasks=row.free,
            overdue=row.overdue,
            due_this_week=row.week,
        )
        for row in (found.roles if found else ())
    ]
    return answer(here, LoadLines(items=[*held, *free]))
