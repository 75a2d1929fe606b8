"""Founding Tambo Real: the municipality, its parameters, its people and the processes in force."""

from __future__ import annotations

from collections.abc import Mapping

from engine.definitions import deploy
from engine.identity import Actor, register_municipality, register_person, system_actor
from engine.installation import Installation
from engine.parameters import load_parameters
from engine.refusals import BadDefinition, Refused
from processes.demo.tambo_real import NAME, PASSWORD, PEOPLE, SLUG, UBIGEO
from processes.registry import families, parameters_of

COUNTRY = "PE"


def found(installation: Installation) -> Mapping[str, Actor]:
    """Make the town; its people by the names that the story uses."""
    municipality_id = register_municipality(
        installation,
        slug=SLUG,
        name=NAME,
        country=COUNTRY,
        timezone="America/Lima",
        currency="PEN",
        ubigeo=UBIGEO,
        settings={"calle": "Jr. Unión 120", "demo": True},
    )
    load_parameters(installation, municipality_id, parameters_of(COUNTRY))
    _put_in_force(installation, municipality_id)
    return {
        one.key: register_person(
            installation,
            municipality_id,
            name=one.name,
            email=one.email,
            national_id=one.national_id,
            position=one.position,
            password=PASSWORD,
            locale="es",
            roles=one.roles,
        )
        for one in PEOPLE
    }


def _put_in_force(installation: Installation, municipality_id: int) -> None:
    for family in families():
        answer = deploy(installation, system_actor(municipality_id), family.bundle)
        if isinstance(answer, Refused):
            faults = answer.problems if isinstance(answer, BadDefinition) else ()
            raise RuntimeError(f"{family.name} cannot be deployed: {faults or answer.kind}")
