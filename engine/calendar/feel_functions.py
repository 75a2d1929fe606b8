"""What models may ask of the calendar, of the law and of other cases: our functions in FEEL.

Each takes Python values from `engine.feel` and raises TypeError or ValueError with a plain reason
for what it cannot count; FEEL makes null and a warning of that. Null in gives null out.
The README of this room documents them for those who write processes.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from engine.calendar.calendar import Calendar
from engine.calendar.terms import check_day
from engine.feel.host import HostFunction

Parameters = Callable[[str, date], Decimal | str]
Fees = Callable[[str, date], Decimal]
Alike = Callable[[str, str, str, int], list[Mapping[str, object]]]
"""Cases by process, label of a fact, its value and year."""

Plans = Callable[[int], list[Mapping[str, object]]]
"""The items of the procurement plan of a year."""

Standings = Callable[[str], Mapping[str, object]]
"""How the supplier with a number stands today."""


def nobody_known(_number: str) -> Mapping[str, object]:
    """Where there is no register: a decision that is tried, a diagram that is checked."""
    return {"elegible": None, "motivos": []}


def none_alike(_process: str, _fact: str, _value: str, _year: int) -> list[Mapping[str, object]]:
    """Where there are no cases: a decision that is tried, a diagram that is checked."""
    return []


def no_plan(_year: int) -> list[Mapping[str, object]]:
    """Where there is no register of plans: a decision that is tried, a diagram that is checked."""
    return []


def functions(
    calendar: Calendar,
    parameters: Parameters,
    fees: Fees | None = None,
    alike: Alike = none_alike,
    number: str | None = None,
    standings: Standings = nobody_known,
    plans: Plans = no_plan,
) -> tuple[HostFunction, ...]:
    """The host functions of a municipality; `parameters` gives a legal value in force on a date,
    and `fees` what a fee costs then in its currency, or they raise LookupError or ValueError;
    `alike` finds the cases that show the same fact, `number` is that of the case that asks,
    `standings` how a supplier stands today, `plans` gives the items of the procurement plan."""
    return (
        HostFunction("business days after", ("from", "n"), partial(_days_after, calendar)),
        HostFunction("business days between", ("from", "to"), partial(_days_between, calendar)),
        HostFunction("is business day", ("day",), partial(_is_business_day, calendar)),
        HostFunction("next business day", ("day",), partial(_next_business_day, calendar)),
        HostFunction("legal parameter", ("key", "on"), partial(_parameter, calendar, parameters)),
        HostFunction("legal fee", ("key", "on"), partial(_parameter, calendar, fees or _unknown)),
        HostFunction(
            "similar cases", ("process", "fact", "value", "on"), partial(_alike, calendar, alike)
        ),
        HostFunction("case number", (), lambda: number),
        HostFunction("supplier standing", ("number",), partial(_standing, standings)),
        HostFunction("plan items", ("year",), partial(_plan, plans)),
    )


def _days_after(calendar: Calendar, start: object, length: object) -> date | None:
    if start is None or length is None:
        return None
    return calendar.add(_day(calendar, start), _whole(length), "business")


def _days_between(calendar: Calendar, start: object, end: object) -> Decimal | None:
    if start is None or end is None:
        return None
    return Decimal(calendar.business_days_between(_day(calendar, start), _day(calendar, end)))


def _is_business_day(calendar: Calendar, day: object) -> bool | None:
    return None if day is None else calendar.is_business_day(_day(calendar, day))


def _next_business_day(calendar: Calendar, day: object) -> date | None:
    return None if day is None else calendar.next_business_day(_day(calendar, day))


def _parameter(
    calendar: Calendar, parameters: Parameters, key: object, on: object
) -> Decimal | str | None:
    if key is None or on is None:
        return None
    if not isinstance(key, str):
        raise TypeError(f"expected the key of a legal parameter as text, but got {key!r}")
    try:
        return parameters(key, _day(calendar, on))
    except LookupError as reason:
        raise ValueError(str(reason)) from reason


def _unknown(key: str, _on: date) -> Decimal:
    raise LookupError(f"no fee is known here: {key!r}")


def _alike(
    calendar: Calendar, alike: Alike, process: object, fact: object, value: object, on: object
) -> list[Mapping[str, object]] | None:
    if process is None or fact is None or value is None or on is None:
        return None
    for each in (process, fact, value):
        if not isinstance(each, str):
            raise TypeError(f"expected process, fact and value as text, but got {each!r}")
    return alike(str(process), str(fact), str(value), _day(calendar, on).year)


def _standing(standings: Standings, number: object) -> Mapping[str, object] | None:
    if number is None:
        return None
    if not isinstance(number, str):
        raise TypeError(f"expected the number of a supplier as text, but got {number!r}")
    return standings(number)


def _plan(plans: Plans, year: object) -> list[Mapping[str, object]] | None:
    return None if year is None else plans(_whole(year))


def _day(calendar: Calendar, value: object) -> date:
    if isinstance(value, datetime):
        value = calendar.local_day(value) if value.tzinfo else value.date()
    if isinstance(value, date):
        return check_day(value)
    raise TypeError(f"expected a date, but got {value!r}")


def _whole(value: object) -> int:
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and value == int(value):
        return int(value)
    raise TypeError(f"expected a whole number, but got {value!r}")
