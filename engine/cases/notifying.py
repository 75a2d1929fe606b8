"""Recording how an act was made known, and from which day that has effect.

Terms of the law begin with the effect, not with the act: the day comes from the form and from dated
parameters of the country (`pe.notificacion.personal.dias`: business days from the one on which it
was done). The case that waits for the message `notificacion_efectiva`, whatever its key, and no
other, is told `forma`, `realizada` and `efectiva`, so a term can begin with `start="=efectiva"`.
What the case does not wait for is recorded all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.calendar import Calendar
from engine.calendar.terms import business_end
from engine.cases.delivery import deliver
from engine.cases.kept_messages import settle
from engine.cases.lifecycle import CaseState
from engine.cases.operated import operated
from engine.cases.permission import may_operate, takes_part
from engine.cases.scene import in_one_transaction, write_events
from engine.deadlines.calendars import calendar_of
from engine.definitions.loading import Definition
from engine.documents.permission import is_outsider
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.parameters import NoParameter, resolve
from engine.refusals import RefusalKind, Refused
from engine.values import Value
from storage.database import Connection
from storage.queries.documents import document_by_id
from storage.queries.municipalities import municipality_by_id
from storage.queries.notifications import NotificationRow
from storage.queries.waits import awaited_by, subscriptions_for
from storage.tables.notifications import NotificationForm
from storage.writes.notifications import insert_notification

MESSAGE = "notificacion_efectiva"
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was tried: which act, to whom, how, on which day; `reached` says whether it succeeded,
    `evidence_id` is the document of the case that proves it."""

    act: str
    addressee: str
    form: str
    done_on: date
    reached: bool = True
    evidence_id: int | None = None


@dataclass(frozen=True, slots=True)
class Notified:
    """It is recorded; `effective_on` is None when nobody was reached."""

    instance_id: int
    effective_on: date | None


def may_notify(actor: Actor, definition: Definition) -> bool:
    """Who works in the process, but no outsider of it, and who operates it."""
    inside = takes_part(actor, definition) and not is_outsider(actor, definition)
    return inside or may_operate(actor, definition)


def record_notification(
    installation: Installation, actor: Actor, case_id: int, attempt: Attempt
) -> Notified | Refused:
    """Record an attempt; an effective one is told to the process."""

    def verb(connection: Connection) -> Notified | Refused:
        found = operated(installation, connection, actor, case_id, may=may_notify)
        if isinstance(found, Refused):
            return found
        scene, _ = found
        if scene.loaded.case.state == CaseState.SUSPENDED:
            return Refused(RefusalKind.SUSPENDED)
        calendar = calendar_of(installation, connection, actor.municipality_id)
        wrong = _wrong_field(connection, actor, case_id, attempt, calendar.local_day(scene.now))
        if wrong:
            return Refused(RefusalKind.INVALID_DATA, {"field": wrong})
        effective = None
        if attempt.reached:
            try:
                effective = effective_day(connection, actor.municipality_id, calendar, attempt)
            except NoParameter:
                return Refused(RefusalKind.INVALID_DATA, {"field": "form_unknown"})
        row = NotificationRow(
            installation.ids.new(),
            attempt.act.strip(),
            attempt.addressee.strip(),
            attempt.form,
            attempt.done_on,
            effective,
            attempt.evidence_id,
            scene.now,
            actor.person_id,
            None,
        )
        insert_notification(connection, actor.municipality_id, case_id, row)
        data: dict[str, Value] = {"title": row.act, "form": row.form, "on": row.done_on}
        if effective is not None:
            data["due"] = effective
        kind = EventKind.ACT_NOTIFIED if attempt.reached else EventKind.NOTIFICATION_FAILED
        scene.ledger.add(kind, data=data, detail={"addressee": row.addressee})
        write_events(connection, scene)
        return Notified(scene.loaded.instance.id, effective)

    answer = in_one_transaction(installation, actor, verb)
    if isinstance(answer, Notified) and answer.effective_on is not None:
        _tell_process(installation, actor, answer, attempt)
    return answer


def effective_day(
    connection: Connection, municipality_id: int, calendar: Calendar, attempt: Attempt
) -> date:
    """The day from which a notification has effect. Raises NoParameter."""
    town = municipality_by_id(connection, municipality_id)
    assert town is not None  # noqa: S101  # of the case
    key = f"{town.country.lower()}.notificacion.{attempt.form}.dias"
    days = resolve(connection, municipality_id, key, attempt.done_on)
    if not isinstance(days, Decimal):
        raise NoParameter(key)
    if days == 0:
        return attempt.done_on
    return business_end(attempt.done_on, int(days), calendar.is_business_day)


def _tell_process(
    installation: Installation, actor: Actor, notified: Notified, attempt: Attempt
) -> None:
    payload: dict[str, Value] = {
        "forma": attempt.form,
        "realizada": attempt.done_on,
        "efectiva": notified.effective_on,
    }
    town = actor.municipality_id
    with installation.database.read(town) as connection:
        keys = {
            key
            for name, key in awaited_by(connection, town, notified.instance_id)
            if name == MESSAGE
        }
        waiting = [
            one
            for key in sorted(keys)
            for one in subscriptions_for(connection, town, name=MESSAGE, correlation_key=key)
            if one.instance_id == notified.instance_id
        ]
    for one in waiting:
        advance = deliver(installation, actor, one, lambda _: payload)
        if advance is not None:
            settle(installation, town, advance)


def _wrong_field(
    connection: Connection, actor: Actor, case_id: int, attempt: Attempt, today: date
) -> str:
    """The field to correct; empty when all is well."""
    if not attempt.act.strip() or len(attempt.act) > LONGEST:
        return "act"
    if not attempt.addressee.strip() or len(attempt.addressee) > LONGEST:
        return "addressee"
    if attempt.form not in set(NotificationForm):
        return "form"
    if attempt.done_on > today:
        return "done_on"
    if attempt.evidence_id is None:
        return "evidence" if attempt.reached else ""
    document = document_by_id(connection, actor.municipality_id, attempt.evidence_id)
    return "" if document is not None and document.case_id == case_id else "evidence"
