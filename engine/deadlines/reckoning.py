"""What a term comes to: its length, extensions, pauses and fresh starts, on the calendar. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from engine.calendar import Calendar, Explanation, Pause, Unit, acting_day

LAST_SECOND = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Term:
    """A legal term as it stands: counted from `start` (the day of the fact, or of its fresh start),
    `length` and `extension` in its unit; `fires` says which day the law acts on."""

    start: date
    length: int
    unit: Unit
    extension: int = 0
    month_end: str = "next_business_day"
    fires: str = "next-business-day"
    pauses: tuple[Pause, ...] = ()

    def due(self, calendar: Calendar) -> date:
        """Its last day."""
        return calendar.add(
            self.start,
            self.length + self.extension,
            self.unit,
            month_end=self.month_end,
            pauses=self.pauses,
        )

    def explained(self, calendar: Calendar) -> Explanation:
        """Its last day, with what every day before counted for."""
        return calendar.explain(
            self.start,
            self.length + self.extension,
            self.unit,
            month_end=self.month_end,
            pauses=self.pauses,
        )

    def extended(self, length: int) -> Term:
        """With so much more time."""
        return replace(self, extension=self.extension + length)

    def resumed(self, pause: Pause) -> Term:
        """Going on after a pause."""
        return replace(self, pauses=(*self.pauses, pause))

    def restarted(self, on: date) -> Term:
        """Counted anew from a day: what ran before no longer matters (LPAG, art. 142.1)."""
        later = [pause for pause in self.pauses if pause.end > on]
        return replace(self, start=on, pauses=tuple(later))


def acts_at(due: date, fires: str, calendar: Calendar) -> datetime:
    """The instant at which the law acts when the term is over."""
    return calendar.start_of(acting_day(due, fires, calendar.next_business_day))


def in_time_until(due: date, calendar: Calendar) -> datetime:
    """The last second of the last day: until then a person is in time."""
    return datetime.combine(due, LAST_SECOND, calendar.zone).astimezone(ZoneInfo("UTC"))


def pauses_in(drawn: Sequence[tuple[date, date | None]], today: date) -> tuple[Pause, ...]:
    """Pauses from their first and last days; an open one lasts until today."""
    return tuple(Pause(start, today if end is None else end) for start, end in drawn)
