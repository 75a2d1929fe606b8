"""Terms whose clock stood still for a while, against a counter that walks the days one by one."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.calendar import Calendar, DayKind, Pause

PERU = Calendar("PE")
UNHURRIED = settings(deadline=None)  # the machine may be busy; no test is timed
DATES = st.dates(date(2024, 1, 1), date(2028, 12, 31))
PAUSES = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 40)), max_size=4)


def pauses_after(start: date, drawn: list[tuple[int, int]]) -> list[Pause]:
    """Pauses that may touch or overlap: each day stands still once."""
    found = []
    for offset, length in drawn:
        begins = start + timedelta(days=offset)
        found.append(Pause(begins, begins + timedelta(days=length)))
    return found


def test_the_day_that_stops_the_clock_counts_and_the_day_that_starts_it_does_not() -> None:
    pause = Pause(date(2026, 6, 16), date(2026, 6, 18))
    assert [pause.covers(date(2026, 6, day)) for day in (16, 17, 18, 19)] == [
        False,
        True,
        True,
        False,
    ]


def test_thirty_days_with_two_in_pause_end_two_business_days_later() -> None:
    pause = Pause(date(2026, 6, 16), date(2026, 6, 18))
    assert PERU.add(date(2026, 6, 15), 30, "business", pauses=[pause]) == date(2026, 8, 4)


def test_a_pause_over_a_weekend_costs_only_its_business_days() -> None:
    friday, monday = date(2026, 3, 6), date(2026, 3, 9)
    whole = PERU.add(date(2026, 3, 2), 10, "business")
    paused = PERU.add(date(2026, 3, 2), 10, "business", pauses=[Pause(friday, monday)])
    assert PERU.business_days_between(whole, paused) == 1


def test_calendar_days_and_months_are_moved_by_every_day_of_the_pause() -> None:
    pause = Pause(date(2026, 5, 5), date(2026, 5, 15))
    assert PERU.add(date(2026, 5, 1), 20, "calendar", pauses=[pause]) == date(2026, 6, 1)
    assert PERU.add(date(2026, 5, 1), 1, "month", pauses=[pause]) == date(2026, 6, 11)


def test_a_pause_after_the_end_changes_nothing() -> None:
    later = Pause(date(2026, 12, 1), date(2026, 12, 20))
    assert PERU.add(date(2026, 3, 2), 10, "business", pauses=[later]) == PERU.add(
        date(2026, 3, 2), 10, "business"
    )


def test_the_explanation_names_the_days_in_pause() -> None:
    pause = Pause(date(2026, 6, 16), date(2026, 6, 18))
    told = PERU.explain(date(2026, 6, 15), 5, "business", pauses=[pause])
    assert told.paused == (date(2026, 6, 17), date(2026, 6, 18))
    assert told.counted == tuple(date(2026, 6, day) for day in (16, 19, 22, 23, 24))
    assert told.due == date(2026, 6, 24)


@UNHURRIED
@given(DATES, st.integers(1, 60), PAUSES)
def test_business_terms_with_pauses_agree_with_a_naive_counter(
    start: date, length: int, drawn: list[tuple[int, int]]
) -> None:
    pauses = pauses_after(start, drawn)
    day, count = start, 0
    while count < length:
        day += timedelta(days=1)
        still = any(pause.start < day <= pause.end for pause in pauses)
        count += PERU.is_business_day(day) and not still
    assert PERU.add(start, length, "business", pauses=pauses) == day


@UNHURRIED
@given(DATES, st.integers(1, 24), st.sampled_from(["business", "calendar", "month"]), PAUSES)
def test_a_pause_never_brings_the_end_nearer_and_the_explanation_agrees(
    start: date, length: int, unit: str, drawn: list[tuple[int, int]]
) -> None:
    pauses = pauses_after(start, drawn)
    due = PERU.add(start, length, unit, pauses=pauses)
    told = PERU.explain(start, length, unit, pauses=pauses)
    assert due >= PERU.add(start, length, unit)
    assert told.due == due == told.days[-1].date
    assert all(
        (day.kind is DayKind.PAUSED) == any(pause.covers(day.date) for pause in pauses)
        for day in told.days[1:]
    )
