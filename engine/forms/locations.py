"""A point on the ground: latitude and longitude in degrees (WGS84), kept as a GeoJSON Point.

What is sent are two texts (`lat`, `lon`) as people copy them, or the Point itself. A point outside
of the municipality is refused, unless the form says `outside` = `allowed`; the usual slips (the two
exchanged, a minus that was left out) are told as what they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from engine.feel import Value
from engine.forms import wording
from engine.forms.components import Component
from engine.forms.readings import Reading, Wrong, wrong
from engine.territory import Ground
from engine.territory.bounds import DIGITS, Bounds

LAT, LON = "lat", "lon"
OUTSIDE, ALLOWED = "outside", "allowed"
_DEGREES = re.compile(r"([-−+]?)\s*([0-9]{1,3}(?:[.,][0-9]{1,12})?)\s*°?\s*([NSEWOnsewo]?)")
_PAIR = re.compile(r"([^,;]*[0-9][^,;]*)[,;]\s*([^,;]*[0-9][^,;]*)")
_SMALLEST = Decimal(1).scaleb(-DIGITS)


@dataclass(frozen=True, slots=True)
class PointView:
    """A point as it is shown: both texts as typed, the point when it could be read, whether it is
    outside, and the bounds to draw."""

    lat: str = ""
    lon: str = ""
    point: tuple[Decimal, Decimal] | None = None
    """Longitude and latitude."""
    outside: bool = False
    bounds: Bounds | None = None
    name: str = ""


def read_location(component: Component, raw: object, ground: Ground) -> Reading:
    """The point, or what to do about it; None when nothing was written."""
    lat, lon = texts_of(raw)
    if not lat and not lon:
        return Reading() if raw in (None, "", []) or isinstance(raw, Mapping) else _unread()
    found = _read(lat, lon)
    if isinstance(found, Wrong):
        return Reading(None, found)
    if component.properties.get(OUTSIDE) != ALLOWED:
        fault = _misplaced(found, ground)
        if fault is not None:
            return Reading(None, fault)
    return Reading({"type": "Point", "coordinates": list[Value](found)})


def point_view(raw: object, ground: Ground) -> PointView:
    """What to show of an answer."""
    lat, lon = texts_of(raw)
    found = _read(lat, lon) if lat or lon else None
    point = found if isinstance(found, tuple) else None
    outside = point is not None and not _inside(point, ground)
    return PointView(lat, lon, point, outside, ground.bounds, ground.name)


def texts_of(raw: object) -> tuple[str, str]:
    """Latitude and longitude as texts, of what was typed or of a Point; a pair that was pasted into
    one of them is taken apart."""
    if not isinstance(raw, Mapping):
        return "", ""
    coordinates = raw.get("coordinates")
    if isinstance(coordinates, list | tuple) and len(coordinates) == 2:
        return _text(coordinates[1]), _text(coordinates[0])
    lat, lon = _text(raw.get(LAT)), _text(raw.get(LON))
    pair = _PAIR.fullmatch(lat) if not lon else None
    if pair and _degrees(pair[1]) is not None and _degrees(pair[2]) is not None:
        return pair[1].strip(), pair[2].strip()
    return lat, lon


def location_words(value: Mapping[str, object]) -> str:
    """«-13.456000, -72.256000»: latitude first, as people say it."""
    lat, lon = texts_of(value)
    return f"{lat}, {lon}" if lat and lon else ""


def _read(lat: str, lon: str) -> tuple[Decimal, Decimal] | Wrong:
    """Longitude and latitude of two texts."""
    north, east = _degrees(lat), _degrees(lon)
    if north is None or abs(north) > 90:
        return Wrong(wording.WRITE_LATITUDE, {})
    if east is None or abs(east) > 180:
        return Wrong(wording.WRITE_LONGITUDE, {})
    return east.quantize(_SMALLEST), north.quantize(_SMALLEST)


def _degrees(text: str) -> Decimal | None:
    found = _DEGREES.fullmatch(text.strip())
    if not found:
        return None
    try:
        number = Decimal(found[2].replace(",", "."))
    except InvalidOperation:
        return None
    south_or_west = found[3].upper() in ("S", "W", "O")
    return -number if south_or_west or found[1] in ("-", "−") else number


def _misplaced(point: tuple[Decimal, Decimal], ground: Ground) -> Wrong | None:
    """Why a point cannot be meant; None when it lies inside, or the bounds are not known."""
    if _inside(point, ground):
        return None
    lon, lat = point
    if _inside((lat, lon), ground):
        return Wrong(wording.EXCHANGED_POINT, {})
    flipped = ((-lon, lat), (lon, -lat), (-lon, -lat))
    if any(_inside(other, ground) for other in flipped):
        return Wrong(wording.POINT_SIGN, {})
    return Wrong(wording.POINT_OUTSIDE, {"town": ground.name})


def _inside(point: tuple[Decimal, Decimal], ground: Ground) -> bool:
    return ground.bounds is None or ground.bounds.holds(float(point[0]), float(point[1]))


def _unread() -> Reading:
    return wrong(wording.WRITE_POINT)


def _text(value: object) -> str:
    if isinstance(value, list | tuple):
        value = value[-1] if value else ""
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return format(Decimal(value), "f")
    return " ".join(value.split())[:40] if isinstance(value, str) else ""
