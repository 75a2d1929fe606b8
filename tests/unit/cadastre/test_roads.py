"""Roads as their file tells them, and what parcels owe to them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from shapely import LineString, box
from shapely.geometry.base import BaseGeometry

from engine.cadastre.checking import Rules, front_of, road_faults
from engine.cadastre.loading import FileRefused
from engine.cadastre.planes import plane_of
from engine.cadastre.roads import read_roads
from engine.cadastre.town import LandTown

PLANE = plane_of(32718)
TOWN = LandTown(PLANE, None, Rules())
X, Y = 500000.0, 8650000.0
LINE = LineString([(X - 10, Y - 4), (X + 50, Y - 4)])


def file_of(*features: tuple[BaseGeometry, dict[str, Any]]) -> bytes:
    told = [
        {"type": "Feature", "geometry": PLANE.geojson(shape), "properties": about}
        for shape, about in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": told}).encode()


def test_a_line_becomes_ground_by_its_width() -> None:
    square = box(X, Y, X + 10, Y + 10)
    content = file_of((LINE, {"name": "Jr. Puno", "width": 8}), (square, {"name": "Plaza"}))
    (street, ground), (plaza, open_ground) = read_roads(content, TOWN)
    assert (street, plaza) == ("Jr. Puno", "Plaza")
    assert ground.area == pytest.approx(480, abs=0.1)
    assert open_ground.area == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"x", "no es una colección GeoJSON"),
        (file_of(), "no tiene vías"),
        (file_of((LINE, {"width": 8})), "no tiene nombre"),
        (file_of((LINE, {"name": "A", "width": "ancha"})), "diga su ancho"),
        (file_of((LINE.centroid, {"name": "A"})), "no es una línea ni un polígono"),
    ],
)
def test_a_file_that_is_none_is_told(content: bytes, said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        read_roads(content, TOWN)


def test_a_lot_has_its_front_on_roads_and_takes_nothing_of_them() -> None:
    lot, road = box(X, Y, X + 20, Y + 30), LINE.buffer(4, cap_style="flat")
    assert front_of(lot, [], [road]) == pytest.approx(21, abs=0.1)  # and half a metre at its ends
    assert front_of(lot, [], [box(X, Y - 40, X + 20, Y - 20)]) == 0
    assert list(road_faults("Lote", lot, {"Jr. Puno": road})) == []
    (found,) = road_faults("Lote", box(X, Y - 12, X + 20, Y + 30), {"Jr. Puno": road})
    assert (found.kind, found.amount) == ("road", 160)
    assert "de la vía «Jr. Puno»" in str(found.said)
