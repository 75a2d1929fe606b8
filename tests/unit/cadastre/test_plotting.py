"""The plan of a parcel on paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon, box

from engine.cadastre.certifying import borders
from engine.cadastre.plotting import HIGH, WIDE, corner_name, plot

LOT = box(500000, 8650000, 500020, 8650030)


def test_a_lot_of_20_by_30_is_drawn_at_1_to_500_with_its_corners_clockwise() -> None:
    found = plot("A-1", LOT, {"A-2": box(500020, 8650000, 500040, 8650030)})
    assert found.scale == 500
    assert [(c.name, c.east, c.north) for c in found.corners] == [
        ("A", 500000, 8650030), ("B", 500020, 8650030), ("C", 500020, 8650000),
        ("D", 500000, 8650000),
    ]  # fmt: skip
    assert [(s.between, s.length) for s in found.sides] == [
        ("A-B", 20), ("B-C", 30), ("C-D", 20), ("D-A", 30),
    ]  # fmt: skip
    (left, top), (right, bottom) = found.outline[0], found.outline[2]
    assert (right - left, bottom - top) == (40, 60)  # millimetres at 1:500
    assert [each.code for each in found.neighbours] == ["A-2"]
    assert found.bar_width == pytest.approx(found.bar * 1000 / found.scale)


def test_corners_after_z_go_on() -> None:
    assert [corner_name(each) for each in (0, 25, 26)] == ["A", "Z", "A1"]


@given(st.floats(2, 900), st.floats(2, 900))
def test_every_parcel_lies_on_the_paper_to_scale(wide: float, high: float) -> None:
    found = plot("A", Polygon([(0, 0), (wide, 0), (wide, high), (0, high)]), {})
    for x, y in found.outline:
        assert 0 <= x <= WIDE
        assert 0 <= y <= HIGH
    across = found.outline[1][0] - found.outline[0][0]
    assert across * found.scale / 1000 == pytest.approx(wide, abs=0.02 * found.scale / 1000)


def test_neighbours_share_a_side_and_not_only_a_corner() -> None:
    assert borders(LOT, box(500020, 8650000, 500040, 8650030))
    assert not borders(LOT, box(500020, 8650030, 500040, 8650060))  # at the corner
    assert not borders(LOT, box(500021, 8650000, 500040, 8650030))  # a passage between them
