"""The five states of legal time, at their edges."""

from datetime import date

import pytest

from engine.calendar import Calendar
from engine.deadlines import TermState, term_state

PERU = Calendar("PE")
START, DUE = date(2026, 3, 9), date(2026, 3, 23)  # ten business days


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 3, 5), TermState.IN_TIME),
        (date(2026, 3, 9), TermState.IN_TIME),
        (date(2026, 3, 17), TermState.IN_TIME),
        (date(2026, 3, 18), TermState.NEAR),  # seven of ten days are used
        (date(2026, 3, 23), TermState.NEAR),
        (date(2026, 3, 24), TermState.LATE),
    ],
)
def test_the_state_follows_the_business_days_used(today: date, state: TermState) -> None:
    assert term_state(today, START, DUE, PERU) is state


def test_a_weekend_uses_nothing() -> None:
    assert term_state(date(2026, 3, 15), START, DUE, PERU) is TermState.IN_TIME


def test_an_open_suspension_pauses_and_silence_is_the_last_word() -> None:
    late = date(2026, 4, 30)
    assert term_state(late, START, DUE, PERU, paused=True) is TermState.PAUSED
    assert term_state(late, START, DUE, PERU, paused=True, silent=True) is TermState.SILENCE


def test_a_term_of_no_days_is_near_at_once() -> None:
    assert term_state(START, START, START, PERU) is TermState.NEAR
