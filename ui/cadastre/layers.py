"""What a map of parcels is given: layers as GeoJSON, and the box that it opens at, in degrees."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from engine.cadastre.boxes import CENTIMETRES, shape_of
from engine.cadastre.planes import Plane
from storage.queries.cadastre import Box, ParcelRow
from ui.visit import Visit

Feature = Mapping[str, Any]
KINDS = ("road", "parcel", "own", "found", "held", "piece", "fault", "visit")
"""What may be on a map, in the order of its legend."""


@dataclass(frozen=True, slots=True)
class LandMap:
    """A map as the template needs it. `kinds` of what is on it, for its legend; `source`: where
    more parcels come from as it is moved; `into`: the text field that takes what is drawn."""

    layers: str
    box: str
    label: str
    kinds: tuple[str, ...]
    source: str = ""
    into: str = ""


def land_map(
    plane: Plane, features: Iterable[Feature], around: BaseGeometry, label: str, **more: str
) -> LandMap:
    """The map of some features that opens at a shape in metres."""
    shown = list(features)
    layers = json.dumps({"type": "FeatureCollection", "features": shown})
    there = {each["properties"]["kind"] for each in shown}
    if more.get("source"):
        there |= {"road", "parcel", "held"}
    kinds = tuple(each for each in KINDS if each in there)
    box = json.dumps([round(each, 7) for each in plane.degrees(around).bounds])
    return LandMap(layers, box, label, kinds, **more)


def feature(plane: Plane, shape: BaseGeometry, kind: str, **told: object) -> Feature:
    """One shape on a map; `kind` is one of `KINDS`."""
    return {
        "type": "Feature",
        "geometry": plane.geojson(shape),
        "properties": {"kind": kind, **told},
    }


def parcel_features(
    plane: Plane, rows: Iterable[ParcelRow], here: Visit, *, own: int = 0, kind: str = "parcel",
    held: Collection[str] = (),
) -> list[Feature]:  # fmt: skip
    """Parcels with the address of their pages; the one that the map is about stands out, and those
    (`held`, by code) that an open case has."""
    return [
        feature(
            plane,
            shape_of(row.ground),
            "own" if row.id == own else "held" if row.code in held else kind,
            label=row.code,
            href=here.path("cadastre", "parcels", row.code),
        )
        for row in rows
    ]


def road_features(plane: Plane, roads: Mapping[str, BaseGeometry]) -> list[Feature]:
    """The roads, which lie below the parcels."""
    return [feature(plane, shape, "road", label=name) for name, shape in roads.items()]


def ground_of_box(box: Box) -> BaseGeometry:
    """A box in centimetres as a shape in metres."""
    west, south, east, north = (each / CENTIMETRES for each in box)
    return shapely.box(west, south, east, north)
