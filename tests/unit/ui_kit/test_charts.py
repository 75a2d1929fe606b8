"""The pictures of a diagnostic: points where their figures say, bands one within another."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ui.drawing.bars import SPAN, bars
from ui.drawing.plane import HEIGHT, LEFT, SIDE, TOP, WIDTH, Point, plane
from ui.improvement.present import hyphenated

BANDS = [
    ("bajo", "Bajo", Decimal(0)),
    ("medio", "Medio", Decimal(25)),
    ("alto", "Alto", Decimal(75)),
]
SCORES = st.decimals(0, 100, places=2)


def test_a_point_lies_where_its_figures_say_and_the_band_around_it_is_that_of_the_lower() -> None:
    drawn = plane(BANDS, [Point("Enero", Decimal(36), Decimal(75), "36 · 75")])
    (mark,) = drawn.marks
    assert (mark.x, mark.y) == (round(LEFT + SIDE * 0.36, 1), TOP + SIDE * 0.25)
    inside = [b.key for b in drawn.bands if b.x <= mark.x and mark.y <= b.y + b.height]
    assert inside == ["bajo", "medio"]
    assert drawn.reaches == ()


@given(st.lists(st.tuples(SCORES, SCORES), min_size=1, max_size=4))
def test_nothing_is_drawn_outside_of_the_plane(scores: list[tuple[Decimal, Decimal]]) -> None:
    points = [Point(f"Ronda {n}", x, y, f"{x} · {y}") for n, (x, y) in enumerate(scores)]
    drawn = plane(BANDS, points)
    assert [each.last for each in drawn.marks] == [False] * (len(points) - 1) + [True]
    for mark in drawn.marks:
        assert LEFT <= mark.x <= LEFT + SIDE
        assert TOP <= mark.y <= TOP + SIDE
        assert 0 < mark.name_y < mark.values_y < HEIGHT
        assert 0 < mark.text_x < WIDTH


def test_bars_are_as_long_as_their_scores_and_what_is_not_known_has_none() -> None:
    told = [("Eficiencia", [(Decimal(50), "50.00"), (None, "insuficiente")])]
    (row,) = bars(told).rows
    assert [each.length for each in row.bars] == [SPAN / 2, 0]
    assert [each.newest for each in row.bars] == [True, False]


def test_long_words_may_be_broken_between_syllables() -> None:
    told = hyphenated("Sostenibilidad Visión Transparencia").replace("\u00ad", "-")
    assert told == "Sosteni-bilidad Visión Transpa-rencia"
