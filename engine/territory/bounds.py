"""The bounds of a municipality: the outline of its ground, from a GeoJSON file (RFC 7946, WGS84).

Pure plane geometry on longitude and latitude, which is exact enough for «inside or not» at the size
of a district. A point is inside when a line from it crosses the outline an odd number of times, so
holes are holes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

BOUNDS = "bounds"
"""The name of the outline among the settings of a municipality."""
LARGEST = 2_000_000
MOST_CORNERS = 5_000
DIGITS = 6
"""Decimals of a degree that are kept: eleven centimetres."""

Corner = tuple[float, float]
"""Longitude and latitude, in degrees."""
Ring = tuple[Corner, ...]


class BoundsRefused(ValueError):
    """The file is no outline; the message says why, in Spanish."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The rings of the outline, each closed: what lies between them is inside."""

    rings: tuple[Ring, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        corners = [corner for ring in self.rings for corner in ring]
        lons, lats = [lon for lon, _ in corners], [lat for _, lat in corners]
        return min(lons), min(lats), max(lons), max(lats)

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a point is inside."""
        crossed = 0
        for ring in self.rings:
            for (x, y), (to_x, to_y) in pairwise(ring):
                if (y > lat) != (to_y > lat) and lon < (to_x - x) * (lat - y) / (to_y - y) + x:
                    crossed += 1
        return crossed % 2 == 1

    def geometry(self) -> list[list[list[float]]]:
        """The rings as JSON keeps them."""
        return [[[lon, lat] for lon, lat in ring] for ring in self.rings]


def read_bounds(content: bytes) -> Bounds:
    """The outline of a GeoJSON file: a polygon, several, or features that hold them."""
    if len(content) > LARGEST:
        raise BoundsRefused(f"El archivo pasa de {LARGEST // 1_000_000} MB: simplifique el límite.")
    try:
        found = tuple(_rings_in(json.loads(content.decode("utf-8-sig")), 0))
    except (ValueError, TypeError, KeyError, RecursionError) as fault:
        if isinstance(fault, BoundsRefused):
            raise
        raise BoundsRefused("El archivo no es un GeoJSON con polígonos.") from None
    if not found:
        raise BoundsRefused("El GeoJSON no tiene ningún polígono.")
    if sum(map(len, found)) > MOST_CORNERS:
        raise BoundsRefused(f"El límite tiene más de {MOST_CORNERS} vértices: simplifíquelo.")
    return Bounds(found)


def kept_bounds(geometry: object) -> Bounds | None:
    """The outline as it was kept; None where there is none."""
    if not isinstance(geometry, list) or not geometry:
        return None
    return Bounds(tuple(_ring(ring) for ring in geometry))


def _rings_in(shape: dict[str, object], depth: int) -> Iterator[Ring]:
    """The rings of a geometry, a feature or a collection."""
    kind, held = shape["type"], shape.get("coordinates")
    if depth > 4:
        raise BoundsRefused("El GeoJSON está anidado de más.")
    if kind == "Polygon":
        yield from map(_ring, _listed(held))
    elif kind == "MultiPolygon":
        for polygon in _listed(held):
            yield from map(_ring, _listed(polygon))
    elif kind == "Feature":
        yield from _rings_in(_shaped(shape["geometry"]), depth + 1)
    else:
        name = "features" if kind == "FeatureCollection" else "geometries"
        for each in _listed(shape[name]):
            yield from _rings_in(_shaped(each), depth + 1)


def _ring(given: object) -> Ring:
    corners = [_corner(each) for each in _listed(given)]
    if len(corners) < 4 or corners[0] != corners[-1]:
        raise BoundsRefused("Un polígono no está cerrado.")
    return tuple(corners)


def _corner(given: object) -> Corner:
    lon, lat = _listed(given)[:2]
    if not isinstance(lon, int | float) or not isinstance(lat, int | float):
        raise TypeError
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise BoundsRefused("Las coordenadas deben estar en grados WGS84, longitud y latitud.")
    return round(lon, DIGITS), round(lat, DIGITS)


def _listed(given: object) -> list[object]:
    if not isinstance(given, list):
        raise TypeError
    return given


def _shaped(given: object) -> dict[str, object]:
    if not isinstance(given, dict):
        raise TypeError
    return given
