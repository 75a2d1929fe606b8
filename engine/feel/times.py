"""Times and date-times of FEEL, with an offset, a zone id, or neither, to the nanosecond.

A zone id is resolved with the zone database of Python (tzdata); for years it does not reach, with
the year of the same shape in its last 400-year cycle.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from engine.feel.dates import MAX_YEAR, Date, date_of_day, day_number, parse_date
from engine.feel.durations import NANOS

DAY = 86400
_TIME = re.compile(
    r"(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d(?::\d\d)?|@[A-Za-z0-9_+\-/]+)?", re.ASCII
)
MAX_OFFSET = 18 * 3600


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day; offset in seconds, or a zone id, or (both None) local to the reader."""

    hour: int
    minute: int
    second: int
    nano: int = 0
    offset: int | None = None
    zone: str | None = None

    def __str__(self) -> str:
        tail = f".{self.nano:09d}".rstrip("0") if self.nano else ""
        return f"{self.hour:02d}:{self.minute:02d}:{self.second:02d}{tail}{_place(self)}"


@dataclass(frozen=True, slots=True)
class DateTime:
    """A date and a time of day in the time's offset or zone."""

    date: Date
    time: Time

    def __str__(self) -> str:
        return f"{self.date}T{self.time}"


def make_time(
    hour: int, minute: int, second: int, nano: int = 0, offset: int | None = None
) -> Time | None:
    """The time, or None when a part is out of its range."""
    if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60 and 0 <= nano < NANOS):
        return None
    if offset is not None and abs(offset) > MAX_OFFSET:
        return None
    return Time(hour, minute, second, nano, offset)


def parse_time(text: str) -> Time | None:
    """The time that an ISO 8601 text means, with Z, +hh:mm or @Zone/Id; or None."""
    match = _TIME.fullmatch(text)
    if not match:
        return None
    nano = int((match[4] or "").ljust(9, "0")[:9])
    time = make_time(int(match[1]), int(match[2]), int(match[3]), nano)
    return _with_place(time, match[5] or "") if time else None


def parse_date_time(text: str) -> DateTime | None:
    """The date-time that an ISO 8601 text means, or None; 24:00:00 is the next midnight."""
    day, mark, clock = text.partition("T")
    date = parse_date(day)
    if not mark or not date:
        return None
    late = clock.startswith("24:00:00")
    time = parse_time("00" + clock[2:] if late else clock)
    if not time or (late and time.nano):
        return None
    following = date_of_day(day_number(date) + 1) if late else date
    return DateTime(following, time) if following else None


def local_nanos(moment: DateTime) -> int:
    """Nanoseconds since 1970-01-01T00:00:00 on the moment's own clock."""
    return day_number(moment.date) * DAY * NANOS + time_nanos(moment.time)


def time_nanos(time: Time) -> int:
    """Nanoseconds since midnight."""
    return ((time.hour * 60 + time.minute) * 60 + time.second) * NANOS + time.nano


def utc_nanos(moment: DateTime) -> int | None:
    """Nanoseconds since the epoch in UTC; None for a local moment."""
    offset = offset_of(moment)
    return None if offset is None else local_nanos(moment) - offset * NANOS


def offset_of(moment: DateTime) -> int | None:
    """The offset from UTC in seconds that holds at that moment; None for a local moment."""
    zone = moment.time.zone
    if zone is None:
        return moment.time.offset
    year = moment.date.year
    near = year if 1 <= year <= 9999 else 2000 + year % 400
    time = moment.time
    there = datetime(
        near,
        moment.date.month,
        moment.date.day,
        time.hour,
        time.minute,
        time.second,
        tzinfo=_zone(zone),
    )
    shift = there.utcoffset()
    return int(shift.total_seconds()) if shift is not None else None


def time_offset(time: Time) -> int | None:
    """The offset of a time of day; a zone counts where it never changes its clock."""
    if time.zone is None:
        return time.offset
    winter = offset_of(DateTime(Date(2026, 1, 1), time))
    return winter if winter == offset_of(DateTime(Date(2026, 7, 1), time)) else None


def from_local_nanos(nanos: int, like: Time) -> DateTime | None:
    """The moment so many nanoseconds after the local epoch, in the place of another."""
    day, rest = divmod(nanos, DAY * NANOS)
    date = date_of_day(day) if abs(day) <= (MAX_YEAR + 1) * 366 else None
    return DateTime(date, time_of_nanos(rest, like)) if date else None


def time_of_nanos(nanos: int, like: Time) -> Time:
    """The time of day so many nanoseconds after midnight (modulo a day), in another's place."""
    seconds, nano = divmod(nanos % (DAY * NANOS), NANOS)
    return Time(seconds // 3600, seconds // 60 % 60, seconds % 60, nano, like.offset, like.zone)


@lru_cache(maxsize=700)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def known_zone(name: str) -> bool:
    """Whether the zone database has that id."""
    try:
        _zone(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _with_place(time: Time, place: str) -> Time | None:
    clock = (time.hour, time.minute, time.second, time.nano)
    if not place:
        return time
    if place == "Z":
        return Time(*clock, 0)
    if place[0] == "@":
        return Time(*clock, None, place[1:]) if known_zone(place[1:]) else None
    parts = [int(part) for part in place[1:].split(":")]
    seconds = parts[0] * 3600 + parts[1] * 60 + (parts[2] if len(parts) > 2 else 0)
    if parts[1] > 59 or (parts[-1] > 59 and len(parts) > 2) or seconds > MAX_OFFSET:
        return None
    return Time(*clock, -seconds if place[0] == "-" else seconds)


def _place(time: Time) -> str:
    if time.zone is not None:
        return f"@{time.zone}"
    return "" if time.offset is None else offset_text(time.offset)


def offset_text(offset: int) -> str:
    """Z, or +hh:mm, or +hh:mm:ss."""
    if offset == 0:
        return "Z"
    hours, rest = divmod(abs(offset), 3600)
    seconds = f":{rest % 60:02d}" if rest % 60 else ""
    return f"{'-' if offset < 0 else '+'}{hours:02d}:{rest // 60:02d}{seconds}"
