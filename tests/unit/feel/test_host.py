"""The host lends functions and a clock; nothing else can be called."""

from datetime import UTC, date, datetime, timedelta

from engine.feel import Host, HostFunction, compile_expression

HOST = Host(
    [
        HostFunction(
            "calendar days after",
            ("from", "days"),
            lambda start, days: start + timedelta(int(days)),
        )
    ],
    clock=lambda: datetime(2026, 11, 24, 5, 0, tzinfo=UTC),
)


def test_a_registered_function_takes_and_gives_values_of_python() -> None:
    text = 'calendar days after(date("2026-11-24"), 7)'
    assert compile_expression(text).evaluate({}, host=HOST) == date(2026, 12, 1)


def test_its_arguments_may_be_named() -> None:
    text = 'calendar days after(days: 1, from: date("2026-11-24"))'
    assert compile_expression(text).evaluate({}, host=HOST) == date(2026, 11, 25)


def test_wrong_arguments_are_null_with_a_warning() -> None:
    warnings: list[object] = []
    found = compile_expression("calendar days after(1)").evaluate({}, host=HOST, warnings=warnings)
    assert (found, len(warnings)) == (None, 1)


def test_a_failure_inside_is_null_with_its_reason() -> None:
    warnings: list[object] = []
    text = 'calendar days after("today", 1)'
    found = compile_expression(text).evaluate({}, host=HOST, warnings=warnings)
    assert (found, len(warnings)) == (None, 1)


def test_the_clock_is_the_hosts() -> None:
    assert compile_expression("today()").evaluate({}, host=HOST) == date(2026, 11, 24)
    assert compile_expression("today()").evaluate({}) is None
