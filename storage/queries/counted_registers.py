"""What indicators ask of registers: taxes, the cadastre, lines of bank files, plans."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, or_, select

from storage.database import Connection
from storage.queries.reading import many
from storage.queries.taxes import RECEIVABLE
from storage.tables import (
    ba_units,
    payment_files,
    payment_lines,
    plan_items,
    plan_purchases,
    spatial_units,
    tax_entries,
    tax_run_parcels,
    tax_runs,
)
from storage.tables.taxes import RunState


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What the entries of a tax year come to in a month (`2026-03`), in cents: what made the debt
    grow (`owed`), and what paid it (`paid`)."""

    year: int
    month: str
    owed: int
    paid: int


@dataclass(frozen=True, slots=True)
class BankRow:
    """Lines of bank files of one day, read at one moment, with one outcome."""

    paid_on: date
    read_at: datetime
    outcome: str
    lines: int


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """An item of a plan and the day on which it was first called."""

    case_id: int
    year: int
    number: int
    month: int
    called_on: date | None


@dataclass(frozen=True, slots=True)
class GroundRow:
    """Versions of parcels that began in a month (`2026-03`), and ended in one if they did."""

    begun: str
    ended: str | None
    parcels: int


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """How many parcels of the cadastre are in the run of a year, and when it was issued."""

    year: int
    ended_at: datetime
    parcels: int


def ledger_by_month(connection: Connection, municipality_id: int) -> tuple[LedgerRow, ...]:
    """The ledger of taxes by tax year and month, without interest. What stands against an income is
    a charge, or takes one back; against anything else it is money, or takes some back."""
    of = tax_entries.c
    month = func.substr(of.on_day, 1, 7)
    grown = case((of.debit == RECEIVABLE, of.cents), else_=-of.cents)
    other = case((of.debit == RECEIVABLE, of.credit), else_=of.debit)
    charged = other.like("income%")
    found = (
        select(
            of.year,
            month,
            func.sum(case((charged, grown), else_=0)),
            func.sum(case((charged, 0), else_=-grown)),
        )
        .where(of.municipality_id == municipality_id)
        .where(or_(of.debit == RECEIVABLE, of.credit == RECEIVABLE))
        .group_by(of.year, month)
        .order_by(of.year, month)
    )
    rows = connection.execute(found)
    return tuple(LedgerRow(int(y), str(m), int(owed), int(got)) for y, m, owed, got in rows)


def charged_taxpayers(connection: Connection, municipality_id: int) -> dict[int, int]:
    """How many taxpayers have a charge, by tax year."""
    of = tax_entries.c
    found = (
        select(of.year, func.count(of.taxpayer_id.distinct()))
        .where(of.municipality_id == municipality_id, of.kind == "charge")
        .group_by(of.year)
    )
    return {int(year): int(count) for year, count in connection.execute(found)}


def bank_lines(connection: Connection, municipality_id: int) -> tuple[BankRow, ...]:
    """The lines of bank files that were booked; those that came twice count once."""
    of, read_at = payment_lines.c, payment_files.c.read_at
    found = (
        select(of.paid_on, read_at, of.outcome, func.count())
        .join(
            payment_files,
            (payment_files.c.municipality_id == of.municipality_id)
            & (payment_files.c.id == of.file_id),
        )
        .where(of.municipality_id == municipality_id, of.movement.is_not(None))
        .where(of.outcome.is_not(None))
        .group_by(of.paid_on, read_at, of.outcome)
    )
    return many(connection, found, BankRow)


def planned_items(connection: Connection, municipality_id: int) -> tuple[PlannedRow, ...]:
    """The items of all plans that are not excluded."""
    of, runs = plan_items.c, plan_purchases.c
    found = (
        select(of.case_id, of.year, of.number, of.month, func.min(runs.called_on))
        .outerjoin(
            plan_purchases,
            (runs.municipality_id == of.municipality_id)
            & (runs.year == of.year)
            & (runs.number == of.number),
        )
        .where(of.municipality_id == municipality_id, of.excluded == 0)
        .group_by(of.case_id, of.year, of.number, of.month)
    )
    rows = connection.execute(found)
    return tuple(PlannedRow(*row[:4], _day(row[4])) for row in rows)


def ground_by_month(connection: Connection, municipality_id: int) -> tuple[GroundRow, ...]:
    """The versions of all parcels by the months in which they began and ended."""
    of = spatial_units.c
    begun, ended = func.substr(of.begin_on, 1, 7), func.substr(of.end_on, 1, 7)
    found = (
        select(begun, ended, func.count())
        .where(of.municipality_id == municipality_id)
        .group_by(begun, ended)
    )
    return tuple(GroundRow(*row) for row in connection.execute(found))


def parcels_issued(connection: Connection, municipality_id: int) -> tuple[IssuedRow, ...]:
    """The parcels of the cadastre in each run that was issued."""
    runs, taken = tax_runs.c, tax_run_parcels.c
    found = (
        select(runs.year, runs.ended_at, func.count(taken.code.distinct()))
        .join(
            tax_run_parcels,
            (taken.municipality_id == runs.municipality_id) & (taken.run_id == runs.id),
        )
        .join(
            ba_units,
            (ba_units.c.municipality_id == taken.municipality_id) & (ba_units.c.code == taken.code),
        )
        .where(runs.municipality_id == municipality_id, runs.state == RunState.ISSUED)
        .group_by(runs.year, runs.ended_at)
        .order_by(runs.year)
    )
    return many(connection, found, IssuedRow)


def _day(value: object) -> date | None:
    if value is None or isinstance(value, date):
        return value
    return date.fromisoformat(str(value))
