"""Who is at the door: asked at every request, so all of it in one trip (`Database.ask`).

A session that ended, a role that was taken away or a token that was revoked is gone with the next
request: what was found before is taken again only with its proof, which the first transaction of
the request carries (`Database.proving`). Whether what was found still counts is the verb's
question.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from storage.asking import Text
from storage.database import Database
from storage.proof import Answers, Proof
from storage.queries.municipalities import MunicipalityRow
from storage.queries.tokens import TokenRow
from storage.tables.types import instant, micros
from storage.wire import Row

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AwayRow:
    """Somebody who may be stood in for these days, both included, with a role they hold."""

    person_id: int
    role: str
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True)
class SessionAtDoor:
    """A session, ended or not, with its person, the roles that they hold, and who may be away.

    `away` is a day too generous on both ends: which day it is, the town's own clock says."""

    expires_at: datetime
    ended_at: datetime | None
    person_id: int
    name: str
    locale: str | None
    active_until: datetime | None
    timezone: str
    roles: frozenset[str]
    away: tuple[AwayRow, ...]
    must_renew: bool
    """Somebody else set the password, and the person has not chosen their own yet."""
    must_enrol: bool
    """One of their roles comes in with a code, and they have no device that counts it out. Who is
    of a mobile team has theirs at home, and came in with a pass for it (`engine/teams`)."""
    waiting: bool
    """The code of their device is still owed: nobody is in."""
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """What the door answered, to be remembered; `proof` is owed when it was remembered already."""

    answers: Answers
    proof: Proof | None = None


def session_at_door(
    database: Database,
    municipality_id: int,
    token_hash: str,
    *,
    slug: str,
    at: datetime,
    known: Answers | None = None,
) -> tuple[MunicipalityRow | None, SessionAtDoor | None, Told]:
    """The municipality of an address, and whose session a token is in the municipality that the
    token names: two things, of which the caller makes sure that they belong together."""
    key = (municipality_id, token_hash)
    texts = ((_TOWN, (slug,)), (_SESSION, (micros(at), micros(at), *key)), _roles(key, at))
    told = _told(database, municipality_id, texts, known)
    town, session, roles = told.answers
    return _town_of(town), _session_of(session[0], roles) if session else None, told


def token_at_door(
    database: Database, municipality_id: int, token_hash: str, *, known: Answers | None = None
) -> tuple[TokenRow | None, Told]:
    """The token with that hash, revoked or not."""
    texts = ((_TOKEN, (municipality_id, token_hash)),)
    told = _told(database, municipality_id, texts, known)
    (rows,) = told.answers
    return (_token_of(*rows[0]) if rows else None), told


def _told(
    database: Database, municipality_id: int, texts: Sequence[Text], known: Answers | None
) -> Told:
    """The answers, or those of before with the proof owed; SQLite is asked: it costs no trip."""
    if known is None or database.dialect != "postgresql":
        return Told(database.ask(municipality_id, *texts))
    return Told(known, Proof(municipality_id, texts, known))


def _town_of(rows: Sequence[Row]) -> MunicipalityRow | None:
    return MunicipalityRow(*rows[0]) if rows else None


def _token_of(
    token_id: int,
    person_id: int,
    name: str,
    scopes: str,
    roles: str,
    job_kinds: str,
    created_at: int,
    created_by: int | None,
    expires_at: int | None,
    revoked_at: int | None,
    last_used_on: str | None,
    person_name: str,
    active_until: int | None,
) -> TokenRow:
    return TokenRow(
        token_id,
        person_id,
        name,
        scopes,
        roles,
        job_kinds,
        instant(created_at),
        created_by,
        _instant(expires_at),
        _instant(revoked_at),
        None if last_used_on is None else date.fromisoformat(last_used_on),
        person_name,
        _instant(active_until),
    )


