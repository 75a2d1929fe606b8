"""How long the work of a service task rests between attempts, as drawn: the task header
`retryBackoff` holds ISO 8601 durations with commas between, and the last holds for all that follow.
"""

from datetime import timedelta

from engine.feel.durations import DaysTimeDuration, parse_duration

HEADER = "retryBackoff"
LONGEST = timedelta(days=30)


def rests_of(text: str) -> tuple[timedelta, ...] | None:
    """The rests after the first, the second attempt and so on; None when it cannot be read.

    Years and months are no lengths of time here, and nothing rests longer than 30 days.
    """
    found = [parse_duration(part.strip()) for part in text.split(",")]
    rests = [
        timedelta(microseconds=each.nanos // 1000)
        for each in found
        if isinstance(each, DaysTimeDuration)
    ]
    readable = len(rests) == len(found) and all(timedelta(0) <= rest <= LONGEST for rest in rests)
    return tuple(rests) if readable else None
