"""Timers: dates, durations, cycles and legal terms, in the flow and on a boundary."""

from datetime import UTC, datetime, timedelta

import pytest

from engine.bpmn import Passed, StepFailed, TaskClosed, TimerArmed, TimerDisarmed


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
