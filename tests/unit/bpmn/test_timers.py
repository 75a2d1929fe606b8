"""Timers: dates, durations, cycles and legal terms, in the flow and on a boundary."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bpmn import Passed, StepFailed, TaskClosed, TimerArmed, TimerDisarmed
from engine.bpmn.moments import turn_after, turn_of

LUNES = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)  # a Monday, 9:00 in Lima


def catch(pen, definition):
    return (
        pen.ends("e")
        + f'<bpmn:intermediateCatchEvent id="c">{definition}</bpmn:intermediateCatchEvent>'
        + pen.user("after") + pen.flow("s", "c", "after", "e")
    )  # fmt: skip


@pytest.mark.parametrize(
    ("form", "text", "due"),
    [
        ("timeDuration", "PT90M", datetime(2026, 3, 2, 15, 30, tzinfo=UTC)),
        ("timeDuration", "P1M", datetime(2026, 4, 2, 14, 0, tzinfo=UTC)),
        ("timeDuration", "P2W", datetime(2026, 3, 16, 14, 0, tzinfo=UTC)),
        ("timeDuration", '=duration("P" + string(n) + "D")', datetime(2026, 3, 5, 14, tzinfo=UTC)),
        ("timeDate", "2026-07-28T08:00:00-05:00", datetime(2026, 7, 28, 13, 0, tzinfo=UTC)),
        ("timeDate", "2026-07-28", datetime(2026, 7, 28, 5, 0, tzinfo=UTC)),
        ("timeDate", '=date("2026-07-28")', datetime(2026, 7, 28, 5, 0, tzinfo=UTC)),
        ("timeCycle", "R3/PT10H", datetime(2026, 3, 3, 0, 0, tzinfo=UTC)),
        ("timeCycle", "R3/2026-04-01T00:00:00Z/P1D", datetime(2026, 4, 1, tzinfo=UTC)),
    ],
)
def test_a_timer_is_armed_for_its_moment_and_lets_go_when_it_fires(pen, play, form, text, due):
    case = play(catch(pen, pen.timer(form, text))).start(n=3)
    armed = case.last(TimerArmed)
    assert armed.due == due
    case.fire(armed.token)
    assert case.names() == ["after"]
    assert case.last(TimerDisarmed).fired
    assert case.last(Passed).element == armed.element


def test_a_legal_term_fires_at_the_midnight_after_its_last_business_day(pen, play):
    definition = (
        '<bpmn:extensionElements><cauce:deadline title="Consultas" length="5" unit="business"'
        ' source="art. 1" effect="none"/></bpmn:extensionElements><bpmn:timerEventDefinition/>'
    )
    armed = play(catch(pen, definition)).start().last(TimerArmed)
    assert armed.due == datetime(2026, 3, 10, 5, 0, tzinfo=UTC)
    assert armed.deadline is not None
    assert armed.deadline.due.isoformat() == "2026-03-09"


def test_a_timer_without_a_moment_fails_the_step(pen, play):
    with pytest.raises(StepFailed, match="El temporizador no sirve"):
        play(catch(pen, pen.timer("timeDate", "=missing"))).start()


def hosted(pen, definition, *, interrupting):
    return (
        pen.ends("e", "x") + pen.user("t") + pen.flow("s", "t", "e") + pen.user("late")
        + pen.boundary("b", "t", definition, interrupting=interrupting) + pen.flow("b", "late", "x")
    )  # fmt: skip


def test_an_interrupting_timer_takes_the_task_away(pen, play):
    case = play(hosted(pen, pen.timer("timeDuration", "P14D"), interrupting=True)).start()
    case.fire(case.last(TimerArmed).token)
    assert case.names() == ["late"]
    assert case.changes(TaskClosed)[0].cancelled
    assert case.do("late").outcome.end_events == ("x",)


def test_completing_the_host_disarms_its_timer(pen, play):
    case = play(hosted(pen, pen.timer("timeDuration", "P14D"), interrupting=True)).start().do("t")
    assert case.last(TimerDisarmed) == TimerDisarmed(
        case.last(TimerArmed).token, case.program.element("b").index, fired=False
    )


def test_a_non_interrupting_timer_opens_a_path_that_outlives_the_host(pen, play):
    case = play(hosted(pen, pen.timer("timeDuration", "P1D"), interrupting=False)).start()
    case.fire(case.last(TimerArmed).token)
    assert case.names() == ["t", "late"]
    assert case.do("t").names() == ["late"]
    assert case.do("late").status == "completed"


def test_a_cycle_gives_one_token_a_firing_and_then_stops(pen, play):
    case = play(hosted(pen, pen.timer("timeCycle", "R3/P1D"), interrupting=False)).start()
    token = case.last(TimerArmed).token
    for _ in range(3):
        case.wait(days=1).fire(token)
    assert case.names() == ["t", "late", "late", "late"]
    assert [armed.due.day for armed in case.changes(TimerArmed)] == [3, 4, 5]
    assert len(case.changes(TimerDisarmed)) == 3


def test_a_cycle_that_was_asleep_fires_once_and_goes_on_in_the_future(pen, play):
    case = play(hosted(pen, pen.timer("timeCycle", "R/P1D"), interrupting=False)).start()
    case.wait(days=10, hours=1).fire(case.last(TimerArmed).token)
    assert case.last(TimerArmed).due == datetime(2026, 3, 13, 14, 0, tzinfo=UTC)
    assert case.last(TimerArmed).due - case.now == timedelta(hours=23)


def test_days_are_days_of_the_clock_on_the_wall(pen, play, monkeypatch):
    from zoneinfo import ZoneInfo

    from engine.bpmn.moments import length_of

    santiago = ZoneInfo("America/Santiago")
    start = datetime(2026, 4, 4, 12, 0, tzinfo=santiago)  # clocks go back in the night
    assert length_of("P1D").after(start, santiago) == datetime(2026, 4, 5, 12, 0, tzinfo=santiago)
    assert length_of("PT24H").after(start, santiago) == datetime(2026, 4, 5, 11, 0, tzinfo=santiago)


SANTIAGO = ZoneInfo("America/Santiago")
# In 2026 the clocks of Chile jump over midnight of 6 September, and repeat the hour before
# midnight of 5 April.


def local(text):
    """A moment in Santiago."""
    return datetime.fromisoformat(text).replace(tzinfo=SANTIAGO).astimezone(UTC)


@pytest.mark.parametrize(
    ("form", "value", "now", "due"),
    [
        ("timeDate", "2026-09-06", "2026-09-01T09:00", "2026-09-06T01:00"),
        ("timeDate", "2026-09-06T00:30:00", "2026-09-01T09:00", "2026-09-06T01:30"),
        ("timeDate", "2026-04-04T23:30:00", "2026-04-01T09:00", "2026-04-04T23:30"),
        ("timeDuration", "P1D", "2026-09-05T00:30", "2026-09-06T01:30"),
        ("timeDuration", "PT24H", "2026-09-05T12:00", "2026-09-06T13:00"),
        ("timeDuration", "P1D", "2026-09-05T12:00", "2026-09-06T12:00"),
        ("timeDuration", "PT24H", "2026-04-04T12:00", "2026-04-05T11:00"),
        ("timeDuration", "P1DT1H", "2026-04-04T12:00", "2026-04-05T13:00"),
    ],
)
def test_a_moment_in_the_gap_comes_after_it_and_in_the_overlap_the_first_time(
    form, value, now, due
):
    assert turn_of(form, value, local(now), SANTIAGO).due == local(due)


def test_the_hour_that_comes_twice_is_told_apart_by_its_offset():
    twice = ["2026-04-04T23:30:00-03:00", "2026-04-04T23:30:00-04:00"]
    first, second = (turn_of("timeDate", text, LUNES, SANTIAGO).due for text in twice)
    assert second - first == timedelta(hours=1)


@pytest.mark.parametrize(
    ("cycle", "days"),
    [
        ("R/2026-09-04T00:00:00/P1D", ["04T00", "05T00", "06T01", "07T00", "08T00"]),
        ("R/2026-09-04T00:00:00/PT24H", ["04T00", "05T00", "06T01", "07T01", "08T01"]),
    ],
)
def test_a_day_without_its_hour_moves_only_its_own_firing(cycle, days):
    turn, found = turn_of("timeCycle", cycle, local("2026-09-01T00:00"), SANTIAGO), []
    while turn is not None and len(found) < len(days):
        found.append(turn.due.astimezone(SANTIAGO).strftime("%dT%H"))
        turn = turn_after("timeCycle", cycle, turn, turn.due, SANTIAGO)
    assert found == days


def test_a_month_without_its_day_moves_only_its_own_firing():
    cycle, found = "R/2026-01-31T08:00:00Z/P1M", []
    turn = turn_of("timeCycle", cycle, LUNES, ZoneInfo("UTC"))
    for _ in range(4):
        found.append((turn.due.month, turn.due.day))
        turn = turn_after("timeCycle", cycle, turn, turn.due, ZoneInfo("UTC"))
    assert found == [(1, 31), (2, 28), (3, 31), (4, 30)]


@pytest.mark.parametrize(
    ("cycle", "moments"),
    [
        ("R3/PT1H", [15, 16, 17]),
        ("R2/2026-03-02T20:00:00Z/PT2H", [20, 22]),
        ("R3/2026-03-02T16:00:00Z/2026-03-02T19:00:00Z", [16, 19, 22]),
        ("R/PT2H/2026-03-02T19:30:00Z", [16, 18]),
        ("R9/PT2H/2026-03-02T18:00:00Z", [16, 18]),
    ],
    ids=["length", "start and length", "start and second", "until", "until, at most"],
)
def test_a_cycle_has_a_beginning_and_an_end(pen, play, cycle, moments):
    case = play(hosted(pen, pen.timer("timeCycle", cycle), interrupting=False)).start()
    token, found = case.last(TimerArmed).token, []
    while len(found) < 12 and len(case.changes(TimerArmed)) > len(case.changes(TimerDisarmed)):
        found.append(case.last(TimerArmed).due.hour)
        case.now = case.last(TimerArmed).due
        case.fire(token)
    assert found == moments


def test_a_cycle_of_seconds_is_not_walked_through_years_of_sleep():
    turn = turn_of("timeCycle", "R/PT1S", LUNES - timedelta(days=3650), SANTIAGO)
    after = turn_after("timeCycle", "R/PT1S", turn, LUNES, SANTIAGO)
    assert after is not None
    assert after.due - LUNES == timedelta(seconds=1)


@given(
    st.integers(0, 87_600).map(lambda hours: LUNES + timedelta(hours=hours)),
    st.sampled_from(["P1D", "P1M", "P7D", "PT1H", "P1DT6H", "P2M"]),
    st.timedeltas(timedelta(), timedelta(days=400)),
)
def test_a_cycle_goes_forward_and_never_into_the_past(begin, length, slept):
    """Whatever the clocks do, and however long nobody was there."""
    cycle = f"R/{begin.isoformat()}/{length}"
    turn = turn_of("timeCycle", cycle, begin, SANTIAGO)
    after = turn_after("timeCycle", cycle, turn, begin + slept, SANTIAGO)
    assert after is not None
    assert after.due > max(turn.due, begin + slept)
    assert after.due - max(turn.due, begin + slept) <= timedelta(days=62, hours=1)
