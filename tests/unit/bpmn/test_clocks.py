"""A condition that reads the clock is looked at when that has gone on, not only with data."""

from datetime import UTC, datetime, timedelta

import pytest

from engine.bpmn import TimerArmed, TimerDisarmed, TokenGone, compile_program
from engine.bpmn.clocks import Clock, clock_of, next_look
from engine.bpmn.formula import formula
from engine.calendar import Calendar

LATER = "=today() &gt; date(&quot;2026-03-03&quot;)"
SOON = "=now() &gt; date and time(&quot;2026-03-02T09:30:00-05:00&quot;)"
MIDNIGHT = datetime(2026, 3, 3, 5, tzinfo=UTC)  # in Lima


def condition(text):
    return (
        f"<bpmn:conditionalEventDefinition><bpmn:condition>{text}</bpmn:condition>"
        f"</bpmn:conditionalEventDefinition>"
    )


def waiting(pen, text):
    return (
        pen.ends("e") + '<bpmn:intermediateCatchEvent id="c">' + condition(text)
        + "</bpmn:intermediateCatchEvent>" + pen.user("t") + pen.flow("s", "c", "t", "e")
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("=n > 5", Clock.NOTHING),
        ("=today() > fecha", Clock.DAY),
        ("=is business day(today())", Clock.DAY),
        ("=some d in plazos satisfies d < today()", Clock.DAY),
        ("=now() > momento", Clock.MOMENT),
        ("=today() > fecha and now() > momento", Clock.MOMENT),
        ('="today()" = texto', Clock.NOTHING),
        ("hoy", Clock.NOTHING),
    ],
)
def test_what_a_formula_reads_of_the_clock(text, clock):
    assert clock_of(formula(text)) is clock


def test_the_next_look_is_the_local_midnight_or_the_next_minute():
    zone, now = Calendar().zone, datetime(2026, 3, 3, 4, 59, tzinfo=UTC)
    assert next_look(Clock.DAY, now, zone) == MIDNIGHT
    assert next_look(Clock.DAY, MIDNIGHT, zone) == MIDNIGHT + timedelta(days=1)
    assert next_look(Clock.MOMENT, now, zone) == MIDNIGHT


def test_a_condition_on_the_day_happens_at_the_change_of_day(pen, play):
    case = play(waiting(pen, LATER)).start()
    (first,) = case.changes(TimerArmed)
    assert first.due == MIDNIGHT
    case.now = first.due
    case.fire(first.token)
    second = case.last(TimerArmed)
    assert (case.names(), second.due) == ([], MIDNIGHT + timedelta(days=1))
    case.now = second.due
    assert case.fire(second.token).names() == ["t"]
    assert len(case.changes(TimerArmed)) == len(case.changes(TimerDisarmed))


def test_a_condition_on_the_moment_is_looked_at_every_minute(pen, play):
    case = play(waiting(pen, SOON)).start()
    for _ in range(30):
        armed = case.last(TimerArmed)
        assert case.names() == []
        case.now = armed.due
        case.fire(armed.token)
    case.now += timedelta(minutes=1)
    assert case.fire(case.last(TimerArmed).token).names() == ["t"]


def test_a_condition_that_reads_no_clock_asks_for_nothing(pen, play):
    case = play(waiting(pen, "=n &gt; 5")).start()
    assert case.changes(TimerArmed) == []
    with pytest.raises(TokenGone):
        case.fire(1)


def test_what_is_left_asks_no_more(pen, play):
    body = (
        pen.ends("e", "late") + pen.user("t") + pen.boundary("b", "t", condition(LATER))
        + pen.flow("s", "t", "e") + pen.flow("b", "late")
    )  # fmt: skip
    case = play(body).start().do("t")
    assert case.status == "completed"
    assert [change.fired for change in case.changes(TimerDisarmed)] == [False]


def test_a_condition_that_does_not_interrupt_goes_on_asking_and_happens_once_a_change(pen, play):
    body = (
        pen.ends("e", "told") + pen.user("t") + pen.user("remind")
        + pen.boundary("b", "t", condition("=today().day = 4"), interrupting=False)
        + pen.flow("s", "t", "e") + pen.flow("b", "remind", "told")
    )  # fmt: skip
    case = play(body).start()
    for _ in range(4):
        armed = case.last(TimerArmed)
        case.now = armed.due
        case.fire(armed.token)
    assert case.names().count("remind") == 1
    assert case.last(TimerArmed).due == MIDNIGHT + timedelta(days=4)


def test_a_new_version_asks_for_what_its_condition_reads(pen, running, file):
    case = running(compile_program({"p.bpmn": file(waiting(pen, LATER))})).start()
    token = case.last(TimerArmed).token
    case.migrate(compile_program({"p.bpmn": file(waiting(pen, SOON))}))
    assert case.last(TimerArmed).due == case.now + timedelta(minutes=1)
    assert [change.token for change in case.changes(TimerDisarmed)] == [token]
    before = len(case.changes(TimerArmed))
    case.migrate(compile_program({"p.bpmn": file(waiting(pen, SOON) + "<!-- redrawn -->")}))
    assert len(case.changes(TimerArmed)) == before
    case.migrate(compile_program({"p.bpmn": file(waiting(pen, "=n &gt; 5"))}))
    assert len(case.changes(TimerDisarmed)) == 2
