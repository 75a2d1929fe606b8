"""Indicators: what cases and registers count for, and what those facts add up to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, tuple_

from storage.database import Connection
from storage.queries.reading import many
from storage.tables import cases, indicator_facts


@dataclass(frozen=True, slots=True)
class FactRow:
    """What a case (`case_id`) or a register counts for in an indicator."""

    indicator: str
    key: str
    on_day: date
    slice: str
    n: int
    numerator: int
    denominator: int
    days: int | None
    case_id: int | None


@dataclass(frozen=True, slots=True)
class SumRow:
    """Facts of one slice with the same number of days, added up."""

    slice: str
    days: int | None
    n: int
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class CaseFact:
    """A fact with the case that it is of."""

    fact: FactRow
    number: str
    title: str
    definition_id: int


_FACT = tuple(indicator_facts.c[name] for name in FactRow.__dataclass_fields__)


def facts_of_cases(
    connection: Connection, municipality_id: int, case_ids: Collection[int]
) -> tuple[FactRow, ...]:
    """What some cases count for."""
    facts = indicator_facts.c
    found = select(*_FACT).where(
        facts.municipality_id == municipality_id, facts.case_id.in_(sorted(case_ids))
    )
    return many(connection, found, FactRow)


def facts_of_indicators(
    connection: Connection, municipality_id: int, indicators: Collection[str]
) -> tuple[FactRow, ...]:
    """All facts of some indicators: those that registers make are few."""
    facts = indicator_facts.c
    found = select(*_FACT).where(
        facts.municipality_id == municipality_id, facts.indicator.in_(sorted(indicators))
    )
    return many(connection, found, FactRow)


def sums_between(
    connection: Connection,
    municipality_id: int,
    indicator: str,
    *,
    since: date,
    until: date,
    last_only: bool = False,
) -> tuple[SumRow, ...]:
    """What the facts of some days (both included) add up to, by slice and number of days;
    `last_only`: those of the last day on which there is one."""
    facts = indicator_facts.c
    own = (facts.municipality_id == municipality_id, facts.indicator == indicator)
    if last_only:
        found_last = select(func.max(facts.on_day)).where(*own, facts.on_day.between(since, until))
        last = connection.execute(found_last).scalar()
        if last is None:
            return ()
        since = until = last
    found = (
        select(
            facts.slice,
            facts.days,
            func.sum(facts.n),
            func.sum(facts.numerator),
            func.sum(facts.denominator),
        )
        .where(*own, facts.on_day >= since, facts.on_day <= until)
        .group_by(facts.slice, facts.days)
        .order_by(facts.slice, facts.days)
    )
    rows = connection.execute(found)
    return tuple(SumRow(row[0], row[1], *map(int, row[2:])) for row in rows)


def sums_of_days(
    connection: Connection,
    municipality_id: int,
    indicators: Collection[str],
    *,
    since: date,
    until: date,
) -> tuple[tuple[str, SumRow], ...]:
    """What the facts of some indicators in some days add up to, for parts of months."""
    facts = indicator_facts.c
    summed = (func.sum(facts.n), func.sum(facts.numerator), func.sum(facts.denominator))
    found = (
        select(facts.indicator, facts.days, *summed)
        .where(facts.municipality_id == municipality_id, facts.indicator.in_(sorted(indicators)))
        .where(facts.on_day >= since, facts.on_day <= until)
        .group_by(facts.indicator, facts.days)
    )
    rows = connection.execute(found)
    return tuple((row[0], SumRow("", row[1], *map(int, row[2:]))) for row in rows)


def denominators_by_day(
    connection: Connection,
    municipality_id: int,
    indicators: Collection[str],
    *,
    since: date,
    until: date,
) -> tuple[tuple[str, date, int], ...]:
    """How many the facts of some indicators are out of, day by day (both ends included)."""
    facts = indicator_facts.c
    found = (
        select(facts.indicator, facts.on_day, func.sum(facts.denominator))
        .where(facts.municipality_id == municipality_id, facts.indicator.in_(sorted(indicators)))
        .where(facts.on_day >= since, facts.on_day <= until)
        .group_by(facts.indicator, facts.on_day)
        .order_by(facts.on_day, facts.indicator)
    )
    return tuple((row[0], row[1], int(row[2])) for row in connection.execute(found))


def cases_behind(
    connection: Connection,
    municipality_id: int,
    indicator: str,
    *,
    since: date,
    until: date,
    in_numerator: bool | None,
    part: str | None = None,
    after: tuple[date, str] | None = None,
    limit: int = 50,
) -> tuple[CaseFact, ...]:
    """The cases that an indicator counts in some days, oldest first; `in_numerator`: only those
    that are in it, or only those that are not. The page after a day and key."""
    facts = indicator_facts.c
    found = (
        select(*_FACT, cases.c.number, cases.c.title, cases.c.definition_id)
        .join(
            cases,
            (cases.c.municipality_id == facts.municipality_id) & (cases.c.id == facts.case_id),
        )
        .where(facts.municipality_id == municipality_id, facts.indicator == indicator)
        .where(facts.on_day >= since, facts.on_day <= until)
        .order_by(facts.on_day, facts.key)
        .limit(limit)
    )
    if in_numerator is not None:
        found = found.where(facts.numerator != 0 if in_numerator else facts.numerator == 0)
    if part is not None:
        found = found.where(facts.slice == part)
    if after is not None:
        found = found.where(tuple_(facts.on_day, facts.key) > after)
    rows = connection.execute(found).all()
    return tuple(CaseFact(FactRow(*row[:-3]), *row[-3:]) for row in rows)
