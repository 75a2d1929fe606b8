"""Debts that are overdue, what was done about them, and what was done to many at once.

Lists are read by an index in their order, and the sums by one that holds all they need, so that a
page costs little however many taxpayers there are.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal_column, select, tuple_

from storage.database import Connection
from storage.queries.reading import begins, containing, joined, many
from storage.queries.taxes import LONGEST_SEARCH
from storage.tables import (
    tax_campaign_items,
    tax_debt_acts,
    tax_debts,
    taxpayers,
)
from storage.tables.dues import ItemOutcome
from storage.words import plain

OLDEST, DEAREST, SOONEST = "due", "amount", "prescribes"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which debts: overdue on a day, and of these those that all this holds for. `due_from` and
    `due_before` bound the last day of payment; `runs_before` that from which its prescription
    runs; `least` is in cents."""

    on: date
    words: str = ""
    years: tuple[int, ...] = ()
    stage: str = ""
    sector: str = ""
    due_from: date | None = None
    due_before: date | None = None
    least: int = 0
    runs_before: date | None = None


@dataclass(frozen=True, slots=True)
class DebtRow:
    """A debt; amounts in cents, the interest as the ledger has it."""

    id: int
    taxpayer_id: int
    code: str
    name: str
    document: str
    address: str
    year: int
    concept: str
    instalment: int
    due_on: date
    tax: int
    interest: int
    counted_on: date | None
    grown_on: date | None
    sector: str
    stage: str
    since: date
    case_id: int | None
    runs_from: date


@dataclass(frozen=True, slots=True)
class SumRow:
    """So many debts of a stage, a year and a last day, and what they come to in cents."""

    stage: str
    year: int
    due_on: date
    number: int
    tax: int
    interest: int


