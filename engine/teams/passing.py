"""From one municipality into another without a password: a pass, for a minute, once, and in the
browser that asked for it.

It is given to who is signed in and of a team, for a municipality that admits the team today or for
the one that formed it. Using it asks everything again: the session that it was made from is still
open and is that person's, they are of the team and work at home, the team is admitted, the person
here is not shut out and has the role. The session that it came from ends; the new one ends when
that one would have. Where a role of theirs comes in with a code, they must have come in with one:
only who has a device at home does.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from engine.history.town import TownEventKind, TownHistory
from engine.identity.actor import Actor, system_actor
from engine.identity.people import known_person
from engine.identity.sessions import Origin, arrival, hash_of, open_session, sign_out, town_of
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.teams.admitting import guest_person, offered_team
from engine.teams.places import Identity, identity_of
from engine.teams.role import ROLE
from storage.database import WHOLE_INSTALLATION, Connection, TooManyRaces
from storage.door import session_at_door
from storage.queries.identity import PersonRow, person_by_id, roles_of
from storage.queries.municipalities import municipality_by_slug
from storage.queries.second_factors import factor_of, has_device, roles_with_factor
from storage.queries.shared_teams import OfferedTeam
from storage.queries.teams import GuestRow, MemberRow, PassRow, open_admission, pass_by_hash
from storage.writes.identity import set_locale
from storage.writes.teams import insert_pass, use_pass

T = TypeVar("T")
LASTS = timedelta(seconds=60)
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Pass:
    """A way into the municipality at `slug`; the secret is shown only now."""

    slug: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Passed:
    """In, as this actor; the token that the browser keeps from now on."""

    token: str = field(repr=False)
    actor: Actor


def give_pass(installation: Installation, actor: Actor, session: str, slug: str) -> Pass | Refused:
    """A pass into the municipality at an address; `session` is the token of who asks."""
    who = identity_of(installation, actor)
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        town = municipality_by_slug(connection, slug)
    if who is None or town is None or town.id == actor.municipality_id:
        return Refused(RefusalKind.NOT_FOUND)
    secret = urlsafe_b64encode(installation.random_bytes(SECRET_BYTES)).decode().rstrip("=")
    now = installation.clock.now()

    def verb(connection: Connection) -> Pass | Refused:
        if not _may_enter(connection, who, town.id):
            return Refused(RefusalKind.NOT_FOUND)
        guest = GuestRow(0, who.home_id, who.person_id, who.team_id)
        insert_pass(
            connection, town.id, pass_id=installation.ids.new(), secret_hash=hash_of(secret),
            from_hash=hash_of(session), guest=guest, at=now, expires_at=now + LASTS,
        )  # fmt: skip
        return Pass(town.slug, secret)

    return _run(installation, town.id, verb)


def use(
    installation: Installation, municipality_id: int, secret: str, session: str, origin: Origin
) -> Passed | Refused:
    """Come into the municipality with a pass; not_found whatever is wrong with it, code_needed
    where a code is asked for and they have no device."""
    refused = Refused(RefusalKind.NOT_FOUND)
    came = arrival(installation, session, slug="").actor
    who = None if came is None else identity_of(installation, came)
    until = _ends(installation, session)
    if who is None or until is None:
        return refused
    team = offered_team(installation, who.home_id, who.team_id)
    with installation.database.read(who.home_id) as connection:
        at_home = person_by_id(connection, who.home_id, who.person_id)
        coded = has_device(factor_of(connection, who.home_id, who.person_id))
    if team is None or at_home is None:
        return refused
    town = municipality_id

    def verb(connection: Connection) -> Passed | Refused:
        history = TownHistory(installation, connection, system_actor(town))
        row = pass_by_hash(connection, town, secret_hash=hash_of(secret))
        if not _is_good(row, who, session, history.now) or not _may_enter(connection, who, town):
            return refused
        person = _person(installation, connection, history, team, who, at_home, town)
        if isinstance(person, Refused):
            return person
        roles = roles_of(connection, town, person.id, at=history.now)
        if town != who.home_id and ROLE not in roles:
            return refused
        if not coded and not roles.isdisjoint(roles_with_factor(connection, town)):
            return Refused(RefusalKind.CODE_NEEDED)
        if row is None or not use_pass(connection, town, row.id, at=history.now):
            return refused
        told = {"title": team.name, "to": team.home}
        history.add(TownEventKind.TEAM_ENTERED, person.id, data=told)
        history.write()
        token = open_session(installation, connection, town, person.id, origin, until=until)
        return Passed(token, Actor(town, person.id, person.name, roles, person.locale or ""))

    answer = _run(installation, town, verb)
    if isinstance(answer, Passed):
        sign_out(installation, session)
    return answer


def _run(
    installation: Installation, town: int, verb: Callable[[Connection], T | Refused]
) -> T | Refused:
    try:
        return installation.database.run(verb, municipality=town)
    except TooManyRaces:
        return Refused(RefusalKind.CONFLICT)


def _is_good(row: PassRow | None, who: Identity, session: str, now: datetime) -> bool:
    return (
        row is not None
        and row.used_at is None
        and now < row.expires_at
        and row.from_hash == hash_of(session)
        and (row.home_id, row.home_person_id, row.team_id)
        == (who.home_id, who.person_id, who.team_id)
    )


def _may_enter(connection: Connection, who: Identity, town: int) -> bool:
    """It formed their team, or admits it today."""
    if town == who.home_id:
        return True
    return open_admission(connection, town, home_id=who.home_id, team_id=who.team_id) is not None


def _person(
    installation: Installation,
    connection: Connection,
    history: TownHistory,
    team: OfferedTeam,
    who: Identity,
    at_home: PersonRow,
    town: int,
) -> PersonRow | Refused:
    """Who they are here; who joined the team after it was admitted gets their person now."""
    if town == who.home_id:
        return at_home
    member = MemberRow(who.team_id, who.person_id, at_home.name, None)
    actor = system_actor(town)
    person_id = guest_person(installation, connection, history, actor, team, member)
    person = known_person(connection, town, person_id)
    if isinstance(person, Refused):
        return person
    if person.active_until is not None and person.active_until <= history.now:
        return Refused(RefusalKind.NOT_FOUND)
    if at_home.locale and at_home.locale != person.locale:
        set_locale(connection, town, person.id, locale=at_home.locale)
    return person


def _ends(installation: Installation, session: str) -> datetime | None:
    """When the session ends that they came with."""
    town, now = town_of(session), installation.clock.now()
    if town is None:
        return None
    _, found, _ = session_at_door(installation.database, town, hash_of(session), slug="", at=now)
    return found.expires_at if found else None
