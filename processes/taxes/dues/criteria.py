"""Which debts a person asks for, on a page or for a batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from processes.taxes.dues.owing import Age, due_between
from processes.taxes.dues.prescribing import lost_before
from storage.queries.dues import Wanted
from storage.tables.dues import Stage

SOON = (90, 180, 365)
"""Days within which what prescribes is asked for."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """`age` and `stage` are words of those lists, `soon` days; what is empty says nothing."""

    words: str = ""
    year: int = 0
    stage: str = ""
    sector: str = ""
    age: str = ""
    least: Decimal = Decimal(0)
    soon: int = 0

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return self != Criteria()


def criteria_of(given: Mapping[str, Any]) -> Criteria:
    """What a form of a campaign asks for."""
    return Criteria(
        words=str(given.get("words") or ""),
        year=int(given.get("year") or 0),
        stage=str(given.get("stage") or ""),
        sector=str(given.get("sector") or ""),
        age=str(given.get("age") or ""),
        least=Decimal(given.get("least") or 0),
        soon=int(given.get("soon") or 0),
    )


def wanted_of(asked: Criteria, day: date, years: int) -> Wanted:
    """The debts that are overdue on a day and meet all of it; `years` is the term of their
    prescription."""
    first, before = None, day
    if asked.age in set(Age):
        first, before = due_between(Age(asked.age), day)
    soon = lost_before(day + timedelta(days=asked.soon + 1), years) if asked.soon else None
    return Wanted(
        on=day,
        words=asked.words,
        years=(asked.year,) if asked.year else (),
        stage=asked.stage if asked.stage in set(Stage) else "",
        sector=asked.sector.strip(),
        due_from=first,
        due_before=before,
        least=int(asked.least * 100),
        runs_before=soon,
    )
