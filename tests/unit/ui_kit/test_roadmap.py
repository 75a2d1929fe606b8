"""The roadmap: bars as long as their actions, filled as far as they have come, and today."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from ui.drawing.roadmap import LEFT, SPAN, Stretch, roadmap

NAMES = {n: str(n) for n in range(1, 13)}
DAY = date(2026, 1, 1)


def stretch(begins: int, days: int, share: int = 50) -> Stretch:
    first = DAY + timedelta(begins)
    ends = first + timedelta(days)
    return Stretch(first, ends, Decimal(share), ((ends, False),), "running", "…")


def test_a_bar_is_filled_as_far_as_it_has_come_and_today_lies_between() -> None:
    drawn = roadmap([stretch(0, 59)], NAMES, DAY + timedelta(30))  # January and February, 59 days
    (bar,) = drawn.bars
    assert (bar.x, bar.filled) == (LEFT, round(bar.length / 2, 1))
    assert drawn.today is not None
    assert bar.x < drawn.today < bar.x + bar.length
    assert [each.name for each in drawn.months] == ["1", "2", "3"]
    assert roadmap([stretch(0, 59)], NAMES, DAY - timedelta(1)).today is None


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 300)), min_size=1, max_size=8))
def test_every_bar_lies_between_the_first_month_and_the_last(told: list[tuple[int, int]]) -> None:
    drawn = roadmap([stretch(*each) for each in told], NAMES, DAY)
    assert drawn.months[0].x == LEFT
    for bar in drawn.bars:
        assert bar.x >= LEFT
        assert bar.x + bar.length <= LEFT + SPAN + 4
        assert 0 < bar.y < drawn.height
