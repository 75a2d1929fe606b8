"""What a step may know of the outside: the moment, the calendar, host functions, its limits."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from engine.feel.host import NO_HOST, Host


class BusinessCalendar(Protocol):
    """The part of engine.calendar.Calendar that deadlines need."""

    @property
    def timezone(self) -> str:
        """The name of the time zone."""

    def add(self, start: date, length: int, unit: str, *, month_end: str) -> date:
        """The last day of a term."""

    def next_business_day(self, day: date) -> date:
        """The first business day after a day."""

    def day_of_share(self, start: date, due: date, percent: int) -> date:
        """The day on which so much of a term is used."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one step; beyond them it fails and becomes an incident."""

    steps: int = 10_000
    instances: int = 1_000
    call_depth: int = 50
    loop_passes: int = 10_000
    variable_characters: int = 1_000_000
    variables: int = 10_000


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`now` is aware; `today` is the municipality's local date."""

    now: datetime
    today: date
    calendar: BusinessCalendar
    host: Host = NO_HOST
    limits: Limits = field(default_factory=Limits)

    @property
    def zone(self) -> ZoneInfo:
        """The municipality's time zone."""
        return ZoneInfo(self.calendar.timezone)

    @property
    def clocked_host(self) -> Host:
        """The host whose now() and today() are this step's moment, in local time."""
        if self.host.clock is not None:
            return self.host
        local = self.now.astimezone(self.zone)
        functions = tuple(self.host.functions.values())
        return Host(functions, clock=lambda: local, ground=self.host.ground)


class _NoCalendar:
    timezone = "UTC"

    def add(self, start: date, length: int, unit: str, *, month_end: str) -> date:
        """Never asked."""
        raise NotImplementedError

    def next_business_day(self, day: date) -> date:
        """Never asked."""
        raise NotImplementedError

    def day_of_share(self, start: date, due: date, percent: int) -> date:
        """Never asked."""
        raise NotImplementedError


# For looking at a state: nothing is evaluated.
NOWHERE = Surroundings(datetime(1970, 1, 1, tzinfo=UTC), date(1970, 1, 1), _NoCalendar(), NO_HOST)
