"""Whether an answer keeps the rules of its field. A limit that computes to null does not limit.

The first rule that is broken answers; rules are looked at in the order in which a person would.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal

from engine.feel import Expression, Host, Value
from engine.forms import wording
from engine.forms.components import CHOICES, SEVERAL, Component, Kind, Limit
from engine.forms.numbers import write_number
from engine.forms.reading import digits_of
from engine.forms.readings import Wrong

Scope = Mapping[str, Value]


def check(
    component: Component, value: Value, scope: Scope, *, host: Host, point: str
) -> Wrong | None:
    """What is wrong with a value that was read, if anything."""
    if value is None or value is False or value == []:
        return missing(component, point=point) if component.rules.required else None
    match value:
        case bool():
            return None
        case str() if component.kind not in CHOICES:
            return _text(component, value, scope, host)
        case Decimal() if component.kind is Kind.NUMBER:
            return _number(component, value, scope, host, point)
        case date():
            return _date(component, value, scope, host)
    return None


def missing(component: Component, *, point: str) -> Wrong:
    """What to say when a required answer is blank: the form's own words, or the kind's."""
    if words := component.properties.get("required_message"):
        return Wrong(wording.OWN_WORDS, {"words": words})
    if component.format == "money":
        digits = digits_of(component)
        example = write_number(Decimal(1250), digits=digits, point=point)
        text = wording.WRITE_AMOUNT if digits else wording.WRITE_WHOLE_AMOUNT
        return Wrong(text, {"example": example})
    if component.kind in SEVERAL:
        return Wrong(wording.CHOOSE_SOME, {})
    if component.kind in CHOICES:
        return Wrong(wording.CHOOSE, {})
    return Wrong(_MISSING.get(component.kind, wording.COMPLETE), {})


def check_rows(component: Component, rows: int) -> Wrong | None:
    """Whether a list has as many rows as it must."""
    if rows < component.rules.min_rows:
        return Wrong(wording.ADD_ROWS, {"limit": str(component.rules.min_rows)})
    if rows > component.rules.max_rows:
        return Wrong(wording.FEWER_ROWS, {"limit": str(component.rules.max_rows)})
    return None


def check_files(
    component: Component, kind: str, attached: Collection[str], *, point: str
) -> Wrong | None:
    """Whether as many documents of a kind are there as must; `attached` holds the kind of each."""
    there = Counter(attached)[kind]
    if not there:
        return missing(component, point=point) if component.rules.required else None
    if there < component.rules.min_files:
        return Wrong(wording.MORE_FILES, {"limit": str(component.rules.min_files)})
    if there > most_files(component):
        return Wrong(wording.FEWER_FILES, {"limit": str(most_files(component))})
    return None


def most_files(component: Component) -> int:
    """How many documents a file picker takes."""
    return component.rules.max_files if component.multiple else 1


_MISSING = {
    Kind.CHECKBOX: wording.TICK,
    Kind.DATE: wording.WRITE_DATE,
    Kind.FILEPICKER: wording.ATTACH,
    Kind.SIGNATURE: wording.SIGN,
    Kind.ADDRESS: wording.WRITE_ADDRESS,
    Kind.LOCATION: wording.WRITE_POINT,
}


def _text(component: Component, value: str, scope: Scope, host: Host) -> Wrong | None:
    rules = component.rules
    low, high = _limit(rules.min_length, scope, host), _limit(rules.max_length, scope, host)
    if low is not None and len(value) < low:
        return Wrong(wording.LONGER, {"limit": write_number(low)})
    if high is not None and len(value) > high:
        return Wrong(wording.SHORTER, {"limit": write_number(high), "length": str(len(value))})
    if rules.pattern and not rules.pattern.matches(value):
        words = component.properties.get("pattern_message")
        return Wrong(wording.OWN_WORDS, {"words": words}) if words else Wrong(wording.PATTERN, {})
    return None


def _number(
    component: Component, value: Decimal, scope: Scope, host: Host, point: str
) -> Wrong | None:
    rules, money = component.rules, component.format == "money"
    low, high = _limit(rules.min, scope, host), _limit(rules.max, scope, host)
    if low is None and money:
        low = Decimal(0)
    digits = digits_of(component) if money else None
    if low is not None and value < low:
        text = wording.AMOUNT_FROM if money else wording.NUMBER_FROM
        return Wrong(text, {"limit": write_number(low, digits=digits, point=point)})
    if high is not None and value > high:
        text = wording.AMOUNT_UNTIL if money else wording.NUMBER_UNTIL
        return Wrong(text, {"limit": write_number(high, digits=digits, point=point)})
    step = _limit(rules.increment, scope, host)
    if step is not None and step > 0 and value % step:
        return Wrong(wording.STEPS_OF, {"step": write_number(step, point=point)})
    return None


def _date(component: Component, value: date, scope: Scope, host: Host) -> Wrong | None:
    rules = component.rules
    if isinstance(value, datetime):
        value = value.date()
    earliest = _day(rules.earliest, scope, host)
    latest = _day(rules.latest, scope, host)
    if rules.no_past:
        today = _today(host)
        earliest = max(earliest, today) if earliest else today
    if earliest and value < earliest:
        return Wrong(wording.DATE_FROM, {"limit": f"{earliest:%d/%m/%Y}"})
    if latest and value > latest:
        return Wrong(wording.DATE_UNTIL, {"limit": f"{latest:%d/%m/%Y}"})
    return None


def _limit(limit: Limit, scope: Scope, host: Host) -> Decimal | None:
    if isinstance(limit, Expression):
        found = limit.evaluate(scope, host=host)
        return found if isinstance(found, Decimal) else None
    return limit


def _day(limit: Expression | None, scope: Scope, host: Host) -> date | None:
    found = limit.evaluate(scope, host=host) if limit else None
    if isinstance(found, datetime):
        return found.date()
    return found if isinstance(found, date) else None


def _today(host: Host) -> date:
    if host.clock is None:
        raise ValueError("a form with disallowPassedDates needs a host with a clock")
    return host.clock().date()
