"""What holds of any ground: areas are conserved, shares stay whole, faults have their place."""

from __future__ import annotations

from fractions import Fraction
from math import cos, pi, sin

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon, box

from engine.cadastre.checking import (
    Rules,
    front_of,
    neighbour_faults,
    outline_faults,
    piece_faults,
    town_faults,
)
from engine.cadastre.cutting import cut, merged, moved
from engine.cadastre.faults import Fault, FaultKind
from engine.cadastre.planes import NoPlane, plane_of, usual_plane
from engine.cadastre.shares import fault_of, share_of
from engine.cadastre.shares import given as sold
from engine.cadastre.written import line_of, shapes_of, text_of
from engine.sentences import Sentence

PLANE = plane_of(32718)
X, Y = 500000.0, 8650000.0
LOT = box(X, Y, X + 20, Y + 30)
fractions = st.fractions(min_value=Fraction(1, 50), max_value=1, max_denominator=50)


@st.composite
def blocks(draw: st.DrawFn) -> Polygon:
    """A convex lot with three to eight corners, about 20 m across."""
    corners = draw(st.integers(3, 8))
    reach = draw(st.floats(5, 40))
    turn = draw(st.floats(0, 1))
    angles = [2 * pi * (each + turn) / corners for each in range(corners)]
    return Polygon([(X + reach * cos(a), Y + reach * sin(a)) for a in angles])


@given(blocks(), st.floats(0, pi))
@settings(max_examples=60, deadline=None)
def test_a_cut_through_the_middle_conserves_the_area_and_is_undone_by_joining(
    lot: Polygon, angle: float
) -> None:
    middle = lot.centroid
    across, up = 90 * cos(angle), 90 * sin(angle)
    line = LineString([(middle.x - across, middle.y - up), (middle.x + across, middle.y + up)])
    pieces = cut(lot, line)
    assert not isinstance(pieces, Fault)
    assert sum(each.area for each in pieces) == pytest.approx(lot.area, abs=1e-6)
    named = {f"Parte {n}": each for n, each in enumerate(pieces, start=1)}
    assert piece_faults(lot, named, Rules()) == []
    whole = merged(pieces)
    assert isinstance(whole, Polygon)
    assert whole.area == pytest.approx(lot.area, abs=0.01)


@given(st.dictionaries(st.sampled_from("abcd"), fractions, min_size=1), fractions)
def test_a_transfer_never_changes_the_sum_of_the_shares(
    raw: dict[str, Fraction], part: Fraction
) -> None:
    total = sum(raw.values())
    shares = {name: each / total for name, each in raw.items()}
    seller = min(shares)
    for buyer in ("e", max(shares)):
        after = sold(shares, seller, buyer, part)
        assert not isinstance(after, Sentence)
        assert fault_of(after) is None


def test_a_wrong_transfer_says_why() -> None:
    half = {"Ana": Fraction(1, 2)}
    assert "suman 1/2" in str(fault_of(half))
    assert "Zoe no es titular" in str(sold(half, "Zoe", "Beto", Fraction(1)))
    assert [share_of(each) for each in ("25%", "1/3", "0,5")] == [
        Fraction(1, 4), Fraction(1, 3), Fraction(1, 2)
    ]  # fmt: skip
    for wrong in ("0", "3/2", "mitad"):
        with pytest.raises(ValueError, match=r".+"):
            share_of(wrong)


def test_a_line_that_falls_a_little_short_is_brought_to_the_boundary() -> None:
    pieces = cut(LOT, LineString([(X + 0.4, Y + 12), (X + 19.7, Y + 12)]))
    assert not isinstance(pieces, Fault)
    assert [round(each.area, 6) for each in pieces] == [240, 360]


def test_a_moved_corner_moves_in_every_parcel_that_has_it() -> None:
    south, north = box(X, Y, X + 20, Y + 12), box(X, Y + 12, X + 20, Y + 30)
    south, north = moved([south, north], Point(X + 20, Y + 12), Point(X + 20, Y + 13))
    assert (south.area, north.area) == (250, 350)
    assert shapely.coverage_is_valid([south, north])


def test_the_front_is_what_no_other_parcel_shares() -> None:
    west, back = box(X - 20, Y, X, Y + 30), box(X - 20, Y + 30, X + 40, Y + 60)
    assert front_of(LOT, [west, back]) == pytest.approx(50)
    assert front_of(LOT, []) == pytest.approx(100)
    ring = [box(X - 9, Y - 9, X, Y + 39), box(X, Y + 30, X + 29, Y + 39)]
    ring += [box(X + 20, Y - 9, X + 29, Y + 30), box(X, Y - 9, X + 20, Y)]
    assert front_of(LOT, ring) == 0


def test_neighbours_are_neither_lain_upon_nor_left_by_a_strip() -> None:
    touching = {"A": box(X + 20, Y, X + 40, Y + 30), "B": box(X, Y + 30, X + 40, Y + 50)}
    assert list(neighbour_faults("C", LOT, touching)) == []
    upon = {"A": box(X + 19, Y, X + 40, Y + 30)}
    assert [(f.kind, f.amount) for f in neighbour_faults("C", LOT, upon)] == [("overlap", 30)]
    apart = {"A": box(X + 20.1, Y, X + 40, Y + 30)}
    (found,) = neighbour_faults("C", LOT, apart)
    assert (found.kind, found.amount) == (FaultKind.GAP, 3)
    street = {"A": box(X + 26, Y, X + 40, Y + 30)}
    assert list(neighbour_faults("C", LOT, street)) == []
    measuring = {"A": box(X + 20.004, Y, X + 40, Y + 30)}
    assert list(neighbour_faults("C", LOT, measuring)) == []


def test_ground_beyond_the_town_is_told_with_its_place() -> None:
    town = box(X - 100, Y - 100, X + 15, Y + 100)
    (found,) = town_faults("C", LOT, town)
    assert (found.amount, found.place.bounds[0]) == (150, X + 15)
    assert list(town_faults("C", LOT, None)) == []


def test_what_is_no_polygon_is_told() -> None:
    assert "no es un polígono" in str(outline_faults(Point(0, 0), "X")[0].said)


def test_corners_are_written_in_metres_or_degrees() -> None:
    line = line_of(f"{X} {Y}\n-75.0; -12.2119244", PLANE)
    assert isinstance(line, LineString)
    assert line.coords[1] == pytest.approx((X, 8650012), abs=0.01)
    shapes = shapes_of(text_of(LOT) + "\n\n" + text_of(LOT), PLANE)
    assert isinstance(shapes, tuple)
    assert [each.equals(LOT) for each in shapes] == [True, True]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Escriba los vértices"),
        ("1 2\nx", "Renglón 2: «x» no son dos números"),
        ("500000 1\n500000 2", "La parte 1 tiene menos de tres"),
        ("1 2\n" * 2001, "más de 2000"),
    ],
)
def test_what_cannot_be_read_is_told(text: str, said: str) -> None:
    assert said in str(shapes_of(text, PLANE))
    assert isinstance(line_of("500000 1", PLANE), Sentence)


def test_only_a_projection_in_metres_is_a_plane() -> None:
    for wrong in (4326, 1, 2263):
        with pytest.raises(NoPlane):
            plane_of(wrong)
    assert [usual_plane(-75, -12), usual_plane(-69, -16), usual_plane(-74, 4)] == [
        32718, 32719, 32618
    ]  # fmt: skip
