"""The official tables of values, and how the coupons of a year reached the taxpayers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import func, select

from storage.database import Connection
from storage.queries.reading import many
from storage.tables import tax_deliveries, tax_values


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A value since a day; `status` V, S or K."""

    id: int
    kind: str
    key: str
    value: Decimal
    valid_from: date
    source: str
    status: str
    person_id: int | None
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One attempt to take the coupons to a taxpayer."""

    id: int
    run_id: int
    taxpayer_id: int
    outcome: str
    on_day: date
    received_by: str
    bearer: str
    proof: str
    person_id: int
    at: datetime


_VALUE = tuple(tax_values.c[name] for name in ValueRow.__dataclass_fields__)
_DELIVERY = tuple(tax_deliveries.c[name] for name in DeliveryRow.__dataclass_fields__)


def values_on(connection: Connection, municipality_id: int, on: date) -> tuple[ValueRow, ...]:
    """Every value that had begun on a day, the oldest first: of a key the last one holds."""
    of = tax_values.c
    found = (
        select(*_VALUE)
        .where(of.municipality_id == municipality_id, of.valid_from <= on)
        .order_by(of.valid_from, of.kind, of.key)
    )
    return many(connection, found, ValueRow)


def days_of_values(connection: Connection, municipality_id: int) -> dict[str, date]:
    """The last day from which values of each kind hold."""
    of = tax_values.c
    found = (
        select(of.kind, func.max(of.valid_from))
        .where(of.municipality_id == municipality_id)
        .group_by(of.kind)
    )
    return {row[0]: date.fromisoformat(str(row[1])) for row in connection.execute(found)}


def deliveries_of(
    connection: Connection, municipality_id: int, run_id: int, taxpayer_ids: Iterable[int]
) -> tuple[DeliveryRow, ...]:
    """Every attempt at some taxpayers, in the order in which they were written down."""
    of = tax_deliveries.c
    found = (
        select(*_DELIVERY)
        .where(of.municipality_id == municipality_id, of.run_id == run_id)
        .where(of.taxpayer_id.in_(list(taxpayer_ids)))
        .order_by(of.at, of.id)
    )
    return many(connection, found, DeliveryRow)


def outcomes_of(connection: Connection, municipality_id: int, run_id: int) -> dict[str, int]:
    """How many taxpayers there are of each outcome; of several attempts at one all count."""
    of = tax_deliveries.c
    found = (
        select(of.outcome, func.count(of.taxpayer_id.distinct()))
        .where(of.municipality_id == municipality_id, of.run_id == run_id)
        .group_by(of.outcome)
    )
    return {row[0]: int(row[1]) for row in connection.execute(found)}
