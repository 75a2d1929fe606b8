"""How a fee is paid, for who owes it: the context of the partial `portal/payment.html`.

The page of a case includes it for each of its orders, and the public page of a code for its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.payments.ways.trial import WAY as TRIAL
from storage.database import Connection
from storage.queries.payments import OrderRow, orders_of_case
from storage.tables.payments import OrderState
from ui.payments.around import OrderLine, order_line
from ui.visit import Visit


@dataclass(frozen=True, slots=True)
class Button:
    """A gateway, and where its form goes."""

    label: str
    action: str


@dataclass(frozen=True, slots=True)
class Payment:
    """An order, the gateways that take it, and its own page."""

    order: OrderLine
    gateways: tuple[Button, ...]
    href: str


def payment_context(here: Visit, connection: Connection, row: OrderRow) -> Payment:
    """How one order is paid."""
    names: Mapping[str, str] = {TRIAL: here.words.gettext("Pagar en la pasarela de prueba")}
    ways = here.installation.gateways if row.state == OrderState.PENDING else {}
    buttons = tuple(
        Button(
            names.get(name) or here.words.gettext("Pagar con %(way)s") % {"way": name},
            here.path("pay", row.code, name),
        )
        for name in ways
    )
    line = order_line(here, connection, row)
    return Payment(line, buttons, here.path("pay", row.code))


def payments_of_case(here: Visit, connection: Connection, case_id: int) -> list[Payment]:
    """How the orders of a case are paid; what is without effect is left out."""
    rows = orders_of_case(connection, here.municipality.id, case_id)
    left_out = (OrderState.CANCELLED,)
    return [payment_context(here, connection, row) for row in rows if row.state not in left_out]
