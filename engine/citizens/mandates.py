"""Mandates: who acts for whom, for which services, from when until when, by which document.

Somebody at the counter sees the document and writes it down. It is asked for at each act: one that
lapsed or was taken back is refused with the next request, whatever a page had shown before.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from engine.citizens.people import Applicant, enter_citizen, wrong_in
from engine.deadlines.calendars import calendar_of
from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.identity.house import COUNTER
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection, TooManyRaces
from storage.queries.citizens import citizen_by_login
from storage.queries.definitions import active_definitions
from storage.queries.mandates import MandateRow, mandate_by_id
from storage.writes import mandates as writes

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Power:
    """What is written down: the account of who acts, who is acted for, the services by the keys of
    their processes (none: all), the days, both included, and the document that proves it."""

    agent_login: str
    principal: Applicant
    services: tuple[str, ...]
    from_on: date
    until_on: date | None
    document: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """The mandate stands."""

    mandate_id: int


def refusal_to_represent(
    installation: Installation, actor: Actor, mandate_id: int, process_key: str
) -> Refused | None:
    """Why somebody may not act for another in a service today; None when they may."""
    town = actor.municipality_id
    with installation.database.read(town) as connection:
        row = mandate_by_id(connection, town, mandate_id)
        today = today_of(installation, connection, town)
    if row is None or row.agent_id != actor.person_id or actor.confined:
        return Refused(RefusalKind.NOT_FOUND)
    return None if is_in_force(row, process_key, today) else Refused(RefusalKind.MANDATE_OVER)


def is_in_force(row: MandateRow, process_key: str, today: date) -> bool:
    """Not taken back, begun, not over, and for this service."""
    services = row.services.split()
    within = row.from_on <= today and (row.until_on is None or today <= row.until_on)
    return row.revoked_at is None and within and (not services or process_key in services)


def today_of(installation: Installation, connection: Connection, municipality_id: int) -> date:
    """The day of the municipality."""
    calendar = calendar_of(installation, connection, municipality_id)
    return calendar.local_day(installation.clock.now())


def record_mandate(installation: Installation, actor: Actor, power: Power) -> Recorded | Refused:
    """Write down that somebody may act for another."""
    principal = power.principal.tidy()

    def verb(connection: Connection) -> Recorded | Refused:
        town = actor.municipality_id
        agent = citizen_by_login(connection, town, power.agent_login.strip().lower())
        wrong = "agent" if agent is None else _wrong(connection, town, power, principal)
        if agent is None or wrong:
            return Refused(RefusalKind.INVALID_DATA, {"field": wrong})
        history = TownHistory(installation, connection, actor)
        mandate_id = installation.ids.new()
        writes.insert_mandate(
            connection,
            town,
            mandate_id=mandate_id,
            agent_id=agent.person_id,
            principal_id=enter_citizen(installation, connection, town, principal),
            services=" ".join(power.services),
            from_on=power.from_on,
            until_on=power.until_on,
            document=power.document.strip(),
            checked_by=actor.person_id,
            checked_at=history.now,
        )
        history.add(
            TownEventKind.MANDATE_RECORDED,
            agent.person_id,
            data={"mandate": str(mandate_id)},
            detail={"title": principal.name, "reason": power.document.strip()},
        )
        history.write()
        return Recorded(mandate_id)

    return _at_the_counter(installation, actor, verb)


def revoke_mandate(
    installation: Installation, actor: Actor, mandate_id: int, reason: str
) -> Recorded | Refused:
    """They may no longer, and why."""
    if not reason.strip() or len(reason) > LONGEST:
        return Refused(RefusalKind.INVALID_DATA, {"field": "reason"})

    def verb(connection: Connection) -> Recorded | Refused:
        town, now = actor.municipality_id, installation.clock.now()
        row = mandate_by_id(connection, town, mandate_id)
        if row is None:
            return Refused(RefusalKind.NOT_FOUND)
        if writes.revoke_mandate(connection, town, mandate_id, at=now, by=actor.person_id):
            history = TownHistory(installation, connection, actor)
            detail = {"title": row.principal, "reason": reason.strip()}
            data = {"mandate": str(mandate_id)}
            history.add(TownEventKind.MANDATE_REVOKED, row.agent_id, data=data, detail=detail)
            history.write()
        return Recorded(mandate_id)

    return _at_the_counter(installation, actor, verb)


def _wrong(connection: Connection, town: int, power: Power, principal: Applicant) -> str:
    """The field to correct; empty when all is well."""
    if wrong := wrong_in(principal):
        return f"principal_{wrong}"
    known: Collection[str] = {row.key for row in active_definitions(connection, town)}
    if any(each not in known for each in power.services):
        return "services"
    if power.until_on is not None and power.until_on < power.from_on:
        return "until_on"
    document = power.document.strip()
    return "" if document and len(document) <= LONGEST else "document"


def _at_the_counter(
    installation: Installation,
    actor: Actor,
    verb: Callable[[Connection], Recorded | Refused],
) -> Recorded | Refused:
    if actor.outside or COUNTER not in actor.roles:
        return Refused(RefusalKind.NO_ROLE, {"role": COUNTER})
    try:
        return installation.database.run(verb, municipality=actor.municipality_id)
    except TooManyRaces:
        return Refused(RefusalKind.CONFLICT)
