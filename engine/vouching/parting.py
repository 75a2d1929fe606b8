"""A provider opens an account no more, because its owner says so; never the last way in."""

from __future__ import annotations

from dataclasses import dataclass

from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.vouching.providers import Door, providers_in
from storage.database import Connection, TooManyRaces
from storage.queries.accounts import OuterIdentityRow, outer_identities_of
from storage.queries.citizens import citizen_by_id
from storage.queries.identity import person_by_id
from storage.queries.municipalities import municipality_by_id
from storage.writes import accounts as writes


@dataclass(frozen=True, slots=True)
class Parted:
    """The provider's, as it called itself."""

    issuer: str


@dataclass(frozen=True, slots=True)
class WaysIn:
    """How somebody comes in: by a password here, by providers; `live` are the numbers of those that
    vouch today."""

    password: bool
    joined: tuple[OuterIdentityRow, ...]
    live: frozenset[int]

    def last(self, identity_id: int) -> bool:
        """Whether nothing else would let them in."""
        return not self.password and not (self.live - {identity_id})


def ways_in(
    connection: Connection, municipality_id: int, door: Door, person_id: int, settings: str
) -> WaysIn:
    """The ways of an account at its door; `settings` are those of the municipality."""
    vouching = {each.issuer for each in providers_in(settings) if door in each.doors}
    rows = outer_identities_of(connection, municipality_id, person_id)
    own = tuple(each for each in rows if each.door == door)
    live = frozenset(each.id for each in own if each.issuer in vouching)
    if door is Door.CITIZEN:
        citizen = citizen_by_id(connection, municipality_id, person_id)
        password = citizen is not None and citizen.login is not None
    else:
        person = person_by_id(connection, municipality_id, person_id)
        named = person is not None and bool(person.email or person.national_id)
        password = named and person is not None and person.password_hash is not None
    return WaysIn(password, own, live)


def part(
    installation: Installation, actor: Actor, door: Door, identity_id: int
) -> Parted | Refused:
    """The actor's own account is opened by it no more; sessions that are open stay. One at a time
    in a municipality, so that two at once do not take the last two."""
    town, me = actor.municipality_id, actor.person_id or 0

    def verb(connection: Connection) -> Parted | Refused:
        history = TownHistory(installation, connection, actor)
        row = municipality_by_id(connection, town)
        ways = ways_in(connection, town, door, me, row.settings if row else "")
        found = [each for each in ways.joined if each.id == identity_id]
        if not found:
            return Refused(RefusalKind.NOT_FOUND)
        if ways.last(identity_id):
            return Refused(RefusalKind.LAST_WAY_IN)
        writes.delete_outer_identity(connection, town, me, identity_id)
        history.add(TownEventKind.PROVIDER_PARTED, me, data={"issuer": found[0].issuer})
        history.write()
        return Parted(found[0].issuer)

    try:
        return installation.database.run(verb, municipality=town)
    except TooManyRaces:
        return Refused(RefusalKind.CONFLICT)
