"""Founding Tambo Real: the municipality, its parameters, its people and the processes in force.

Every part is made only if it is missing, so that a founding that was cut off can be finished.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from importlib.resources import files

from engine.definitions import deploy
from engine.definitions.bundle import Bundle, read_folder
from engine.identity import Actor, register_municipality, register_person, system_actor
from engine.identity.contact import CONTACT
from engine.installation import Installation
from engine.parameters import load_parameters
from engine.refusals import BadDefinition, Refused
from engine.territory.bounds import BOUNDS, Bounds, read_bounds
from processes.demo.sellers import enter_suppliers
from processes.demo.tambo_real import NAME, PASSWORD, PEOPLE, REACHED, SLUG, UBIGEO, Person
from processes.registry import families_of, parameters_of
from storage.database import WHOLE_INSTALLATION
from storage.queries.identity import person_by_login
from storage.queries.municipalities import municipality_by_slug

COUNTRY = "PE"
_DAY = "demo_day"
OWN = ("comunicado", "via_publica")
"""The processes that only the demo has: folders of this package."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The town that is there: its id, and the day for which its story is told."""

    municipality_id: int
    today: date


def standing(installation: Installation) -> Standing | None:
    """The demo town, if it was founded; a town of that name that is no demo has no day to tell."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        row = municipality_by_slug(connection, SLUG)
    if row is None:
        return None
    day = json.loads(row.settings).get(_DAY)
    return Standing(row.id, date.fromisoformat(day) if day else date.min)


def found(installation: Installation, *, today: date) -> Standing:
    """Make the town."""
    municipality_id = register_municipality(
        installation,
        slug=SLUG,
        name=NAME,
        country=COUNTRY,
        timezone="America/Lima",
        currency="PEN",
        ubigeo=UBIGEO,
        settings={
            _DAY: today.isoformat(),
            BOUNDS: _outline().geometry(),
            CONTACT: asdict(REACHED),
        },
    )
    return Standing(municipality_id, today)


def furnish(installation: Installation, municipality_id: int) -> Mapping[str, Actor]:
    """Parameters, processes and people; the people by the names that the story uses."""
    load_parameters(installation, municipality_id, parameters_of(COUNTRY))
    shared = {one.name: one.bundle for one in families_of(COUNTRY)}
    for name, bundle in (shared | own_processes()).items():
        actor = system_actor(municipality_id)
        answer = deploy(installation, actor, bundle, shared=name in shared)
        if isinstance(answer, Refused):
            faults = answer.problems if isinstance(answer, BadDefinition) else ()
            raise RuntimeError(f"{name} cannot be deployed: {faults or answer.kind}")
    actors = {
        one.key: known_or_registered(installation, municipality_id, one, one.email)
        for one in PEOPLE
    }
    since = installation.clock.now().date()
    enter_suppliers(installation, actors["rosa"], since=since)
    return actors


def _outline() -> Bounds:
    """Where the invented town ends."""
    return read_bounds((files("processes.demo") / "bounds.geojson").read_bytes())


def own_processes() -> dict[str, Bundle]:
    """The processes that only the demo has, as they are deployed, by key."""
    return {name: read_folder(files("processes.demo") / name) for name in OWN}


def known_or_registered(
    installation: Installation, municipality_id: int, one: Person, email: str
) -> Actor:
    """One of the story in a municipality, with the password of the demo; registered once."""
    with installation.database.read(municipality_id) as connection:
        known = person_by_login(connection, municipality_id, email)
    if known is not None:
        return Actor(municipality_id, known.id, known.name, frozenset(one.roles), "es")
    return register_person(
        installation,
        municipality_id,
        name=one.name,
        email=email,
        national_id=one.national_id,
        position=one.position,
        password=PASSWORD,
        locale="es",
        roles=one.roles,
    )
