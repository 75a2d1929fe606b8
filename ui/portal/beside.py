"""What was filed together with a case: how each of them goes, and what is still to be paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from storage.database import Connection
from storage.queries.citizens import ApplicationRow, FiledCase, application_of, filed_together
from ui.cases.scene import case_scene
from ui.payments.paying import Payment, payments_of_case
from ui.portal.citizen import Citizen
from ui.portal.status import Told, told_of


@dataclass(frozen=True, slots=True)
class BesideLine:
    """Another case of the same application."""

    service: str
    code: str
    href: str
    told: Told


def filed_with(connection: Connection, here: Citizen, row: ApplicationRow) -> tuple[FiledCase, ...]:
    """The other cases of its application."""
    if row.lead_id is None:
        return ()
    cases = filed_together(connection, here.municipality.id, row.lead_id)
    return tuple(each for each in cases if each.case_id != row.case_id)


def lines_beside(
    connection: Connection, here: Citizen, others: Sequence[FiledCase]
) -> list[BesideLine]:
    """How each of them goes, as its own page tells it."""
    found = []
    for case in others:
        row = application_of(connection, here.municipality.id, case.case_id)
        assert row is not None  # noqa: S101  # it was just found by it
        scene = case_scene(here, connection, case.case_id, case.definition_id)
        owing = [
            each.order
            for each in payments_of_case(here, connection, case.case_id)
            if each.order.pending
        ]
        told = told_of(row, case, scene, here, owing)
        found.append(BesideLine(case.service, case.code, here.path("tracking", case.code), told))
    return found


def payments_with(
    connection: Connection, here: Citizen, case_id: int, others: Sequence[FiledCase]
) -> list[Payment]:
    """How the orders of all of them are paid, those of the case first; of the others only what is
    still owed."""
    found = payments_of_case(here, connection, case_id)
    for case in others:
        orders = payments_of_case(here, connection, case.case_id)
        found += [each for each in orders if each.order.pending]
    return found


def owed_in_all(here: Citizen, payments: Sequence[Payment]) -> str:
    """What they come to, where there are several to pay."""
    owed = [each.order.rest for each in payments if each.order.pending]
    return here.formats.money(sum(owed, Decimal(0)), here.municipality.currency) if owed[1:] else ""
