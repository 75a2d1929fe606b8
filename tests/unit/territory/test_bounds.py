"""The outline of a municipality: read from GeoJSON, and what lies inside."""

import json
from typing import Any

import pytest

from engine.territory.bounds import Bounds, BoundsRefused, kept_bounds, read_bounds

SQUARE = [[-72.3, -13.5], [-72.2, -13.5], [-72.2, -13.4], [-72.3, -13.4], [-72.3, -13.5]]
HOLE = [[-72.26, -13.46], [-72.24, -13.46], [-72.24, -13.44], [-72.26, -13.44], [-72.26, -13.46]]
ISLAND = [[-72.1, -13.5], [-72.0, -13.5], [-72.0, -13.4], [-72.1, -13.5]]


def outline(geometry: dict[str, Any]) -> Bounds:
    return read_bounds(json.dumps(geometry).encode())


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def test_inside_outside_and_in_a_hole() -> None:
    bounds = outline(polygon(SQUARE, HOLE))
    assert bounds.holds(-72.28, -13.45)
    assert not bounds.holds(-72.25, -13.45)
    assert not bounds.holds(-72.25, -13.39)
    assert bounds.box == (-72.3, -13.5, -72.2, -13.4)


def test_islands_and_collections_are_one_outline_and_are_kept_as_read() -> None:
    several = {"type": "MultiPolygon", "coordinates": [[SQUARE], [ISLAND]]}
    features = [{"type": "Feature", "geometry": polygon(each)} for each in (SQUARE, ISLAND)]
    bounds = outline(several)
    assert outline({"type": "FeatureCollection", "features": features}) == bounds
    assert bounds.holds(-72.03, -13.46)
    assert kept_bounds(json.loads(json.dumps(bounds.geometry()))) == bounds
    assert kept_bounds(None) is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<kml/>", "no es un GeoJSON"),
        (b"[]", "no es un GeoJSON"),
        (json.dumps({"type": "Point", "coordinates": [1, 2]}).encode(), "no es un GeoJSON"),
        (json.dumps({"type": "FeatureCollection", "features": []}).encode(), "ningún polígono"),
        (json.dumps(polygon(SQUARE[:-1])).encode(), "no está cerrado"),
        (json.dumps(polygon([[805e3, 85e5]] * 4)).encode(), "grados WGS84"),
        (json.dumps(polygon([["a", "b"]] * 4)).encode(), "no es un GeoJSON"),
        (json.dumps(polygon([SQUARE[0]] * 5_001)).encode(), "más de 5000 vértices"),
        (b" " * 2_000_001, "pasa de 2 MB"),
    ],
)
def test_what_is_no_outline_says_why(content: bytes, told: str) -> None:
    with pytest.raises(BoundsRefused, match=told):
        read_bounds(content)