@dataclass(frozen=True, slots=True)
class ActRow:
    """Something that was done about a debt."""

    debt_id: int
    kind: str
    case_id: int
    on_day: date
    until_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A debt in what is done to many, and what came of it."""

    debt_id: int
    taxpayer_id: int
    code: str
    name: str
    year: int
    concept: str
    instalment: int
    due_on: date
    state: str
    why: str
    cents: int
    opened: str


_OF = tax_debts.c
_WHO = taxpayers.c
_OPEN = _OF.tax + _OF.interest > literal_column("0")
_DEBT = (
    _OF.id, _OF.taxpayer_id, _WHO.code, _WHO.name, _WHO.document, _WHO.address, _OF.year,
    _OF.concept, _OF.instalment, _OF.due_on, _OF.tax, _OF.interest, _OF.counted_on, _OF.grown_on,
    _OF.sector, _OF.stage, _OF.since, _OF.case_id, _OF.runs_from,
)  # fmt: skip
_ORDERS: Mapping[str, tuple[Any, bool]] = {
    OLDEST: (_OF.due_on, False),
    DEAREST: (_OF.tax, True),
    SOONEST: (_OF.runs_from, False),
}


def overdue(
    connection: Connection,
    municipality_id: int,
    wanted: Wanted,
    *,
    order: str = OLDEST,
    after: DebtRow | None = None,
    limit: int = 50,
) -> tuple[DebtRow, ...]:
    """Debts that are wanted, the oldest, the dearest or the soonest lost first; the page after
    one of them."""
    column, downwards = _ORDERS[order]
    found = _debts(municipality_id).where(*_conditions(municipality_id, wanted)).limit(limit)
    key = tuple_(column, _OF.id)
    if after is not None:
        value = {OLDEST: after.due_on, DEAREST: after.tax, SOONEST: after.runs_from}[order]
        place = tuple_(value, after.id, types=[column.type, _OF.id.type])
        found = found.where(key < place if downwards else key > place)
    sorts = (column.desc(), _OF.id.desc()) if downwards else (column, _OF.id)
    return many(connection, found.order_by(*sorts), DebtRow)


def debts_by_id(
    connection: Connection, municipality_id: int, debt_ids: Collection[int]
) -> tuple[DebtRow, ...]:
    """These debts, by their last day, whether anything of them is left or not."""
    found = _debts(municipality_id).where(_OF.id.in_(sorted(debt_ids)))
    return many(connection, found.order_by(_OF.due_on, _OF.id), DebtRow)


def debts_of_taxpayer(
    connection: Connection, municipality_id: int, taxpayer_id: int
) -> tuple[DebtRow, ...]:
    """All that a taxpayer ever owed, by its last day."""
    found = _debts(municipality_id).where(_OF.taxpayer_id == taxpayer_id)
    return many(connection, found.order_by(_OF.due_on, _OF.id), DebtRow)


def debts_of_case(
    connection: Connection, municipality_id: int, case_id: int
) -> tuple[DebtRow, ...]:
    """The debts that a case holds at their stage."""
    found = _debts(municipality_id).where(_OF.case_id == case_id)
    return many(connection, found.order_by(_OF.due_on, _OF.id), DebtRow)


def sums_of(connection: Connection, municipality_id: int, wanted: Wanted) -> tuple[SumRow, ...]:
    """What the debts that are wanted come to, by stage, year and last day."""
    by = (_OF.stage, _OF.year, _OF.due_on)
    found = (
        select(*by, func.count(), func.sum(_OF.tax), func.sum(_OF.interest))
        .where(_OF.municipality_id == municipality_id)
        .where(*_conditions(municipality_id, wanted, sums=True))
        .group_by(*by)
        .order_by(*by)
    )
    rows = connection.execute(found)
    return tuple(SumRow(row[0], row[1], row[2], *(int(each) for each in row[3:])) for row in rows)


def acts_of_debts(
    connection: Connection, municipality_id: int, debt_ids: Collection[int]
) -> tuple[ActRow, ...]:
    """What was done about these debts, in the order of its days."""
    of = tax_debt_acts.c
    found = (
        select(*(of[name] for name in ActRow.__dataclass_fields__))
        .where(of.municipality_id == municipality_id, of.debt_id.in_(sorted(debt_ids)))
        .order_by(of.on_day, of.debt_id, of.kind)
    )
    return many(connection, found, ActRow)


def acted_for(
    connection: Connection, municipality_id: int, debt_ids: Collection[int], kind: str, note: str
) -> frozenset[int]:
    """Those of these debts that something of this kind and name was done about already."""
    of = tax_debt_acts.c
    found = select(of.debt_id).where(
        of.municipality_id == municipality_id, of.debt_id.in_(sorted(debt_ids)),
        of.kind == kind, of.note == note,
    )  # fmt: skip
    return frozenset(row[0] for row in connection.execute(found))


def to_choose(
    connection: Connection,
    municipality_id: int,
    wanted: Wanted,
    *,
    case_id: int,
    limit: int,
) -> tuple[tuple[int, int], ...]:
    """Debts (with their taxpayer) that are wanted and are not among those of a case yet."""
    of = tax_campaign_items.c
    there = exists().where(
        of.municipality_id == municipality_id, of.case_id == case_id, of.debt_id == _OF.id
    )
    found = (
        select(_OF.id, _OF.taxpayer_id)
        .where(_OF.municipality_id == municipality_id)
        .where(*_conditions(municipality_id, wanted), ~there)
        .order_by(_OF.due_on, _OF.id)
        .limit(limit)
    )
    return tuple((row[0], row[1]) for row in connection.execute(found))


def waiting_items(
    connection: Connection, municipality_id: int, case_id: int, *, limit: int
) -> tuple[tuple[int, int], ...]:
    """Debts (with their taxpayer) whose turn has not come, by taxpayer."""
    of = tax_campaign_items.c
    found = (
        select(of.debt_id, of.taxpayer_id)
        .where(of.municipality_id == municipality_id, of.case_id == case_id)
        .where(of.state == ItemOutcome.WAITING)
        .order_by(of.taxpayer_id, of.debt_id)
        .limit(limit)
    )
    return tuple((row[0], row[1]) for row in connection.execute(found))


def items_of(
    connection: Connection,
    municipality_id: int,
    case_id: int,
    *,
    after: int = 0,
    limit: int = 50,
) -> tuple[ItemRow, ...]:
    """What came of each debt, by its number."""
    of = tax_campaign_items.c
    found = (
        select(
            of.debt_id, of.taxpayer_id, _WHO.code, _WHO.name, _OF.year, _OF.concept,
            _OF.instalment, _OF.due_on, of.state, of.why, of.cents, of.opened,
        )
        .join(taxpayers, joined(tax_campaign_items, taxpayers, "taxpayer_id"))
        .join(tax_debts, joined(tax_campaign_items, tax_debts, "debt_id"))
        .where(of.municipality_id == municipality_id, of.case_id == case_id, of.debt_id > after)
        .order_by(of.debt_id)
        .limit(limit)
    )  # fmt: skip
    return many(connection, found, ItemRow)


def outcomes_of(
    connection: Connection, municipality_id: int, case_id: int
) -> Mapping[str, tuple[int, int, int]]:
    """How many debts and taxpayers came out so, and their cents, by outcome."""
    of = tax_campaign_items.c
    found = (
        select(
            of.state, func.count(), func.count(of.taxpayer_id.distinct()), func.sum(of.cents)
        )
        .where(of.municipality_id == municipality_id, of.case_id == case_id)
        .group_by(of.state)
    )  # fmt: skip
    return {row[0]: (row[1], row[2], int(row[3])) for row in connection.execute(found)}


def _debts(municipality_id: int) -> Select[tuple[Any, ...]]:
    found = select(*_DEBT).join(taxpayers, joined(tax_debts, taxpayers, "taxpayer_id"))
    return found.where(_OF.municipality_id == municipality_id)


def _conditions(
    municipality_id: int, wanted: Wanted, *, sums: bool = False
) -> list[ColumnElement[bool]]:
    """What holds for all of them. Sums are read from their own index: their days are written so
    that no other one is taken."""
    until = min(wanted.due_before or wanted.on, wanted.on)
    due: Any = func.substr(_OF.due_on, 1, type_=_OF.due_on.type) if sums else _OF.due_on
    found = [_OPEN, due < until]
    if wanted.due_from is not None:
        found.append(due >= wanted.due_from)
    if wanted.years:
        found.append(_OF.year.in_(wanted.years))
    if wanted.stage:
        found.append(_OF.stage == wanted.stage)
    if wanted.sector:
        found.append(begins(_OF.sector, wanted.sector))
    if wanted.least:
        found.append(_OF.tax >= wanted.least)
    if wanted.runs_before is not None:
        found.append(_OF.runs_from < wanted.runs_before)
    words = plain(wanted.words).split()[:LONGEST_SEARCH]
    if words:
        found.append(_OF.taxpayer_id.in_(_named(municipality_id, words)))
    return found


def _named(municipality_id: int, words: list[str]) -> Select[tuple[int]]:
    """Who has all these words: looked for among taxpayers, who are fewer than debts."""
    who = taxpayers.alias("named").c
    found = select(who.id).where(who.municipality_id == municipality_id)
    return found.where(*(containing(who.sought, word) for word in words))
