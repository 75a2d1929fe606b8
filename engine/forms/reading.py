"""From what was sent for one field to its typed value. Values already typed are taken as such.

Only the form of an answer is judged here; whether it keeps the field's rules is for `checking`.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal

from engine.feel import Value
from engine.forms import wording
from engine.forms.addresses import read_address
from engine.forms.components import SEVERAL, Component, Kind, Option, option_text
from engine.forms.dates import DateFault, DateParts, parts_of, read_date, read_time
from engine.forms.locations import read_location
from engine.forms.numbers import Misread, NumberFault, read_number, write_number
from engine.forms.readings import Reading, wrong
from engine.forms.schema import CURRENCIES
from engine.forms.texts import read_text
from engine.territory import NOWHERE, Ground

TICKED = frozenset({"true", "on", "1", "yes", "si", "sí"})


def read(
    component: Component,
    raw: object,
    *,
    options: tuple[Option, ...] = (),
    point: str = ".",
    ground: Ground = NOWHERE,
) -> Reading:
    """The value of one answer; `options` are those of a choice, `point` the mark of decimals,
    `ground` that of the municipality."""
    if component.kind is Kind.ADDRESS:
        return read_address(raw, ground)
    if component.kind is Kind.LOCATION:
        return read_location(component, raw, ground)
    if component.kind in SEVERAL:
        return _several(raw, options)
    if component.kind is Kind.CHECKBOX:
        return _tick(raw)
    if isinstance(raw, list | tuple):
        given = [item for item in raw if item not in (None, "")]
        if len(given) > 1:
            return wrong(wording.ONE_ANSWER)
        raw = given[0] if given else None
    if raw is None:
        return Reading()
    return _single(component, raw, options, point)


def _single(component: Component, raw: object, options: tuple[Option, ...], point: str) -> Reading:
    if component.kind is Kind.DATE:
        return _dated(component, raw)
    if isinstance(raw, Mapping):
        return wrong(wording.ONE_ANSWER)
    if component.kind is Kind.NUMBER:
        return _number(component, raw, point)
    if component.kind in (Kind.RADIO, Kind.SELECT):
        return _choice(raw, options)
    return read_text(component, raw if isinstance(raw, str) else _text_of(raw))


def _text_of(raw: object) -> str:
    return option_text(raw) if isinstance(raw, bool | Decimal) else str(raw)


def _tick(raw: object) -> Reading:
    if isinstance(raw, list | tuple):
        raw = raw[-1] if raw else None
    return Reading(raw is True or (isinstance(raw, str) and raw.strip().lower() in TICKED))


def _choice(raw: object, options: tuple[Option, ...]) -> Reading:
    text = raw.strip() if isinstance(raw, str) else _text_of(raw)
    if not text:
        return Reading()
    chosen = next((option for option in options if option.text == text), None)
    return wrong(wording.CHOOSE_SHOWN) if chosen is None else Reading(chosen.value)


def _several(raw: object, options: tuple[Option, ...]) -> Reading:
    given = list(raw) if isinstance(raw, list | tuple) else [raw]
    chosen = [_choice(item, options) for item in given if item not in (None, "")]
    failed = next((reading for reading in chosen if reading.wrong), None)
    if failed:
        return failed
    picked = {option_text(reading.value) for reading in chosen}
    return Reading([option.value for option in options if option.text in picked])


def digits_of(component: Component) -> int | None:
    """How many decimals a number field takes; money has those of its currency."""
    if component.format == "money":
        return CURRENCIES[component.currency]
    return component.rules.decimal_digits


def _number(component: Component, raw: object, point: str) -> Reading:
    if isinstance(raw, bool | float):
        raise TypeError(f"a form takes numbers as text, Decimal or int, not {type(raw).__name__}")
    if isinstance(raw, int | Decimal):
        raw = write_number(Decimal(raw), point=point).replace("," if point == "." else ".", "")
    if not isinstance(raw, str):
        return wrong(wording.WRITE_NUMBER, example="5")
    if not raw.strip():
        return Reading()
    digits, money = digits_of(component), component.format == "money"
    found = read_number(raw, digits=digits, money=money, point=point)
    if isinstance(found, Misread):
        return _misread(found, digits=digits, money=money, point=point)
    return Reading(round(found, digits or 0) if money else found)


def _misread(found: Misread, *, digits: int | None, money: bool, point: str) -> Reading:
    example = write_number(Decimal(1250), digits=digits if money else None, point=point)
    readings = [write_number(number, digits=digits, point=point) for number in found.readings]
    match found.fault:
        case NumberFault.TOO_LONG:
            return wrong(wording.TOO_LONG_NUMBER)
        case NumberFault.AMBIGUOUS if digits != 0:
            return wrong(wording.THOUSANDS_OR_DECIMALS, thousands=readings[0], units=readings[1])
        case NumberFault.DECIMAL_MARK if digits != 0:
            return wrong(wording.DECIMAL_MARK, mark=point, example=readings[0])
        case NumberFault.GROUPS:
            return wrong(wording.GROUP_MARKS, example=write_number(Decimal(180000), point=point))
    if money:
        text = wording.WRITE_AMOUNT if digits else wording.WRITE_WHOLE_AMOUNT
        return wrong(text, example=example)
    if digits == 0:
        return wrong(wording.WRITE_WHOLE)
    if found.fault is NumberFault.TOO_MANY_DECIMALS:
        return wrong(wording.FEWER_DECIMALS, digits=str(digits))
    return wrong(wording.WRITE_NUMBER, example=example)


_DATE_FAULTS = {
    DateFault.DAY: wording.WRITE_DAY,
    DateFault.MONTH: wording.WRITE_MONTH,
    DateFault.YEAR: wording.WRITE_YEAR,
    DateFault.UNREADABLE: wording.WRITE_DATE,
}


def _dated(component: Component, raw: object) -> Reading:
    """A day, an hour, or both, as the subtype says."""
    if component.subtype == "time":
        return _time(raw)
    if component.subtype == "datetime":
        return _moment(raw)
    return _date(raw)


def _time(raw: object) -> Reading:
    if isinstance(raw, time):
        return Reading(raw)
    text = raw.strip() if isinstance(raw, str) else ""
    if not text:
        return Reading()
    found = read_time(text)
    return wrong(wording.WRITE_TIME) if found is None else Reading(found)


def _moment(raw: object) -> Reading:
    """As it was typed: the hour of the municipality, without a zone."""
    if isinstance(raw, datetime):
        return Reading(raw)
    parts = parts_of(raw)
    if not parts:
        return Reading()
    day, clock = _day(parts), read_time(parts.time)
    if day.wrong is not None:
        return day
    if clock is None:
        return wrong(wording.WRITE_TIME)
    return Reading(datetime.combine(day.value, clock))


def _date(raw: object) -> Reading:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return Reading(raw)
    parts = parts_of(raw)
    return _day(parts) if parts else Reading()


def _day(parts: DateParts) -> Reading:
    found = read_date(parts)
    if isinstance(found, date):
        return Reading(found)
    if found is DateFault.UNREAL:
        return wrong(wording.WRITE_REAL_DATE, date=f"{parts.day}/{parts.month}/{parts.year}")
    return wrong(_DATE_FAULTS[found])


def raw_text(component: Component, raw: Value, *, point: str = ".") -> str:
    """What the control shows: the text as typed, or a value written as people type it."""
    if isinstance(raw, list | tuple):
        raw = raw[0] if raw else None
    if raw is None or isinstance(raw, Mapping):
        return ""
    if isinstance(raw, time):
        return f"{raw:%H:%M}"
    if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
        digits = digits_of(component) if component.format == "money" else None
        return write_number(Decimal(raw), digits=digits, point=point)
    return str(raw)
