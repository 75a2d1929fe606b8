"""How the coupons of a year reached a taxpayer: each attempt with its evidence, and since when the
taxpayer counts as notified. Who refuses is notified, who was absent is not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from engine.identity import Actor
from engine.installation import Installation
from storage.database import Connection
from storage.queries.tax_runs import issued_run_of
from storage.queries.tax_values import DeliveryRow, deliveries_of
from storage.tables.tax_values import Outcome
from storage.writes.tax_values import insert_delivery

_NOTIFIES = (Outcome.DELIVERED, Outcome.REFUSED)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What came of an attempt: who received it, who took it there, and the number of the record or
    of its photo in the case file."""

    outcome: Outcome
    on_day: date
    received_by: str
    bearer: str
    proof: str


def deliver(
    installation: Installation, actor: Actor, run_id: int, taxpayer_id: int, said: Delivered
) -> DeliveryRow:
    """Write an attempt down; those before it stay."""
    person_id = actor.person_id
    if person_id is None:
        raise PermissionError("a person writes down how something was delivered")
    row = DeliveryRow(
        id=installation.ids.new(), run_id=run_id, taxpayer_id=taxpayer_id, outcome=said.outcome,
        on_day=said.on_day, received_by=said.received_by, bearer=said.bearer, proof=said.proof,
        person_id=person_id, at=installation.clock.now(),
    )  # fmt: skip
    installation.database.run(
        lambda connection: insert_delivery(connection, actor.municipality_id, row),
        municipality=actor.municipality_id,
    )
    return row


def notified(rows: Iterable[DeliveryRow]) -> date | None:
    """The day from which claims and terms count: the first that notifies; None: not yet."""
    return min((each.on_day for each in rows if each.outcome in _NOTIFIES), default=None)


def notified_of(
    connection: Connection, municipality_id: int, taxpayer_id: int, year: int
) -> date | None:
    """When a taxpayer was notified of the tax of a year."""
    run = issued_run_of(connection, municipality_id, year)
    if run is None:
        return None
    return notified(deliveries_of(connection, municipality_id, run.id, [taxpayer_id]))
