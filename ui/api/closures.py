"""Days closed by decree: which there are, what one would move, declaring one and taking it back."""

from __future__ import annotations

from starlette.responses import Response

from engine.access import Scope
from engine.calendar import Attendance
from engine.deadlines.decreeing import Asked, Decreed, decree, foresee, lift
from engine.refusals import RefusalKind, Refused
from storage.queries.closures import all_closures
from ui.api.answers import answer, id_of
from ui.api.describing import reads, writes
from ui.api.door import Here
from ui.api.invalid import invalid
from ui.api.law import EARLIEST, LATEST
from ui.api.problems import Problem, of_refusal
from ui.api.repeats import Key, once
from ui.api.rooms import Identifier, room
from ui.api.shapes.operations import (
    Attended,
    ChangedClosure,
    Closure,
    Closures,
    ForeseenTerm,
    ForeseenTerms,
    NewClosure,
)

router = room("law")
MOST = 1_000
SAID: dict[Attendance, Attended] = {
    Attendance.NONE: "none",
    Attendance.HALF: "half",
    Attendance.WHOLE: "whole",
}
UNDERSTOOD = {word: attendance for attendance, word in SAID.items()}


@router.get("/closures", **reads(Scope.CALENDAR_READ, Closures))
def closures(here: Here) -> Response:
    """The days closed by decree, those taken back too, the latest day first; at most 1,000."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        found = all_closures(connection, town, limit=MOST)
    items = [
        Closure(
            id=str(row.id),
            day=row.day,
            attendance=SAID[Attendance(row.attendance)],
            name=row.name,
            source=row.source,
            decreed_at=row.decreed_at,
            lifted_at=row.lifted_at,
        )
        for row, _, _ in found
    ]
    return answer(here, Closures(items=items))


@router.post("/closures", **writes(Scope.CALENDAR_WRITE, ChangedClosure))
def close_day(here: Here, asked: NewClosure, key: Key = None) -> Response:
    """Declare how a day is worked; every open term that it lies in follows at once."""

    def work() -> Response:
        return changed(here, decree(here.installation, here.actor, day_of(asked)))

    return once(here, key, work)


@router.post("/closures/preview", **writes(Scope.CALENDAR_WRITE, ForeseenTerms))
def preview(here: Here, asked: NewClosure) -> Response:
    """Every open term that the decree would move; nothing is kept."""
    found = foresee(here.installation, here.actor, day_of(asked))
    if isinstance(found, Refused):
        raise of_decree(found)
    items = [
        ForeseenTerm(
            deadline_id=str(each.touched.deadline.id),
            case_number=each.touched.number,
            title=each.touched.deadline.title,
            from_on=each.touched.deadline.due_on,
            to_on=each.to_on,
        )
        for each in found
    ]
    return answer(here, ForeseenTerms(items=items))


@router.delete("/closures/{closure_id}", **writes(Scope.CALENDAR_WRITE, ChangedClosure))
def open_day(here: Here, closure_id: Identifier) -> Response:
    """Take a decree back before its day comes; twice succeeds."""
    return changed(here, lift(here.installation, here.actor, id_of(closure_id)))


def day_of(asked: NewClosure) -> Asked:
    if not EARLIEST <= asked.day <= LATEST:
        raise invalid([("body.day", "out_of_range")])
    return Asked(asked.day, asked.name, asked.source, UNDERSTOOD[asked.attendance])


def changed(here: Here, outcome: Decreed | Refused) -> Response:
    """The day after the act."""
    if isinstance(outcome, Refused):
        raise of_decree(outcome)
    return answer(here, ChangedClosure(id=str(outcome.closure_id), day=outcome.day))


def of_decree(refused: Refused) -> Problem:
    """A day that is closed already is told as such."""
    if refused.kind is RefusalKind.INVALID_DATA and refused.details.get("field") == "day":
        return invalid([("body.day", "no_working_day")])
    return of_refusal(refused)
