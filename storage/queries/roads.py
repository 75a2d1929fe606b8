"""Where the roads of a municipality lie."""

from dataclasses import dataclass

from sqlalchemy import select

from storage.database import Connection
from storage.queries.cadastre import Box
from storage.queries.reading import many
from storage.tables import land_roads

_OF = land_roads.c


@dataclass(frozen=True, slots=True)
class RoadRow:
    """A road of today; `ground` is WKB in metres."""

    id: int
    name: str
    ground: bytes


def roads_in(connection: Connection, municipality_id: int, box: Box) -> tuple[RoadRow, ...]:
    """Roads of today whose boxes touch a box."""
    west, south, east, north = box
    found = select(_OF.id, _OF.name, _OF.ground).where(
        _OF.municipality_id == municipality_id,
        _OF.end_on.is_(None),
        _OF.west <= east,
        _OF.east >= west,
        _OF.south <= north,
        _OF.north >= south,
    )
    return many(connection, found.order_by(_OF.name, _OF.id), RoadRow)
