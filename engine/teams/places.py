"""Where somebody of a team works, and what waits for them there: asked municipality by
municipality, each for its own person with the roles that it gave them."""

from __future__ import annotations

from dataclasses import dataclass

from engine.identity.actor import Actor
from engine.installation import Installation
from engine.teams.role import ROLE
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.identity import person_by_id, roles_of
from storage.queries.municipalities import municipality_by_id
from storage.queries.shared_teams import Host, hosts_of_team
from storage.queries.teams import (
    AdviceRow,
    WorkRow,
    guest_from,
    guest_of_person,
    member_of_person,
    open_admission,
    open_cases_of,
    work_of_person,
)

MOST = 50
"""Tasks and cases that are shown of a municipality."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is in the municipality that formed their team."""

    home_id: int
    person_id: int
    team_id: int


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality where they work; `entered`: they are a person there already."""

    municipality_id: int
    slug: str
    town: str
    home: bool
    entered: bool
    work: tuple[WorkRow, ...]
    advice: tuple[AdviceRow, ...]


def identity_of(installation: Installation, actor: Actor) -> Identity | None:
    """Of which team somebody is who is signed in, here or as a guest; None where they are of none,
    or not any more."""
    town, person_id = actor.municipality_id, actor.person_id
    if person_id is None:
        return None
    with installation.database.read(town) as connection:
        guest = guest_of_person(connection, town, person_id=person_id)
    home = (guest.home_id, guest.home_person_id) if guest else (town, person_id)
    return member_at_home(installation, *home)


def member_at_home(
    installation: Installation, home_id: int, home_person_id: int
) -> Identity | None:
    """Whether somebody is of a team today, and works where it was formed."""
    with installation.database.read(home_id) as connection:
        member = member_of_person(connection, home_id, person_id=home_person_id)
    now = installation.clock.now()
    if member is None or (member.active_until is not None and member.active_until <= now):
        return None
    return Identity(home_id, home_person_id, member.team_id)


def places_of(installation: Installation, who: Identity, *, process_key: str) -> tuple[Place, ...]:
    """Home first, then where the team is admitted; `process_key`: whose open cases are told."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        town = municipality_by_id(connection, who.home_id)
        hosts = hosts_of_team(connection, home_id=who.home_id, team_id=who.team_id)
    own = () if town is None else (Host(town.id, town.slug, town.name),)
    return tuple(_place(installation, who, each, process_key) for each in (*own, *hosts))


def person_at(connection: Connection, who: Identity, municipality_id: int) -> int | None:
    """Which person they are in a municipality where they may work today; None where there is none,
    or the team is not admitted."""
    if municipality_id == who.home_id:
        return who.person_id
    admitted = open_admission(connection, municipality_id, home_id=who.home_id, team_id=who.team_id)
    guest = guest_from(
        connection, municipality_id, home_id=who.home_id, home_person_id=who.person_id
    )
    return guest.person_id if admitted and guest else None


def _place(installation: Installation, who: Identity, host: Host, process_key: str) -> Place:
    town, now = host.municipality_id, installation.clock.now()
    work: tuple[WorkRow, ...] = ()
    advice: tuple[AdviceRow, ...] = ()
    with installation.database.read(town) as connection:
        person_id = person_at(connection, who, town)
        person = None if person_id is None else person_by_id(connection, town, person_id)
        left = person is None or (person.active_until is not None and person.active_until <= now)
        roles = frozenset[str]() if left else roles_of(connection, town, person_id or 0, at=now)
        if ROLE in roles:
            work = work_of_person(
                connection, town, person_id=person_id or 0, roles={ROLE}, limit=MOST
            )
            advice = open_cases_of(connection, town, process_key=process_key, limit=MOST)
    home = town == who.home_id
    return Place(town, host.slug, host.town, home, ROLE in roles, work, advice)
