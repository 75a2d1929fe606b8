"""The calendar of one municipality: which days are business days, and what a term comes to.

National holidays, a region's, and what the municipality itself decreed, which wins over both. Pure:
"today" is always given. Rules of law live in `terms`; words and pictures on the pages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import IntEnum
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from engine.calendar.explanation import Day, DayKind, Explanation, Remaining
from engine.calendar.national import holidays_of
from engine.calendar.terms import (
    DAY,
    MonthEnd,
    Pause,
    Unit,
    business_end,
    days_after,
    nominal_end,
    roll,
    stands_still,
    stretched,
)

SATURDAY = 5


class Attendance(IntEnum):
    """How much of a day is worked. Half a day is a business day for administrative terms, not for
    tax terms (Código Tributario, norma XII b)."""

    NONE = 0
    HALF = 1
    WHOLE = 2


@dataclass(frozen=True, slots=True)
class Closure:
    """A day that the municipality does not work as the law has it: closed by a decree or a local
    feast, wholly or for half of it, or a holiday or weekend that is worked; `source` names why."""

    name: str
    attendance: Attendance = Attendance.NONE
    source: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """`closures` win over holidays by date: half a day on a holiday makes it half a working day, a
    whole one makes it, or a weekend, a day as any other."""

    country: str = "PE"
    region: str | None = None
    closures: Mapping[date, Closure] = field(default_factory=dict, hash=False)
    timezone: str = "America/Lima"
    half_days_count: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "closures", MappingProxyType(dict(self.closures)))

    def for_taxes(self) -> "Calendar":
        """The same days under tax law: half working days do not count."""
        return replace(self, half_days_count=False)

    def closed_on(self, day: date, closure: Closure) -> "Calendar":
        """The same calendar with one more day that is not worked as the law has it."""
        return replace(self, closures={**self.closures, day: closure})

    def is_business_day(self, day: date) -> bool:
        """Monday to Friday, no holiday, no closure; or a day that is worked by a decree."""
        if self._attendance(day) is Attendance.WHOLE:
            return True
        return day.weekday() < SATURDAY and not self._is_holiday(day)

    def name_of(self, day: date) -> str | None:
        """The name of the closure or holiday of this day, if it has one."""
        closure = self.closures.get(day)
        if closure is not None:
            return closure.name
        return holidays_of(self.country, self.region, day.year).get(day)

    def next_business_day(self, day: date) -> date:
        """The first business day after `day`, never `day` itself."""
        return roll(next(days_after(day)), self.is_business_day)

    def add(
        self,
        start: date,
        length: int,
        unit: Unit | str,
        *,
        month_end: MonthEnd | str = MonthEnd.NEXT_BUSINESS_DAY,
        pauses: Sequence[Pause] = (),
    ) -> date:
        """The due date of a term that starts with a fact on `start` (itself not counted).

        No day of a pause is counted. Raises TermOutOfRange for lengths that no law has, ValueError
        for an unknown unit."""
        unit = Unit(unit)
        if unit is Unit.BUSINESS:
            return business_end(start, length, lambda day: self._counts(day, pauses))
        nominal = nominal_end(start, length, unit, MonthEnd(month_end))
        return roll(stretched(start, nominal, pauses), self.is_business_day)

    def business_days_between(self, start: date, end: date) -> int:
        """Business days after `start` up to and including `end`; negative when `end` is earlier."""
        if end < start:
            return -self.business_days_between(end, start)
        return sum(self.is_business_day(day) for day in _days_between(start, end))

    def business_days_counted(self, start: date, end: date, pauses: Sequence[Pause] = ()) -> int:
        """Business days after `start` up to and including `end`, without those of pauses; none when
        `end` is earlier."""
        return sum(self._counts(day, pauses) for day in _days_between(start, end))

    def day_of_share(
        self, start: date, due: date, percent: int, pauses: Sequence[Pause] = ()
    ) -> date:
        """The day on which `percent` of the business days of a term are used; days of pauses are
        none. A term without any has used all of them on its last day."""
        days = [day for day in _days_between(start, due) if self._counts(day, pauses)]
        return days[-(-len(days) * percent // 100) - 1] if days else due

    def share_used(self, start: date, due: date, today: date, pauses: Sequence[Pause] = ()) -> int:
        """How much of a term is used on a day, in whole percent: 100 from its last day on."""
        if today >= due:
            return 100
        days = [day for day in _days_between(start, due) if self._counts(day, pauses)]
        return sum(day <= today for day in days) * 100 // len(days) if days else 0

    def explain(
        self,
        start: date,
        length: int,
        unit: Unit | str,
        *,
        month_end: MonthEnd | str = MonthEnd.NEXT_BUSINESS_DAY,
        pauses: Sequence[Pause] = (),
    ) -> Explanation:
        """The same term as `add`, with every day and what it counted for."""
        unit = Unit(unit)
        due = self.add(start, length, unit, month_end=month_end, pauses=pauses)
        nominal = due
        if unit is not Unit.BUSINESS:
            nominal = stretched(
                start, nominal_end(start, length, unit, MonthEnd(month_end)), pauses
            )
        elif length == 0:
            nominal = start
        days = [Day(start, DayKind.START, self.name_of(start))]
        days += [self._day(day, unit, nominal, pauses) for day in _days_between(start, due)]
        moved = nominal if nominal != due else None
        return Explanation(start, length, unit, due, tuple(days), moved)

    def remaining(self, today: date, due: date) -> Remaining:
        """How far away a due date is, seen from `today`."""
        return Remaining(
            due,
            today > due,
            abs(self.business_days_between(today, due)),
            abs((due - today).days),
        )

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the municipality."""
        return _zone(self.timezone)

    def start_of(self, day: date) -> datetime:
        """The instant (aware, UTC) at which the local day begins."""
        return datetime.combine(day, time(), self.zone).astimezone(ZoneInfo("UTC"))

    def local_day(self, instant: datetime) -> date:
        """The local date of an aware instant."""
        return instant.astimezone(self.zone).date()

    def _attendance(self, day: date) -> Attendance | None:
        """What was decreed; None where nothing was."""
        closure = self.closures.get(day)
        return None if closure is None else closure.attendance

    def _is_holiday(self, day: date) -> bool:
        attendance = self._attendance(day)
        if attendance is None:
            return day in holidays_of(self.country, self.region, day.year)
        return not (attendance is Attendance.HALF and self.half_days_count)

    def _counts(self, day: date, pauses: Sequence[Pause]) -> bool:
        return self.is_business_day(day) and not stands_still(day, pauses)

    def _day(self, day: date, unit: Unit, nominal: date, pauses: Sequence[Pause]) -> Day:
        paused = stands_still(day, pauses)
        kind = DayKind.PAUSED if paused else self._kind(day, unit, nominal)
        return Day(day, kind, self.name_of(day))

    def _kind(self, day: date, unit: Unit, nominal: date) -> DayKind:
        if unit is Unit.CALENDAR and day <= nominal:
            return DayKind.COUNTED
        if unit is not Unit.BUSINESS and day < nominal:
            return DayKind.PLAIN
        if self.is_business_day(day):
            return DayKind.COUNTED if unit is Unit.BUSINESS else DayKind.PLAIN
        return DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.HOLIDAY


def _days_between(start: date, end: date) -> list[date]:
    """The days after `start` up to and including `end`."""
    return [start + timedelta(days=n) for n in range(1, (end - start) // DAY + 1)]


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
