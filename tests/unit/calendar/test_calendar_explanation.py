"""Why a date is what it is, and how far away it lies."""

from datetime import date

from engine.calendar import Calendar, Day, DayKind, Explanation, Remaining, Unit

PERU = Calendar("PE")


def test_the_appeal_window_names_the_days_it_counts_and_the_holidays_it_skips() -> None:
    explanation = PERU.explain(date(2026, 3, 27), 5, "business")
    assert explanation.due == date(2026, 4, 7)
    assert explanation.counted == (
        date(2026, 3, 30),
        date(2026, 3, 31),
        date(2026, 4, 1),
        date(2026, 4, 6),
        date(2026, 4, 7),
    )
    assert explanation.skipped == (
        Day(date(2026, 4, 2), DayKind.HOLIDAY, "Jueves Santo"),
        Day(date(2026, 4, 3), DayKind.HOLIDAY, "Viernes Santo"),
    )
    assert explanation.skipped_weekend == (
        date(2026, 3, 28),
        date(2026, 3, 29),
        date(2026, 4, 4),
        date(2026, 4, 5),
    )
    assert explanation.rolled_from is None


def test_the_days_run_from_the_start_to_the_due_date() -> None:
    explanation = PERU.explain(date(2026, 3, 31), 1, "business")
    assert explanation == Explanation(
        date(2026, 3, 31),
        1,
        Unit.BUSINESS,
        date(2026, 4, 1),
        (Day(date(2026, 3, 31), DayKind.START), Day(date(2026, 4, 1), DayKind.COUNTED)),
    )


def test_calendar_days_that_were_moved_say_from_where() -> None:
    explanation = PERU.explain(date(2026, 3, 31), 2, "calendar")
    assert explanation.due == date(2026, 4, 6)
    assert explanation.rolled_from == date(2026, 4, 2)
    assert explanation.counted == (date(2026, 4, 1), date(2026, 4, 2))
    assert explanation.skipped == (Day(date(2026, 4, 3), DayKind.HOLIDAY, "Viernes Santo"),)


def test_months_count_no_days_and_name_what_moved_their_end() -> None:
    explanation = PERU.explain(date(2026, 6, 28), 1, "month")
    assert explanation.due == date(2026, 7, 30)
    assert explanation.rolled_from == date(2026, 7, 28)
    assert explanation.counted == ()
    assert [day.date for day in explanation.skipped] == [date(2026, 7, 28), date(2026, 7, 29)]


def test_remaining_days_count_after_today_up_to_and_including_the_due_date() -> None:
    remaining = PERU.remaining(date(2026, 3, 31), date(2026, 4, 9))
    assert remaining == Remaining(date(2026, 4, 9), False, 5, 9)


def test_past_due_counts_from_the_day_after() -> None:
    remaining = PERU.remaining(date(2026, 3, 30), date(2026, 3, 26))
    assert remaining == Remaining(date(2026, 3, 26), True, 2, 4)


def test_due_today_is_neither_late_nor_tomorrow() -> None:
    remaining = PERU.remaining(date(2026, 3, 26), date(2026, 3, 26))
    assert (remaining.today, remaining.tomorrow, remaining.late) == (True, False, False)


def test_tomorrow_is_the_next_calendar_day_and_not_the_next_business_day() -> None:
    assert PERU.remaining(date(2026, 3, 26), date(2026, 3, 27)).tomorrow
    assert not PERU.remaining(date(2026, 3, 27), date(2026, 3, 30)).tomorrow
    assert not PERU.remaining(date(2026, 3, 27), date(2026, 3, 26)).tomorrow
