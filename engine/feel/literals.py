"""What the text inside an @-literal means: a date, date-time, time, or duration."""

from engine.feel.dates import parse_date
from engine.feel.durations import parse_duration
from engine.feel.times import parse_date_time, parse_time
from engine.feel.values import Value


def at_literal(text: str) -> Value:
    """The temporal value, or None when the text is none."""
    for parse in (parse_date, parse_date_time, parse_time, parse_duration):
        value = parse(text)
        if value is not None:
            return value
    return None
