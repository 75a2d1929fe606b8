"""What the cadastre knows of a municipality: its plane, its bounds in metres, what it asks of lots.

The plane is the setting `plane` (EPSG); without one, the UTM zone of the bounds. The rules are
dated parameters of its country; one that is not in force asks nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import shapely
from shapely.geometry.base import BaseGeometry

from engine.cadastre.checking import Rules
from engine.cadastre.planes import Plane, plane_of, usual_plane
from engine.territory.bounds import BOUNDS, Bounds, kept_bounds
from storage.database import Connection
from storage.queries.deadlines import parameter_on
from storage.queries.municipalities import MunicipalityRow

PLANE = "plane"
"""The name of the EPSG code among the settings of a municipality."""
FARAWAY = 32718
_ASKED = {
    "tolerance": "catastro.area.tolerancia",
    "share": "catastro.area.tolerancia.parte",
    "least_area": "catastro.lote.minimo",
    "least_front": "catastro.lote.frente",
}


@dataclass(frozen=True, slots=True)
class LandTown:
    """The plane, the outline in metres (None where nobody knows it) and the rules of a day."""

    plane: Plane
    outline: BaseGeometry | None
    rules: Rules


def land_town(connection: Connection, town: MunicipalityRow, today: date) -> LandTown:
    """What holds in a municipality on a day."""
    settings = json.loads(town.settings)
    bounds = kept_bounds(settings.get(BOUNDS))
    plane = plane_of(int(settings.get(PLANE) or _usual(bounds)))
    outline = plane.metres(_filled(bounds)) if bounds else None
    return LandTown(plane, outline, _rules(connection, town, today))


def _usual(bounds: Bounds | None) -> int:
    if bounds is None:
        return FARAWAY
    west, south, east, north = bounds.box
    return usual_plane((west + east) / 2, (south + north) / 2)


def _filled(bounds: Bounds) -> BaseGeometry:
    """The ground between the rings: those inside of others are holes."""
    whole: BaseGeometry = shapely.Polygon()
    for ring in bounds.rings:
        whole = whole.symmetric_difference(shapely.Polygon(ring))
    return whole


def _rules(connection: Connection, town: MunicipalityRow, today: date) -> Rules:
    found: dict[str, Decimal] = {}
    for name, key in _ASKED.items():
        asked = f"{town.country.lower()}.{key}"
        row = parameter_on(connection, town.id, asked, on=today)
        if row is not None:
            found[name] = Decimal(row.value)
    return Rules(**found)
