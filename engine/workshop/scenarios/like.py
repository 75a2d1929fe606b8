"""What a try is told of the municipality that it is like: its calendar, its law, its own fees."""

from __future__ import annotations

import json

from engine.workshop.scenarios.lent import Place
from storage.database import Connection
from storage.queries.deadlines import all_parameters
from storage.queries.municipalities import municipality_by_id


def place_like(connection: Connection, municipality_id: int) -> Place:
    """As it is today, with every dated parameter; none of its people and none of its cases."""
    town = municipality_by_id(connection, municipality_id)
    if town is None:
        raise LookupError(str(municipality_id))
    return Place(
        town.country, town.timezone, town.currency, town.region, town.ubigeo,
        json.loads(town.settings or "{}"), all_parameters(connection, municipality_id),
    )  # fmt: skip