def _session_of(row: Row, roles: Iterable[Row]) -> SessionAtDoor:
    expires_at, ended_at, person_id, name, locale, active_until, timezone, given, *more = row
    owed, waiting, seen_at = more
    own: set[str] = set()
    away: list[AwayRow] = []
    for absent_id, words, from_on, until_on in roles:
        if absent_id:
            days = date.fromisoformat(from_on), date.fromisoformat(until_on)
            away.append(AwayRow(absent_id, words, *days))
        else:
            own.update(words.split())
    return SessionAtDoor(
        instant(expires_at),
        _instant(ended_at),
        person_id,
        name,
        locale,
        _instant(active_until),
        timezone,
        frozenset(own),
        tuple(away),
        bool(given),
        bool(owed),
        bool(waiting),
        instant(seen_at),
    )


def _roles(key: tuple[int, str], at: datetime) -> Text:
    """Every role of the session's person: held, of a token, and of whoever is away."""
    town, now, today = key[0], micros(at), at.date()
    held = (now, now)
    days = ((today + _ONE_DAY).isoformat(), (today - _ONE_DAY).isoformat())
    return _ROLES, (town, *key, *held, town, *key, now, *held, town, *key, *days)


def _instant(stored: int | None) -> datetime | None:
    return None if stored is None else instant(stored)


def _columns(row: Any, *, of: str, without: int = 0) -> str:
    names = [field.name for field in fields(row)]
    return ", ".join(f"{of}.{name}" for name in names[: len(names) - without])


# ruff: noqa: S608 - only names of columns enter a text, never a value
_TOWN = f"SELECT {_columns(MunicipalityRow, of='m')} FROM municipalities m WHERE m.slug = ?"
_SESSION = """SELECT s.expires_at, s.ended_at, p.id, p.name, p.locale, p.active_until, m.timezone,
EXISTS (SELECT 1 FROM given_passwords g WHERE g.municipality_id = p.municipality_id
AND g.person_id = p.id),
EXISTS (SELECT 1 FROM memberships h JOIN second_factor_roles r
ON r.municipality_id = h.municipality_id AND r.role = h.role
WHERE h.municipality_id = p.municipality_id AND h.person_id = p.id
AND h.valid_from <= ? AND (h.valid_until IS NULL OR h.valid_until > ?))
AND NOT EXISTS (SELECT 1 FROM second_factors f WHERE f.municipality_id = p.municipality_id
AND f.person_id = p.id AND f.confirmed_at IS NOT NULL)
AND NOT EXISTS (SELECT 1 FROM team_guests t WHERE t.municipality_id = p.municipality_id
AND t.person_id = p.id),
s.waiting, s.seen_at
FROM sessions s JOIN municipalities m ON m.id = s.municipality_id
JOIN persons p ON p.municipality_id = s.municipality_id AND p.id = s.person_id
WHERE s.municipality_id = ? AND s.token_hash = ?"""
_WHO = "(SELECT s.person_id FROM sessions s WHERE s.municipality_id = ? AND s.token_hash = ?)"
_HELD = "m.valid_from <= ? AND (m.valid_until IS NULL OR m.valid_until > ?)"
_ROLES = f"""SELECT 0, m.role, '', '' FROM memberships m
WHERE m.municipality_id = ? AND m.person_id = {_WHO} AND {_HELD}
UNION ALL SELECT 0, t.roles, '', '' FROM tokens t
WHERE t.municipality_id = ? AND t.person_id = {_WHO}
AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > ?)
UNION ALL SELECT a.absent_id, COALESCE(m.role, ''), a.from_on, a.until_on
FROM substitutions a LEFT JOIN memberships m
ON m.municipality_id = a.municipality_id AND m.person_id = a.absent_id AND {_HELD}
WHERE a.municipality_id = ? AND a.substitute_id = {_WHO} AND a.ended_at IS NULL
AND a.from_on <= ? AND a.until_on >= ?"""
_TOKEN = f"""SELECT {_columns(TokenRow, of="t", without=2)}, p.name, p.active_until
FROM tokens t JOIN persons p ON p.municipality_id = t.municipality_id AND p.id = t.person_id
WHERE t.municipality_id = ? AND t.token_hash = ?"""
