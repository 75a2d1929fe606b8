"""Rests between attempts: the usual ones, the drawn ones, and what cannot be read."""

from datetime import timedelta

import pytest

from engine.bpmn.backoff import rests_of
from engine.jobs.backoff import rest_after


def test_the_usual_rest_grows_up_to_a_quarter_hour() -> None:
    rests = [rest_after(attempt).total_seconds() for attempt in (1, 2, 3, 4, 5, 6, 50)]
    assert rests == [10, 30, 90, 270, 810, 900, 900]


def test_drawn_rests_are_taken_in_turn_and_the_last_one_stays() -> None:
    rests = [rest_after(attempt, "PT0S,PT1M, P1D") for attempt in (1, 2, 3, 4)]
    assert rests == [timedelta(0), timedelta(minutes=1), timedelta(days=1), timedelta(days=1)]


@pytest.mark.parametrize("text", ["", "10", "PT1M,", "P1M", "-PT1M", "P31D", "=now()", "PT1M PT2M"])
def test_what_is_no_list_of_durations_cannot_be_read(text: str) -> None:
    assert rests_of(text) is None
