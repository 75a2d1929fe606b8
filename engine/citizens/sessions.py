"""Sessions of people from outside, apart from those of the staff: none can be taken for the other.

guest: who fills in a form without an account, for as long as a draft is kept; opens no case.
account: who signed in; their cases, and those of whom they act for.
case: who showed the PIN of a case; an hour, that case with those filed with it, nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from engine.citizens.people import Applicant, enter_citizen
from engine.deadlines.calendars import calendar_of
from engine.identity.actor import Actor
from engine.identity.sessions import hash_of, new_token, town_of
from engine.installation import Installation
from storage.database import Connection
from storage.queries.citizens import cases_applied_for, citizen_session, opened_with
from storage.queries.uploads import start_drafts_of
from storage.writes import citizens as writes


class SessionKind(StrEnum):
    """What a session of somebody from outside is good for; see above."""

    GUEST = "guest"
    ACCOUNT = "account"
    CASE = "case"


LASTS = {SessionKind.ACCOUNT: timedelta(hours=12), SessionKind.CASE: timedelta(hours=1)}
NOBODY_YET = "—"
"""What a guest is called until they say who they are."""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody from outside who came back: as what, and until when."""

    actor: Actor
    kind: SessionKind
    case_id: int | None
    seconds_left: int


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who begins to file without an account, and the token that their browser keeps."""

    actor: Actor
    token: str = field(repr=False)


def nobody(municipality_id: int) -> Actor:
    """Who looks at a form and has written nothing yet."""
    return Actor(municipality_id, None, "", outside=True)


def welcome_guest(installation: Installation, municipality_id: int, locale: str = "") -> Guest:
    """A person without a name yet, so that what they type can be kept."""

    def verb(connection: Connection) -> Guest:
        told = Applicant(NOBODY_YET)
        person_id = enter_citizen(
            installation, connection, municipality_id, told, locale=locale or None
        )
        token = open_citizen_session(
            installation, connection, municipality_id, person_id, SessionKind.GUEST
        )
        return Guest(Actor(municipality_id, person_id, told.name, outside=True), token)

    return installation.database.run(verb, municipality=municipality_id)


def leave_as_guest(installation: Installation, municipality_id: int, guest: Actor) -> str:
    """A guest filed: who goes on at the same device may be somebody else. Every session of theirs
    ends; the drafts that are left go to a new guest, whose token this is, empty when none is."""
    person_id, now = guest.person_id or 0, installation.clock.now()

    def verb(connection: Connection) -> str:
        writes.end_guest_sessions(connection, municipality_id, person_id, at=now)
        if not start_drafts_of(connection, municipality_id, person_id, limit=1):
            return ""
        told = Applicant(NOBODY_YET)
        next_id = enter_citizen(
            installation, connection, municipality_id, told, locale=guest.locale or None
        )
        writes.hand_drafts_over(connection, municipality_id, person_id, to=next_id)
        return open_citizen_session(
            installation, connection, municipality_id, next_id, SessionKind.GUEST
        )

    return installation.database.run(verb, municipality=municipality_id)


def open_citizen_session(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    person_id: int,
    kind: SessionKind,
    *,
    case_id: int | None = None,
) -> str:
    """A new session of somebody from outside; its token, which is shown only now."""
    token, now = new_token(installation, municipality_id), installation.clock.now()
    writes.insert_citizen_session(
        connection,
        municipality_id,
        session_id=installation.ids.new(),
        person_id=person_id,
        kind=kind,
        case_id=case_id,
        token_hash=hash_of(token),
        created_at=now,
        expires_at=now + LASTS.get(kind, installation.limits.draft_keeping),
    )
    return token


def known_at(
    installation: Installation, connection: Connection, municipality_id: int, token: str
) -> Known | None:
    """Who comes with a token; None when it is over, of another town, or none of these."""
    if not token or town_of(token) != municipality_id:
        return None
    row, now = (
        citizen_session(connection, municipality_id, hash_of(token)),
        installation.clock.now(),
    )
    if row is None or row.ended_at is not None or row.expires_at <= now:
        return None
    kind = SessionKind(row.kind)
    return Known(
        Actor(
            municipality_id,
            row.person_id,
            row.name,
            locale=row.locale or "",
            outside=True,
            applicant_of=_cases(installation, connection, municipality_id, row.person_id, kind)
            if row.case_id is None
            else opened_with(connection, municipality_id, row.case_id),
            confined=kind is SessionKind.CASE,
        ),
        kind,
        row.case_id,
        int((row.expires_at - now).total_seconds()),
    )


def leave(installation: Installation, municipality_id: int, token: str) -> None:
    """End the session of a token; harmless when there is none."""
    if town_of(token) != municipality_id:
        return
    now = installation.clock.now()
    installation.database.run(
        lambda connection: writes.end_citizen_session(
            connection, municipality_id, token_hash=hash_of(token), at=now
        ),
        municipality=municipality_id,
    )


def _cases(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    person_id: int,
    kind: SessionKind,
) -> frozenset[int]:
    """Their cases of this day: a mandate that lapsed is gone with the next request. A browser that
    nobody signed in with opens none."""
    if kind is not SessionKind.ACCOUNT:
        return frozenset()
    calendar = calendar_of(installation, connection, municipality_id)
    today = calendar.local_day(installation.clock.now())
    return cases_applied_for(connection, municipality_id, person_id, on=today)
