"""How the municipality kept its word in the last whole month: what its cases with a legal term came
to. Asked once a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from engine.calendar import Calendar
from engine.ids import first_id_at
from engine.installation import Installation
from engine.memory import Bounded
from storage.database import Connection
from storage.queries.catalogue import Answered, answered_between

OLDEST = timedelta(days=730)
"""A case that is older when the month begins is not counted."""
_kept: Bounded[tuple[str, int, tuple[str, ...], date], Answered] = Bounded(2_000)


@dataclass(frozen=True, slots=True)
class KeptWord:
    """`cases` were finished in the month that begins on `month`, `in_time` in their term."""

    month: date
    cases: int
    in_time: int


def kept_word(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    *,
    services: Sequence[str],
    calendar: Calendar,
    today: date,
) -> KeptWord:
    """Of the month before this one, for the cases of some services (by key)."""
    ends = today.replace(day=1)
    month = (ends - timedelta(days=1)).replace(day=1)
    key = (installation.database.url, municipality_id, tuple(services), today)
    found = _kept.get(key)
    if found is None:
        begins = calendar.start_of(month)
        answered = answered_between(
            connection,
            municipality_id,
            processes=services,
            since_id=first_id_at(begins - OLDEST),
            begins=begins,
            ends=calendar.start_of(ends),
        )
        found = _kept.keep(key, answered or Answered(0, 0))
    return KeptWord(month, found.cases, found.in_time)
