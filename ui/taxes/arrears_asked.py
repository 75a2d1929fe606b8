"""What the page of overdue debts was asked for, and the address that asks for it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
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

    @property
    def is_folded_out(self) -> bool:
        """Whether more was said than words: then all that may be said is shown."""
        return replace(self.criteria, words="").narrows or self.order != OLDEST


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
    said = {
        "q": q, "year": year, "stage": stage, "sector": sector, "age": age, "least": least,
        "soon": soon,
    }  # fmt: skip
    place = int(after) if after.isdecimal() else 0
    return Asked(criteria_in(said), order if order in ORDERS else OLDEST, place, least.strip())


def criteria_in(said: Mapping[str, str]) -> Criteria:
    """The criteria in what a browser sent; what is none of theirs says nothing."""
    given = {key: value.strip() for key, value in said.items()}
    year, amount = given["year"], money_in(given["least"])
    stage, age, soon = given.get("stage", ""), given["age"], given["soon"]
    return Criteria(
        words=given["q"],
        year=int(year) if year.isdecimal() and len(year) == len("2026") else 0,
        stage=stage if stage in set(Stage) else "",
        sector=given["sector"],
        age=age if age in set(Age) else "",
        least=amount if amount.is_finite() else Criteria().least,
        soon=int(soon) if soon in {str(days) for days in SOON} else 0,
    )


AskedFor = Annotated[Asked, Depends(_asked)]


def kept_of(asked: Asked) -> dict[str, str]:
    """The question as a browser sends it again."""
    criteria = asked.criteria
    kept = {
        "q": criteria.words,
        "year": str(criteria.year or ""),
        "stage": criteria.stage,
        "sector": criteria.sector,
        "age": criteria.age,
        "least": asked.least if criteria.least else "",
        "soon": str(criteria.soon or ""),
        "order": "" if asked.order == OLDEST else asked.order,
    }
    return {key: value for key, value in kept.items() if value}


def address_of(here: Member, asked: Asked, *parts: str, **more: object) -> str:
    """The page with the same question, and what is said otherwise."""
    said = {key: str(value) for key, value in (kept_of(asked) | more).items() if str(value)}
    return here.path("taxes", "arrears", *parts, **said)
