"""Why a date is what it is: the days of a term, each with what it counts for.

Data for the sentence and the ruler of days that pages draw; no wording and no "today" here.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engine.calendar.terms import Unit


class DayKind(StrEnum):
    """start: the day of the fact, not counted; counted: one day of the term; weekend and holiday:
    not counted, or passed over to reach a business day; plain: a day inside a term of months or
    years, which are not counted by days; paused: the clock stood still, whatever the day was."""

    START = "start"
    COUNTED = "counted"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    PLAIN = "plain"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Day:
    """One cell of the ruler; `name` is the holiday's or closure's name, if it has one."""

    date: date
    kind: DayKind
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A term with its reason. `days` runs from the start to the due date, both included.

    `rolled_from` is the non-business day on which the term would have ended, when it was moved."""

    start: date
    length: int
    unit: Unit
    due: date
    days: tuple[Day, ...]
    rolled_from: date | None = None

    @property
    def counted(self) -> tuple[date, ...]:
        """The days that were counted, in order; empty for months and years."""
        return tuple(day.date for day in self.days if day.kind is DayKind.COUNTED)

    @property
    def skipped(self) -> tuple[Day, ...]:
        """The holidays and closures that fell inside the term and were not counted, named."""
        return tuple(day for day in self.days if day.kind is DayKind.HOLIDAY)

    @property
    def paused(self) -> tuple[date, ...]:
        """The days on which the clock stood still."""
        return tuple(day.date for day in self.days if day.kind is DayKind.PAUSED)

    @property
    def skipped_weekend(self) -> tuple[date, ...]:
        """The Saturdays and Sundays inside the term that were not counted."""
        return tuple(day.date for day in self.days if day.kind is DayKind.WEEKEND)


@dataclass(frozen=True, slots=True)
class Remaining:
    """The distance between today and a due date, both as business and as calendar days.

    Before the due date `business_days` counts the business days after today up to and including
    the due date; past it, those after the due date up to and including today (`late`)."""

    due: date
    late: bool
    business_days: int
    calendar_days: int

    @property
    def today(self) -> bool:
        """It is due today."""
        return self.calendar_days == 0

    @property
    def tomorrow(self) -> bool:
        """The next calendar day is the due date ("Vence mañana")."""
        return not self.late and self.calendar_days == 1
