"""What the form of a decree asks, as it was typed and as it is understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from engine.calendar import Attendance
from engine.deadlines.decreeing import Asked
from engine.forms.dates import DateFault, DateParts, parts_of, read_date
from ui.posted import Posted

LONGEST = 200
ATTENDANCES = {
    "none": Attendance.NONE,
    "half": Attendance.HALF,
    "whole": Attendance.WHOLE,
}


@dataclass(frozen=True, slots=True)
class DecreeForm:
    """A day and how it is worked, as typed; nothing is lost when it comes back."""

    day: DateParts = field(default_factory=DateParts)
    name: str = ""
    source: str = ""
    attendance: str = "none"

    @classmethod
    def of(cls, form: Posted) -> DecreeForm:
        """What was posted."""
        parts = {part: form.one(f"day-{part}") for part in ("day", "month", "year")}
        return cls(
            parts_of(parts),
            form.one("name")[:LONGEST],
            form.one("source")[:LONGEST],
            form.one("attendance") if form.one("attendance") in ATTENDANCES else "none",
        )

    @property
    def read_day(self) -> date | None:
        """The day, when it is one."""
        found = read_date(self.day)
        return None if isinstance(found, DateFault) else found

    def asked(self) -> Asked | None:
        """What the verb takes; None without a day."""
        day = self.read_day
        return (
            None
            if day is None
            else Asked(day, self.name, self.source, ATTENDANCES[self.attendance])
        )

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The same again, for the form that confirms it."""
        day = [(f"day-{name}", getattr(self.day, name)) for name in ("day", "month", "year")]
        rest = ("name", "source", "attendance")
        return [*day, *((name, getattr(self, name)) for name in rest)]
