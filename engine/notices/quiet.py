"""The quiet hours of a municipality: what is to leave the house then waits for their end. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

SETTING = "quiet_hours"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From an hour to an hour of the municipality's clock; over midnight when it begins later
    than it ends. None where both are the same."""

    begins: time
    ends: time

    def after(self, now: datetime, zone: str) -> datetime:
        """`now`, or the end of the quiet hours that it falls into."""
        local = now.astimezone(ZoneInfo(zone))
        if not self._covers(local.time()):
            return now
        day = local.date() if local.time() < self.ends else local.date() + timedelta(days=1)
        return datetime.combine(day, self.ends, tzinfo=ZoneInfo(zone)).astimezone(now.tzinfo)

    def _covers(self, clock: time) -> bool:
        if self.begins <= self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends


USUAL = QuietHours(time(20), time(7))
"""Where a municipality said nothing: nobody's telephone rings in the night."""


def quiet_hours_in(settings: str) -> QuietHours:
    """Of the settings of a municipality, JSON text."""
    told = json.loads(settings or "{}").get(SETTING)
    if not isinstance(told, list) or len(told) != 2:
        return USUAL
    begins, ends = (time.fromisoformat(str(each)) for each in told)
    return QuietHours(begins, ends)


def with_quiet_hours(settings: str, hours: QuietHours) -> str:
    """The settings with other quiet hours."""
    told = json.loads(settings or "{}")
    told[SETTING] = [f"{hours.begins:%H:%M}", f"{hours.ends:%H:%M}"]
    return json.dumps(told)
