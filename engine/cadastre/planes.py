"""The plane in which a municipality measures: metres of its own projection, degrees on maps.

Areas and lengths are of the projection (EPSG), never of Web Mercator. GeoJSON is RFC 7946: WGS84,
longitude first, outer rings counterclockwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

WGS84 = 4326
MILLIMETRE = 3
"""Decimals of a metre that are kept."""
DIGITS = 8
"""Decimals of a degree on maps: about a millimetre."""


class NoPlane(ValueError):
    """The code is none of a projection in metres."""


class Plane:
    """One projection, there and back."""

    def __init__(self, epsg: int) -> None:
        try:
            crs = CRS.from_epsg(epsg)
        except CRSError:
            raise NoPlane(epsg) from None
        if not crs.is_projected or crs.axis_info[0].unit_name != "metre":
            raise NoPlane(epsg)
        self.epsg, self.name = epsg, str(crs.name)
        self._there = Transformer.from_crs(WGS84, epsg, always_xy=True)

    def metres(self, shape: BaseGeometry) -> BaseGeometry:
        """A shape in degrees, in metres to the millimetre: what was a corner is one again."""
        moved = self._through(shape, "FORWARD")
        return shapely.transform(moved, lambda corners: corners.round(MILLIMETRE))

    def degrees(self, shape: BaseGeometry) -> BaseGeometry:
        """A shape in metres, in degrees, its outer rings counterclockwise."""
        return shapely.orient_polygons(self._through(shape, "INVERSE"))

    def geojson(self, shape: BaseGeometry) -> Mapping[str, Any]:
        """The geometry of a shape in metres as GeoJSON has it."""
        told = mapping(self.degrees(shape))
        if shape.geom_type == "GeometryCollection":
            return {**told, "geometries": [_rounded(each) for each in told["geometries"]]}
        return _rounded(told)

    def _through(self, shape: BaseGeometry, way: str) -> BaseGeometry:
        def moved(corners: Any) -> Any:
            x, y = self._there.transform(corners[:, 0], corners[:, 1], direction=way)
            return shapely.get_coordinates(shapely.points(x, y))

        return shapely.transform(shape, moved)


@lru_cache(maxsize=32)
def plane_of(epsg: int) -> Plane:
    """The plane of a code (`32718`); raises NoPlane."""
    return Plane(epsg)


def usual_plane(lon: float, lat: float) -> int:
    """The UTM zone (WGS84) of a place: what is measured in where nothing else was said."""
    zone = min(60, max(1, int((lon + 180) // 6) + 1))
    return (32600 if lat >= 0 else 32700) + zone


def _rounded(geometry: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": geometry["type"], "coordinates": _short(geometry["coordinates"])}


def _short(given: Any) -> Any:
    if isinstance(given, float):
        return round(given, DIGITS)
    return [_short(each) for each in given]
