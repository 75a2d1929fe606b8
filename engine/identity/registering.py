"""Registering municipalities and people, and giving roles: verbs of who runs an installation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from engine.identity.actor import Actor
from engine.identity.passwords import hash_password
from engine.installation import Installation
from storage.database import Connection
from storage.queries.municipalities import MunicipalityRow
from storage.writes import identity as writes
from storage.writes.municipalities import insert_municipality

CLAY = "#8C3B1E"
"""The accent of a municipality that chose none."""


def register_municipality(
    installation: Installation,
    *,
    slug: str,
    name: str,
    country: str,
    timezone: str,
    currency: str,
    region: str | None = None,
    ubigeo: str | None = None,
    locale: str = "es",
    accent: str = CLAY,
    settings: Mapping[str, object] | None = None,
) -> int:
    """A new municipality; its id. `slug` is its address on the web and unique."""
    municipality_id = installation.ids.new()
    row = MunicipalityRow(
        id=municipality_id,
        slug=slug,
        name=name,
        country=country,
        region=region,
        ubigeo=ubigeo,
        timezone=timezone,
        locale=locale,
        currency=currency,
        accent=accent,
        settings=json.dumps(settings or {}),
    )
    installation.database.run(
        lambda connection: insert_municipality(connection, row), municipality=municipality_id
    )
    return municipality_id


def register_person(
    installation: Installation,
    municipality_id: int,
    *,
    name: str,
    email: str | None = None,
    national_id: str | None = None,
    position: str | None = None,
    password: str | None = None,
    locale: str | None = None,
    roles: tuple[str, ...] = (),
) -> Actor:
    """A new person, with roles from now on; without a password nobody can sign in as them."""
    person_id = installation.ids.new()
    password_hash = hash_password(password) if password else None

    def verb(connection: Connection) -> None:
        now = installation.clock.now()
        writes.insert_person(
            connection,
            municipality_id,
            person_id=person_id,
            name=name,
            active_from=now,
            email=email,
            national_id=national_id,
            position=position,
            password_hash=password_hash,
            locale=locale,
        )
        for role in roles:
            give(installation, connection, municipality_id, person_id, role, since=now)

    installation.database.run(verb, municipality=municipality_id)
    return Actor(municipality_id, person_id, name, frozenset(roles), locale or "")


def grant(
    installation: Installation,
    actor: Actor,
    person_id: int,
    role: str,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> None:
    """Give a person a role, from now or `since`, for good or `until` an instant."""
    start = since or installation.clock.now()

    def verb(connection: Connection) -> None:
        give(
            installation,
            connection,
            actor.municipality_id,
            person_id,
            role,
            since=start,
            until=until,
            granted_by=actor.person_id,
        )

    installation.database.run(verb, municipality=actor.municipality_id)


def revoke(installation: Installation, actor: Actor, person_id: int, role: str) -> bool:
    """Take a role from a person, from now on; False when they did not hold it."""
    town, now = actor.municipality_id, installation.clock.now()

    def verb(connection: Connection) -> bool:
        return (
            writes.end_membership(connection, town, person_id=person_id, role=role, until=now) > 0
        )

    return installation.database.run(verb, municipality=town)


def give(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    person_id: int,
    role: str,
    *,
    since: datetime,
    until: datetime | None = None,
    granted_by: int | None = None,
) -> None:
    """A role for a time, inside the caller's transaction."""
    writes.insert_membership(
        connection,
        municipality_id,
        membership_id=installation.ids.new(),
        person_id=person_id,
        role=role,
        valid_from=since,
        valid_until=until,
        granted_by=granted_by,
    )
