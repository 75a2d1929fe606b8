"""Giving somebody a role for a time, and taking it back; each with its reason.

Nobody gives themselves a role, and the last who can administer without an end keeps the right.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.calendar import Calendar
from engine.deadlines.calendars import calendar_of
from engine.history.town import TownEventKind, TownHistory
from engine.identity.actor import Actor
from engine.identity.house import ADMINISTRATOR
from engine.identity.people import administering, because, known_person
from engine.identity.registering import give
from engine.identity.roles import roles_in_force
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.values import Value
from storage.database import Connection
from storage.queries.identity import MembershipRow, memberships_of
from storage.queries.people import lasting_holders
from storage.writes import identity as writes


@dataclass(frozen=True, slots=True)
class Grant:
    """A role from a day to a day, both included; at once and for good when they are absent."""

    role: str
    reason: str
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Granted:
    """The person holds the role, now or from its first day."""

    person_id: int
    role: str


@dataclass(frozen=True, slots=True)
class Revoked:
    """The person holds the role no longer."""

    person_id: int
    role: str


def grant_role(
    installation: Installation, actor: Actor, person_id: int, asked: Grant
) -> Granted | Refused:
    """Give somebody a role that is in force."""

    def verb(connection: Connection, history: TownHistory) -> Granted | Refused:
        person = known_person(connection, actor.municipality_id, person_id)
        if isinstance(person, Refused):
            return person
        if person.active_until is not None and person.active_until <= history.now:
            return Refused(RefusalKind.NOT_OPEN, {"state": "disabled"})
        calendar = calendar_of(installation, connection, actor.municipality_id)
        since, until = _span(calendar, history.now, asked)
        late = asked.from_on is not None and asked.from_on < calendar.local_day(history.now)
        wrong = "from" if late else _wrong_field(connection, actor, person_id, asked, since, until)
        if wrong:
            return Refused(RefusalKind.INVALID_DATA, {"field": wrong})
        give(
            installation,
            connection,
            actor.municipality_id,
            person_id,
            asked.role,
            since=since,
            until=until,
            granted_by=actor.person_id,
        )
        data: dict[str, Value] = {"role": asked.role}
        days = {"from": asked.from_on, "until": asked.until_on}
        data.update({name: day for name, day in days.items() if day is not None})
        detail = because(asked.reason)
        history.add(TownEventKind.ROLE_GRANTED, person_id, data=data, detail=detail)
        return Granted(person_id, asked.role)

    return administering(installation, actor, verb, about=person_id)


def revoke_role(
    installation: Installation, actor: Actor, person_id: int, role: str, reason: str
) -> Revoked | Refused:
    """Take a role from somebody from now on, also one that was still to begin."""

    def verb(connection: Connection, history: TownHistory) -> Revoked | Refused:
        town = actor.municipality_id
        person = known_person(connection, town, person_id)
        if isinstance(person, Refused):
            return person
        if not reason.strip():
            return Refused(RefusalKind.INVALID_DATA, {"field": "reason"})
        refused = refusal_of_last(connection, actor, person_id, history.now, losing=role)
        if refused is not None:
            return refused
        ended = writes.end_membership(
            connection, town, person_id=person_id, role=role, until=history.now
        )
        if ended == 0:
            return Refused(RefusalKind.NOT_FOUND)
        data, detail = {"role": role}, because(reason)
        history.add(TownEventKind.ROLE_REVOKED, person_id, data=data, detail=detail)
        return Revoked(person_id, role)

    return administering(installation, actor, verb)


def refusal_of_last(
    connection: Connection,
    actor: Actor,
    person_id: int,
    now: datetime,
    *,
    losing: str = ADMINISTRATOR,
) -> Refused | None:
    """Somebody must be left who administers without an end; None when somebody is."""
    if losing != ADMINISTRATOR:
        return None
    lasting = lasting_holders(connection, actor.municipality_id, ADMINISTRATOR, at=now)
    return Refused(RefusalKind.LAST_ADMINISTRATOR) if lasting == {person_id} else None


def _span(calendar: Calendar, now: datetime, asked: Grant) -> tuple[datetime, datetime | None]:
    """From the beginning of the first day, or now, to the end of the last day."""
    since = now
    if asked.from_on is not None and asked.from_on > calendar.local_day(now):
        since = calendar.start_of(asked.from_on)
    if asked.until_on is None:
        return since, None
    return since, calendar.start_of(asked.until_on + timedelta(days=1))


def _wrong_field(
    connection: Connection,
    actor: Actor,
    person_id: int,
    asked: Grant,
    since: datetime,
    until: datetime | None,
) -> str:
    """The field to correct; empty when all is well."""
    if asked.role not in roles_in_force(connection, actor.municipality_id):
        return "role"
    if not asked.reason.strip():
        return "reason"
    if until is not None and until <= since:
        return "until"
    held = memberships_of(connection, actor.municipality_id, person_id)
    return "held" if any(_meets(row, asked.role, since, until) for row in held) else ""


def _meets(row: MembershipRow, role: str, since: datetime, until: datetime | None) -> bool:
    """The person holds the role already at some moment of that time."""
    begins_before = until is None or row.valid_from < until
    ends_after = row.valid_until is None or row.valid_until > since
    empty = row.valid_until is not None and row.valid_until <= row.valid_from
    return row.role == role and begins_before and ends_after and not empty
