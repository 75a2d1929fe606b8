"""Boxes and sizes by which ground is found: whole centimetres, and powers of two in metres."""

from __future__ import annotations

from math import ceil, floor
from typing import Any

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from storage.queries.cadastre import Box

CENTIMETRES = 100


def box_of(shape: BaseGeometry, *, wider: float = 0.0) -> Box:
    """The box of a shape, `wider` metres on each side."""
    west, south, east, north = shape.bounds
    return (
        floor((west - wider) * CENTIMETRES),
        floor((south - wider) * CENTIMETRES),
        ceil((east + wider) * CENTIMETRES),
        ceil((north + wider) * CENTIMETRES),
    )


def level_of(box: Box) -> int:
    """The least power of two, in metres, that holds the longer side of a box."""
    longer = max(box[2] - box[0], box[3] - box[1])
    return max(0, (ceil(longer / CENTIMETRES) - 1).bit_length())


def ground_columns(shape: Polygon) -> dict[str, Any]:
    """What the register keeps of a shape."""
    box = box_of(shape)
    west, south, east, north = box
    return {
        "ground": shapely.to_wkb(shape),
        "level": level_of(box),
        "west": west,
        "south": south,
        "east": east,
        "north": north,
    }


def shape_of(ground: bytes) -> Polygon:
    """The shape of what the register keeps."""
    found = shapely.from_wkb(ground)
    assert isinstance(found, Polygon)  # noqa: S101  # nothing else is put in
    return found
