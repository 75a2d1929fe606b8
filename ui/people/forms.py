"""What the forms about people bring, as typed and as it is understood; nothing typed is lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from engine.forms.dates import DateFault, DateParts, parts_of, read_date
from engine.identity.granting import Grant
from engine.identity.people import Particulars
from ui.posted import Posted

LONGEST = 300
PARTS = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class PersonForm:
    """Somebody to be let in, or corrected."""

    name: str = ""
    email: str = ""
    national_id: str = ""
    position: str = ""
    roles: tuple[str, ...] = ()
    reason: str = ""

    @classmethod
    def of(cls, form: Posted) -> PersonForm:
        """What was posted."""
        return cls(
            form.one("name")[:LONGEST],
            form.one("email")[:LONGEST],
            form.one("national_id")[:LONGEST],
            form.one("position")[:LONGEST],
            tuple(form.fields.get("roles", ())),
            form.one("reason")[:LONGEST],
        )

    def particulars(self) -> Particulars:
        """What the verb takes."""
        return Particulars(self.name, self.email, self.national_id, self.position)


@dataclass(frozen=True, slots=True)
class GrantForm:
    """A role to be given."""

    role: str = ""
    first: DateParts = field(default_factory=DateParts)
    last: DateParts = field(default_factory=DateParts)
    reason: str = ""

    @classmethod
    def of(cls, form: Posted) -> GrantForm:
        """What was posted."""
        first, last = (
            parts_of({part: form.one(f"{name}-{part}") for part in PARTS})
            for name in ("from", "until")
        )
        return cls(form.one("role")[:LONGEST], first, last, form.one("reason")[:LONGEST])

    def unreadable(self) -> str:
        """The day that is begun and cannot be understood; empty when both are well."""
        for name, parts in (("from", self.first), ("until", self.last)):
            if _typed(parts) and day_in(parts) is None:
                return f"{name}-day"
        return ""

    def grant(self) -> Grant:
        """What the verb takes."""
        return Grant(self.role, self.reason, day_in(self.first), day_in(self.last))


def _typed(parts: DateParts) -> bool:
    return any((parts.day, parts.month, parts.year))


def day_in(parts: DateParts) -> date | None:
    """The day that was typed; None for one that is none."""
    found = read_date(parts)
    return None if isinstance(found, DateFault) else found
