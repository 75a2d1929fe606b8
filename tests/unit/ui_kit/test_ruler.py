"""The ruler of days: one cell a day, weeks collapse when there are many."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ui.drawing.ruler import MOST_DAYS, DayKind, RulerDay, ruler
from ui.gallery.drawings import appeal_days, licence_days, long_days


def test_a_short_term_has_a_cell_for_each_calendar_day() -> None:
    drawing = ruler(appeal_days())
    assert [cell.below for cell in drawing.cells] == [
        "27", "", "", "30", "31", "1", "2", "3", "", "", "6", "7", "8",
    ]  # fmt: skip
    assert [cell.above for cell in drawing.cells if cell.above] == [
        "buena pro", "hoy", "Jueves S.", "Viernes S.", "vence", "consentida",
    ]  # fmt: skip


def test_weekends_are_narrow_and_holidays_hatched() -> None:
    cells = ruler(appeal_days()).cells
    assert cells[1].width < cells[0].width / 2
    assert [bool(cell.lines) for cell in cells[5:8]] == [False, True, True]


def test_names_that_would_touch_are_shortened_in_a_narrow_column() -> None:
    named = [cell.above for cell in ruler(licence_days(), width=200, compact=True).cells]
    assert named == ["", "", "", "", "hoy", "", "", "F", "F", "", "", "", "", "", "vence"]


def test_above_25_days_weeks_become_cells_except_first_present_and_last() -> None:
    days = long_days()
    drawing = ruler(days)
    assert len(days) == 89
    whole = [cell.below for cell in drawing.cells if "–" in cell.below]
    assert whole == [
        "9–15",
        "16–22",
        "23–29",
        "6–12",
        "13–19",
        "20–26",
        "27–3",
        "4–10",
        "11–17",
        "18–24",
    ]
    assert sum(cell.kind is DayKind.TODAY for cell in drawing.cells) == 1


@given(st.integers(1, 120), st.floats(200, 1200), st.booleans())
def test_cells_never_leave_their_box_nor_overlap(count: int, width: float, compact: bool) -> None:
    first = date(2026, 1, 1)
    days = [
        RulerDay(first + timedelta(days=day), DayKind.PASSED, f"día {day}") for day in range(count)
    ]
    cells = ruler(days, width=width, compact=compact).cells
    assert all(cell.width > 0 for cell in cells)
    assert cells[-1].x + cells[-1].width <= width + 1
    for left, right in pairwise(cells):
        assert left.x + left.width <= right.x
    assert len(cells) == count or count > MOST_DAYS


def test_no_days_draw_nothing() -> None:
    assert ruler([]).cells == ()
