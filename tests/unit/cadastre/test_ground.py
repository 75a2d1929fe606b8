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
    SNAP,
    Rules,
    front_of,
    neighbour_faults,
    outline_faults,
    piece_faults,
    town_faults,
)
from engine.cadastre.cutting import cut, merged, moved, with_corner, without_corner
from engine.cadastre.faults import Fault, FaultKind
from engine.cadastre.planes import NoPlane, plane_of, usual_plane
from engine.cadastre.shares import fault_of, share_of
from engine.cadastre.shares import given as sold
from engine.cadastre.written import line_of, shapes_of, steps_of, text_of
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
    # Where the cut ends within `SNAP` of a corner the two are one corner afterwards.
    assert whole.area == pytest.approx(lot.area, abs=SNAP * lot.length)


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


@given(st.lists(st.tuples(st.integers(0, 2), st.floats(0.2, 0.8), st.integers(0, 9)), max_size=8))
@settings(max_examples=60, deadline=None)
def test_no_sequence_of_cuts_mergers_and_moved_corners_loses_ground_or_a_share(
    acts: list[tuple[int, float, int]],
) -> None:
    """Parcels with their owners: cut across, joined with a neighbour of the same owners, or an
    inner corner moved in everybody who has it."""
    halves = {"Ana": Fraction(1, 2), "Beto": Fraction(1, 2)}
    lots = [(LOT, halves), (box(X + 20, Y, X + 40, Y + 30), dict(halves))]
    for act, at, which in acts:
        lots = _after(lots, act, at, which)
        assert sum(each.area for each, _ in lots) == pytest.approx(1200, abs=0.01)
        assert shapely.coverage_is_valid([each for each, _ in lots], gap_width=0.005)
        assert all(fault_of(shares) is None for _, shares in lots)


Lots = list[tuple[Polygon, dict[str, Fraction]]]


def _after(lots: Lots, act: int, at: float, which: int) -> Lots:
    place = which % len(lots)
    shape, shares = lots[place]
    others = [each for each in lots if each[0] is not shape]
    if act == 0:
        return [*others, *((each, dict(shares)) for each in _halves(shape, at, others))]
    if act == 1:
        for other in others:
            if shape.intersection(other[0]).length > 1:
                whole = merged([shape, other[0]])
                if isinstance(whole, Polygon) and not whole.interiors:
                    return [each for each in others if each is not other] + [(whole, shares)]
        return lots
    return _moved(lots, shape, at)


def _halves(shape: Polygon, at: float, others: Lots) -> list[Polygon]:
    west, south, east, north = shape.bounds
    up = round(south + (north - south) * at, 3)
    pieces = cut(shape, LineString([(west - 1, up), (east + 1, up)]))
    small = isinstance(pieces, Fault) or len(pieces) != 2 or min(p.area for p in pieces) < 20
    ends = [Point(x, up) for x in (west, east)]
    seen = any(each.exterior.distance(end) < 0.5 for each, _ in others for end in ends)
    if isinstance(pieces, Fault) or small or seen:
        return [shape]
    return list(pieces)


def _moved(lots: Lots, shape: Polygon, at: float) -> Lots:
    """An inner corner, if there is one: nothing of the outside changes."""
    whole = shapely.union_all([each for each, _ in lots])
    for x, y in shape.exterior.coords[:-1]:
        corner = Point(x, y)
        if whole.exterior.distance(corner) > 1:
            to = Point(round(x + at, 3), round(y - at, 3))
            shapes = moved([each for each, _ in lots], corner, to)
            if all(each.is_valid for each in shapes) and shapely.coverage_is_valid(list(shapes)):
                return list(zip(shapes, (shares for _, shares in lots), strict=True))
    return lots


def test_corners_are_added_and_removed_in_every_parcel_that_has_them() -> None:
    south, north = box(X, Y, X + 20, Y + 12), box(X, Y + 12, X + 20, Y + 30)
    at = Point(X + 10, Y + 12)
    more = with_corner([south, north], at)
    assert [len(each.exterior.coords) for each in more] == [6, 6]
    bent = moved(more, at, Point(X + 10, Y + 14))
    assert [each.area for each in bent] == [260, 340]
    assert [each.area for each in without_corner(bent, Point(X + 10, Y + 14))] == [240, 360]


def test_steps_are_written_one_a_line() -> None:
    steps = steps_of(f"{X} {Y} {X + 1} {Y}\n+ {X} {Y + 5}\n- {X} {Y}", PLANE)
    assert isinstance(steps, tuple)
    assert [(each.start is None, each.end is None) for each in steps] == [
        (False, False), (True, False), (False, True)
    ]  # fmt: skip
    assert "«x» no mueve" in str(steps_of("x", PLANE))
    assert "Escriba qué vértices" in str(steps_of(" ", PLANE))
