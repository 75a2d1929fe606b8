"""What an address asks of all history: who, in which role, about what, when, in which process, and
words of its values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from engine.auditing.topics import Topic
from engine.calendar import Calendar
from engine.forms.dates import DateFault, DateParts, parts_of, read_date
from storage.queries.entries import EntriesWanted, EntryPlace
from storage.tables.types import instant, micros
from storage.words import words_of
from ui.numbers import number_in
from ui.posted import Posted
from ui.visit import Visit

LONGEST = 80
FIRST_YEAR = 1990
NO_DAY = DateParts()


@dataclass(frozen=True, slots=True)
class HistoryAsked:
    """Whatever cannot be understood is as if it were not asked for; `wrong_days` says which day."""

    text: str = ""
    person: str = ""
    who: int | None = None
    role: str = ""
    topic: Topic | None = None
    process: str = ""
    since: DateParts = NO_DAY
    until: DateParts = NO_DAY
    before: EntryPlace | None = None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> HistoryAsked:
        """From the query of an address."""
        topic = number_in(query.get("topic", ""))
        return cls(
            text=query.get("q", "").strip()[:LONGEST],
            person=query.get("person", "").strip()[:LONGEST],
            who=number_in(query.get("who", "")),
            role=query.get("role", "")[:LONGEST],
            topic=Topic(topic) if topic in set(Topic) else None,
            process=query.get("process", "")[:LONGEST],
            since=_parts(query, "since"),
            until=_parts(query, "until"),
            before=_place(query.get("before", "")),
        )

    @property
    def first(self) -> date | None:
        """The first day that is wanted."""
        return _day(self.since)

    @property
    def last(self) -> date | None:
        """The last day that is wanted, included."""
        return _day(self.until)

    @property
    def wrong_days(self) -> tuple[str, ...]:
        """The names of days that are no days."""
        pairs = (("since", self.since), ("until", self.until))
        return tuple(name for name, parts in pairs if any(_texts(parts)) and _day(parts) is None)

    @property
    def narrows(self) -> bool:
        """Something is sought."""
        return any((self.text, self.person, self.who, self.role, self.topic, self.process,
                    *_texts(self.since), *_texts(self.until)))  # fmt: skip

    def wanted(self, calendar: Calendar) -> EntriesWanted:
        """For the list of events; days are those of the municipality."""
        first, last = self.first, self.last
        return EntriesWanted(
            person_id=self.who,
            role=self.role,
            topic=self.topic,
            process_key=self.process,
            since=calendar.start_of(first) if first else None,
            until=calendar.start_of(last + timedelta(days=1)) if last else None,
            words=words_of(self.text),
        )

    def without(self, name: str) -> HistoryAsked:
        """The same without one of its filters."""
        empty = HistoryAsked()
        names = ("since", "until") if name == "period" else (name,)
        names = ("person", "who") if name == "who" else names
        return replace(self, before=None, **{each: getattr(empty, each) for each in names})

    def path(self, here: Visit, *parts: object) -> str:
        """An address that asks the same."""
        query: dict[str, object] = {
            "q": self.text, "person": self.person, "who": self.who or "", "role": self.role,
            "topic": int(self.topic) if self.topic else "", "process": self.process,
        }  # fmt: skip
        for name, each in (("since", self.since), ("until", self.until)):
            query |= dict(
                zip((f"{name}-day", f"{name}-month", f"{name}-year"), _texts(each), strict=True)
            )
        place = self.before
        query["before"] = f"{micros(place.at)}.{place.case_id}.{place.seq}" if place else ""
        return here.path(*parts, **query)


@dataclass(frozen=True, slots=True)
class DayTyped:
    """A day of a form: as typed, and as read (None where it is no day)."""

    parts: DateParts
    read: date | None


def day_in(form: Posted, name: str) -> DayTyped:
    """A day that a form holds in three parts."""
    parts = parts_of({part: form.one(f"{name}-{part}") for part in ("day", "month", "year")})
    return DayTyped(parts, _day(parts))


def _parts(query: Mapping[str, str], name: str) -> DateParts:
    told = {part: query.get(f"{name}-{part}", "")[:10] for part in ("day", "month", "year")}
    return parts_of(told)


def _texts(parts: DateParts) -> tuple[str, str, str]:
    return parts.day, parts.month, parts.year


def _day(parts: DateParts) -> date | None:
    if not any(_texts(parts)):
        return None
    found = read_date(parts)
    if isinstance(found, DateFault) or found.year < FIRST_YEAR:
        return None
    return found


def _place(text: str) -> EntryPlace | None:
    numbers = [number_in(each) for each in text.split(".")]
    if len(numbers) != 3 or any(each is None for each in numbers):  # its three parts
        return None
    at, case_id, seq = (int(each or 0) for each in numbers)
    if at > 2**52 or seq >= 2**31:
        return None
    return EntryPlace(instant(at), case_id, seq)
