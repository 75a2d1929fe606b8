"""A case as indicators see it: its life, its terms, what happened, what was published of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from engine.calendar import Calendar, Pause
from engine.deadlines.calendars import calendar_of
from engine.history.kinds import EventKind as K
from engine.indicators.counting import Fact
from engine.indicators.definition import Indicator
from engine.installation import Installation
from engine.parameters import NoParameter, resolve
from storage.database import Connection
from storage.queries.counted_cases import (
    LifeRow,
    MarkRow,
    SignedRow,
    TellingRow,
    TermRow,
    lives_of,
    marks_of,
    signed_of,
    tellings_of,
    terms_of,
)

MARKS = frozenset(map(int, (K.CASE_SUSPENDED, K.CASE_RESUMED, K.DATA_OBSERVED, K.DEADLINE_PAUSED)))
"""What is read of a history; the rest stands in the case, its terms and what was published."""


@dataclass(frozen=True, slots=True)
class CaseSeen:
    """A case; `number_of` gives the dated parameter of a day, None where there is none."""

    life: LifeRow
    terms: Sequence[TermRow]
    marks: Sequence[MarkRow]
    tellings: Sequence[TellingRow]
    signed: Sequence[SignedRow]
    calendar: Calendar
    number_of: Callable[[str, date], Decimal | None]

    def day(self, at: datetime) -> date:
        """The municipality's day of an instant."""
        return self.calendar.local_day(at)

    def happened(self, *kinds: K) -> bool:
        """Whether something of these kinds did."""
        return any(each.kind in kinds for each in self.marks)

    def suspensions(self, until: date) -> tuple[Pause, ...]:
        """The days on which the case stood still; one that goes on lasts until a day."""
        found, since = list[Pause](), None
        for each in self.marks:
            if each.kind == K.CASE_SUSPENDED and since is None:
                since = self.day(each.at)
            elif each.kind == K.CASE_RESUMED and since is not None:
                found.append(Pause(since, self.day(each.at)))
                since = None
        if since is not None:
            found.append(Pause(since, max(since, until)))
        return tuple(found)

    def business_days(self, begins: date, ends: date) -> int:
        """Business days from one day to another, without those on which the case stood still."""
        return self.calendar.business_days_counted(begins, ends, self.suspensions(ends))


Counter = Callable[[CaseSeen], Iterable[Fact]]
"""What a case counts for. Pure."""
Register = Callable[[Installation, Connection, int, date], Iterable[Fact]]
"""What the registers of a municipality count for on a day."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where facts come from: `of_registers` are the indicators that registers make, all others are
    made of cases; `evaluating` are the steps in which several people evaluate offers."""

    indicators: Mapping[str, Indicator]
    of_registers: frozenset[str]
    count_case: Counter
    count_registers: Register
    evaluating: frozenset[str] = frozenset()


def seen(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    case_ids: Collection[int],
) -> list[CaseSeen]:
    """Some cases, with five questions however many they are."""
    calendar = calendar_of(installation, connection, municipality_id)
    asked = (connection, municipality_id, case_ids)
    terms, marks = _by_case(terms_of(*asked)), _by_case(marks_of(*asked, kinds=MARKS))
    tellings, signed = _by_case(tellings_of(*asked)), _by_case(signed_of(*asked))
    known: dict[tuple[str, date], Decimal | None] = {}

    def number_of(key: str, on: date) -> Decimal | None:
        if (key, on) not in known:
            known[key, on] = parameter(connection, municipality_id, key, on)
        return known[key, on]

    return [
        CaseSeen(
            life, terms[life.id], marks[life.id], tellings[life.id], signed[life.id],
            calendar, number_of,
        )
        for life in lives_of(*asked)
    ]  # fmt: skip


def parameter(connection: Connection, municipality_id: int, key: str, on: date) -> Decimal | None:
    """The number of a parameter on a day; None where there is none."""
    try:
        found = resolve(connection, municipality_id, key, on)
    except NoParameter:
        return None
    return found if isinstance(found, Decimal) else None


def _by_case(rows: Iterable[Any]) -> defaultdict[int, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found
