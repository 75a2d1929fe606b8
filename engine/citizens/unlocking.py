"""The PIN of the receipt lets its holder act as the applicant of one case, for an hour.

What is wrong is never told: a code that nobody has and a PIN that is not right cost the same work
and give the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from engine.cases.scene import in_one_transaction, scene_of, write_events
from engine.citizens import pins
from engine.citizens.codes import read_code
from engine.citizens.sessions import SessionKind, open_citizen_session
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.identity.house import COUNTER
from engine.identity.passwords import check_password, hash_password
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage import step
from storage.database import Connection
from storage.queries.citizens import (
    ApplicationRow,
    application_by_code,
    application_of,
    citizen_by_id,
    opened_with,
)
from storage.writes import citizens as writes


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The case is open to the browser that keeps this token."""

    case_id: int
    code: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Renewed:
    """The case has another PIN, shown only now, under the `code` of the first that was filed with
    it; what was opened with the one before is closed."""

    case_id: int
    code: str
    pin: str = field(repr=False)


def unlock(
    installation: Installation, municipality_id: int, code: str, pin: str
) -> Unlocked | Refused:
    """A session of the applicant that is good for this case alone, and those filed with it."""
    town = municipality_id
    found = _proved(installation, town, code, pin)
    if isinstance(found, Refused):
        return found

    def enter(connection: Connection) -> Unlocked:
        writes.set_pin(connection, town, found.opened_by, tries=pins.TRIES)
        token = open_citizen_session(
            installation,
            connection,
            town,
            found.person_id,
            SessionKind.CASE,
            case_id=found.opened_by,
        )
        return Unlocked(found.case_id, found.code, token)

    return installation.database.run(enter, municipality=town)


def actor_with_pin(
    installation: Installation, municipality_id: int, code: str, pin: str
) -> Actor | Refused:
    """The applicant for one act, without a session: for programs that bring the PIN each time."""
    town = municipality_id
    found = _proved(installation, town, code, pin)
    if isinstance(found, Refused):
        return found

    def enter(connection: Connection) -> Actor | Refused:
        writes.set_pin(connection, town, found.opened_by, tries=pins.TRIES)
        row = citizen_by_id(connection, town, found.person_id)
        if row is None:
            return Refused(RefusalKind.WRONG_PASSWORD)
        return Actor(
            town,
            row.person_id,
            row.name,
            locale=row.locale or "",
            outside=True,
            applicant_of=opened_with(connection, town, found.opened_by),
            confined=True,
        )

    return installation.database.run(enter, municipality=town)


def _proved(installation: Installation, town: int, code: str, pin: str) -> ApplicationRow | Refused:
    """The application of a code, for who knows its PIN; a try is spent before that is known."""
    now, written = installation.clock.now(), read_code(code) or ""

    def spend(connection: Connection) -> ApplicationRow | None:
        row = application_by_code(connection, town, written)
        if row is None:
            return None
        first = row if row.lead_id is None else application_of(connection, town, row.lead_id)
        spent = first is not None and writes.spend_pin_try(
            connection,
            town,
            first.case_id,
            now=now,
            tries=pins.TRIES,
            closed_until=now + pins.PAUSE,
        )
        return replace(row, pin_hash=first.pin_hash) if first and spent else None

    row = installation.database.run(spend, municipality=town)
    right, _ = check_password(pins.read_pin(pin), None if row is None else row.pin_hash)
    return Refused(RefusalKind.WRONG_PASSWORD) if row is None or not right else row


def renew_pin(installation: Installation, actor: Actor, case_id: int) -> Renewed | Refused:
    """Another PIN for who lost theirs, and showed at the counter who they are."""
    if actor.outside or COUNTER not in actor.roles:
        return Refused(RefusalKind.NO_ROLE, {"role": COUNTER})
    pin = pins.new_pin(installation.random_bytes)
    pin_hash = hash_password(pin)

    def verb(connection: Connection) -> Renewed | Refused:
        town = actor.municipality_id
        row = application_of(connection, town, case_id)
        first = application_of(connection, town, row.opened_by) if row else None
        loaded = step.load(connection, town, case_id=case_id) if row else None
        if row is None or first is None or loaded is None:
            return Refused(RefusalKind.NOT_FOUND)
        scene = scene_of(installation, actor, loaded)
        writes.set_pin(connection, town, row.opened_by, tries=pins.TRIES, pin_hash=pin_hash)
        writes.end_sessions_of_case(connection, town, row.opened_by, at=scene.now)
        scene.ledger.add(EventKind.PIN_GIVEN)
        write_events(connection, scene)
        return Renewed(case_id, first.code, pin)

    return in_one_transaction(installation, actor, verb)
