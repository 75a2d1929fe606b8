"""How the acts of a case were made known, and recording that they were."""

from __future__ import annotations

from starlette.responses import Response

from engine.access import Scope
from engine.cases.notifying import Attempt, record_notification
from engine.cases.notifying import Notified as WasNotified
from storage.queries.notifications import notifications_of_case
from ui.api.answers import address, answer, id_of
from ui.api.around import inside
from ui.api.describing import reads, writes
from ui.api.door import Here
from ui.api.invalid import late_day
from ui.api.problems import of_refusal
from ui.api.repeats import Key, once
from ui.api.rooms import Number, room
from ui.api.shapes.notifications import (
    NewNotification,
    Notifications,
    NotificationShape,
    Notified,
)
from ui.cases.pages import seen_case

router = room("cases")


@router.get("/cases/{number}/notifications", **reads(Scope.CASES_READ, Notifications))
def notifications(here: Here, number: Number) -> Response:
    """How the acts of the case were made known, to whom, and from when that has effect."""
    case_id = inside(here, number)
    with here.installation.database.read(here.municipality.id) as connection:
        rows = notifications_of_case(connection, here.municipality.id, case_id)
    items = [
        NotificationShape(
            id=str(row.id),
            act=row.act,
            addressee=row.addressee,
            form=row.form,  # type: ignore[arg-type]  # the table holds no other word
            done_on=row.done_on,
            reached=row.effective_on is not None,
            evidence_id=None if row.evidence_id is None else str(row.evidence_id),
            effective_on=row.effective_on,
            recorded_at=row.recorded_at,
        )
        for row in rows
    ]
    return answer(here, Notifications(items=items))


@router.post("/cases/{number}/notifications", **writes(Scope.CASES_WRITE, Notified, status=201))
def notified(here: Here, number: Number, asked: NewNotification, key: Key = None) -> Response:
    """Record an attempt. An effective one is told to the process, whose terms begin with it."""

    def work() -> Response:
        with here.installation.database.read(here.municipality.id) as connection:
            case, _ = seen_case(here, connection, number)
        evidence = None if asked.evidence_id is None else id_of(asked.evidence_id)
        attempt = Attempt(
            asked.act,
            asked.addressee,
            asked.form,
            asked.done_on,
            reached=asked.reached,
            evidence_id=evidence,
        )
        outcome = record_notification(here.installation, here.actor, case.id, attempt)
        if not isinstance(outcome, WasNotified):
            raise late_day(outcome, "done_on") or of_refusal(outcome)
        where = {"location": address(here, "cases", number, "notifications")}
        shape = Notified(effective_on=outcome.effective_on)
        return answer(here, shape, status=201, headers=where)

    return once(here, key, work)
