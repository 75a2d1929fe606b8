"""What the form of a decree asks, as it was typed and as it is understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from engine.deadlines.decreeing import Asked
from engine.forms.dates import DateFault, DateParts, parts_of, read_date
from ui.posted import Posted

LONGEST = 200


@dataclass(frozen=True, slots=True)
class DecreeForm:
    """A day to be closed, as typed; nothing is lost when it comes back."""

    day: DateParts = field(default_factory=DateParts)
    name: str = ""
    source: str = ""
    half: bool = False

    @classmethod
    def of(cls, form: Posted) -> DecreeForm:
        """What was posted."""
        parts = {part: form.one(f"day-{part}") for part in ("day", "month", "year")}
        return cls(
            parts_of(parts),
            form.one("name")[:LONGEST],
            form.one("source")[:LONGEST],
            form.one("half") == "true",
        )

    @property
    def read_day(self) -> date | None:
        """The day, when it is one."""
        found = read_date(self.day)
        return None if isinstance(found, DateFault) else found

    def asked(self) -> Asked | None:
        """What the verb takes; None without a day."""
        day = self.read_day
        return None if day is None else Asked(day, self.name, self.source, half=self.half)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The same again, for the form that confirms it."""
        day = [(f"day-{name}", getattr(self.day, name)) for name in ("day", "month", "year")]
        half = [("half", "true")] if self.half else []
        return [*day, ("name", self.name), ("source", self.source), *half]
