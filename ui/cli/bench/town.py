"""A municipality for one benchmark, with one person who holds every role of the workload."""

from __future__ import annotations

from collections.abc import Iterable

from engine.identity import Actor
from engine.installation import Installation
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.municipalities import MunicipalityRow
from storage.writes.identity import insert_person
from storage.writes.municipalities import insert_municipality
from ui.cli.bench.workload import ROLES


def found(installation: Installation, *, roles: Iterable[str] = ROLES) -> Actor:
    """The person who does all the work."""
    municipality_id, person_id = installation.ids.new(), installation.ids.new()

    def verb(connection: Connection) -> None:
        insert_municipality(connection, town_row(municipality_id))
        insert_person(
            connection,
            municipality_id,
            person_id=person_id,
            name="Bench",
            active_from=installation.clock.now(),
        )

    installation.database.run(verb, municipality=WHOLE_INSTALLATION)
    return Actor(municipality_id, person_id, "Bench", frozenset(roles), "es")


def town_row(municipality_id: int) -> MunicipalityRow:
    """A municipality that exists for a measurement."""
    return MunicipalityRow(
        id=municipality_id,
        slug=f"bench-{municipality_id}",
        name="Bench",
        country="PE",
        region=None,
        ubigeo=None,
        timezone="America/Lima",
        locale="es",
        currency="PEN",
        accent="",
        settings="{}",
    )
