"""What data sets for everybody are made of: acts that were granted, how complaints ended, what was
collected, what parcels there are. Nobody's name is read but where a row says so."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import case, func, select

from storage.database import Connection
from storage.queries.reading import joined, many
from storage.tables import ba_units, case_facts, cases, letters, spatial_units, tax_entries
from storage.tables.letters import LetterState
from storage.tables.taxes import TaxEntryKind


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A case of a process that grants something."""

    id: int
    process_key: str


@dataclass(frozen=True, slots=True)
class ActRow:
    """An act of a case that was signed; `voided_at` once it counts no more."""

    case_id: int
    kind: str
    number: str
    signed_at: datetime
    voided_at: datetime | None


@dataclass(frozen=True, slots=True)
class EndRow:
    """When a case was opened and, once it is over, how it came out."""

    opened_at: datetime
    outcome: str | None


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """What came for a tax year in a month (`2026-03`), in cents: from how many taxpayers, and from
    the one who paid most."""

    year: int
    month: str
    taxpayers: int
    cents: int
    most: int


@dataclass(frozen=True, slots=True)
class LotRow:
    """A parcel of today without whose it is."""

    code: str
    land_use: str
    area: Decimal


def asked_of(
    connection: Connection,
    municipality_id: int,
    *,
    processes: Collection[str],
    before: int | None = None,
    limit: int,
) -> tuple[AskedRow, ...]:
    """Cases of some processes that were not cancelled, the newest first; those before an id."""
    of = cases.c
    found = (
        select(of.id, of.process_key)
        .where(of.municipality_id == municipality_id, of.process_key.in_(sorted(processes)))
        .where(of.state.in_(("open", "suspended", "completed")))
    )
    if before is not None:
        found = found.where(of.id < before)
    return many(connection, found.order_by(of.id.desc()).limit(limit), AskedRow)


def acts_of_cases(
    connection: Connection,
    municipality_id: int,
    case_ids: Collection[int],
    *,
    kinds: Collection[str],
) -> tuple[ActRow, ...]:
    """The acts of some kinds that were signed in some cases: those in force last, and of these the
    newest."""
    of = letters.c
    found = (
        select(of.case_id, of.kind, of.number, of.signed_at, of.voided_at)
        .where(of.municipality_id == municipality_id, of.case_id.in_(sorted(case_ids)))
        .where(of.kind.in_(sorted(kinds)), of.state != LetterState.DRAFT)
        .order_by(of.voided_at.is_(None), of.signed_at, of.id)
    )
    return many(connection, found, ActRow)


def facts_shown(
    connection: Connection, municipality_id: int, case_ids: Collection[int], *, label: str
) -> dict[int, str]:
    """What some cases show of themselves under a label."""
    of = case_facts.c
    found = select(of.case_id, of.text).where(
        of.municipality_id == municipality_id, of.case_id.in_(sorted(case_ids)), of.label == label
    )
    return {int(row[0]): str(row[1]) for row in connection.execute(found)}


def ends_of_process(
    connection: Connection, municipality_id: int, *, process_key: str, before: datetime
) -> tuple[EndRow, ...]:
    """How the cases of a process that were opened before an instant came out, oldest first."""
    of = cases.c
    found = (
        select(of.opened_at, of.outcome)
        .where(of.municipality_id == municipality_id, of.process_key == process_key)
        .where(of.opened_at < before, of.state.in_(("open", "suspended", "completed")))
        .order_by(of.id)
    )
    return many(connection, found, EndRow)


def collected_by_month(
    connection: Connection, municipality_id: int, *, before: str
) -> tuple[MoneyRow, ...]:
    """The money that came for taxes before a month, by tax year and month of payment; what was
    taken back counts against the month in which it was."""
    of, taken = tax_entries.c, tax_entries.alias("taken")
    month = func.substr(of.on_day, 1, 7)
    back = of.kind == TaxEntryKind.CONTRA
    each = (
        select(
            of.year.label("year"),
            month.label("month"),
            of.taxpayer_id,
            func.sum(case((back, -of.cents), else_=of.cents)).label("cents"),
        )
        .outerjoin(taken, joined(tax_entries, taken, "counters"))
        .where(of.municipality_id == municipality_id, month < before)
        .where(func.coalesce(taken.c.kind, of.kind) == TaxEntryKind.PAYMENT)
        .group_by(of.year, month, of.taxpayer_id)
        .subquery()
    )
    found = (
        select(
            each.c.year, each.c.month, func.count(), func.sum(each.c.cents), func.max(each.c.cents)
        )
        .where(each.c.cents != 0)
        .group_by(each.c.year, each.c.month)
        .order_by(each.c.year, each.c.month)
    )
    return many(connection, found, MoneyRow)


def lots_of_today(connection: Connection, municipality_id: int) -> tuple[LotRow, ...]:
    """Every current parcel by its code."""
    of = spatial_units.c
    found = (
        select(ba_units.c.code, of.land_use, of.area)
        .join(ba_units, joined(spatial_units, ba_units, "ba_unit_id"))
        .where(of.municipality_id == municipality_id, of.end_on.is_(None))
        .order_by(ba_units.c.code)
    )
    return many(connection, found, LotRow)
