"""What the page of overdue debts was asked for, and the address that asks for it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from processes.taxes.dues.criteria import SOON, Criteria
from processes.taxes.dues.owing import Age
from storage.queries.dues import DEAREST, OLDEST, SOONEST
from storage.tables.dues import Stage
from ui.payments.typed import money_in
from ui.visit import Member

ORDERS = (OLDEST, DEAREST, SOONEST)
Text = Annotated[str, Query(max_length=120)]
Short = Annotated[str, Query(max_length=20)]


@dataclass(frozen=True, slots=True)
class Asked:
    """The criteria, the order, and the debt after which the page begins (0: the first)."""

    criteria: Criteria
    order: str
    after: int
    least: str


def _asked(
    q: Text = "",
    year: Short = "",
    stage: Short = "",
    sector: Text = "",
    age: Short = "",
    least: Short = "",
    soon: Short = "",
    order: Short = "",
    after: Short = "",
) -> Asked:
    amount = money_in(least)
    criteria = Criteria(
        words=q.strip(),
        year=int(year) if year.isdecimal() and len(year) == len("2026") else 0,
        stage=stage if stage in set(Stage) else "",
        sector=sector.strip(),
        age=age if age in set(Age) else "",
        least=amount if amount.is_finite() else Criteria().least,
        soon=int(soon) if soon in {str(days) for days in SOON} else 0,
    )
    place = int(after) if after.isdecimal() else 0
    return Asked(criteria, order if order in ORDERS else OLDEST, place, least.strip())


AskedFor = Annotated[Asked, Depends(_asked)]


def address_of(here: Member, asked: Asked, *parts: str, **more: object) -> str:
    """The page with the same question, and what is said otherwise."""
    criteria = asked.criteria
    kept: dict[str, object] = {
        "q": criteria.words,
        "year": criteria.year or "",
        "stage": criteria.stage,
        "sector": criteria.sector,
        "age": criteria.age,
        "least": asked.least if criteria.least else "",
        "soon": criteria.soon or "",
        "order": "" if asked.order == OLDEST else asked.order,
    }
    said = {key: str(value) for key, value in (kept | more).items() if str(value)}
    return here.path("taxes", "arrears", *parts, **said)
