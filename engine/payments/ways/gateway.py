"""The promise of a gateway, and what the house does with it.

Somebody is sent to an address of the gateway under a token that means nothing elsewhere; amount and
code stay here. What counts is what the gateway itself says: in a signed notice from server to
server, or when it is asked after the person came back. The browser says nothing that is believed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from engine.cases.scene import Scene, in_one_transaction
from engine.identity import system_actor
from engine.installation import Installation
from engine.payments.booking import Booked, Income, book
from engine.payments.ledger import gateway_account, owed
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.payments import (
    GatewayRow,
    OrderRow,
    entries_of_order,
    gateway_payment_by_token,
    order_by_code,
    order_by_id,
)
from storage.tables.payments import GatewayState, OrderState, Outcome
from storage.writes.payments import end_gateway_payment, insert_gateway_payment

TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True)
class Trip:
    """What a gateway is told of a payment: its token, how much, for what, and the way back."""

    municipality_id: int
    token: str
    amount: Decimal
    currency: str
    concept: str
    back: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What a gateway says became of a payment: paid or not, how much it took, its own number."""

    token: str
    paid: bool
    amount: Decimal
    currency: str
    operation: str


class Gateway(Protocol):
    """A service that takes money for the municipality."""

    def address(self, trip: Trip) -> str:
        """Where the person goes to pay; raises OSError when it cannot be said now."""
        ...

    def ask(self, municipality_id: int, token: str) -> Notice | None:
        """What the gateway's server says of a payment; None while it is not decided."""
        ...

    def read(
        self, municipality_id: int, headers: Mapping[str, str], body: bytes, *, now: datetime
    ) -> Notice | None:
        """A notice that came by itself; None where its signature or its age do not hold."""
        ...


@dataclass(frozen=True, slots=True)
class Sent:
    """Where the person goes now."""

    token: str
    address: str


@dataclass(frozen=True, slots=True)
class Heard:
    """How a payment stands after what was heard of it."""

    state: GatewayState
    code: str


def send(
    installation: Installation, town: int, code: str, way: str, *, back: str
) -> Sent | Refused:
    """Begin a payment of what an order owes; `back` is the page that the person comes back to,
    with `{token}` where the token goes."""
    gateway = installation.gateways.get(way)
    if gateway is None:
        return Refused(RefusalKind.NOT_FOUND)
    token = installation.random_bytes(TOKEN_BYTES).hex()

    def verb(connection: Connection) -> tuple[OrderRow, Decimal] | Refused:
        order = order_by_code(connection, town, code)
        if order is None:
            return Refused(RefusalKind.NOT_FOUND)
        if order.state != OrderState.PENDING:
            return Refused(RefusalKind.ORDER_STATE, {"state": order.state})
        due = owed(entries_of_order(connection, town, order.id))
        row = GatewayRow(
            id=installation.ids.new(),
            order_id=order.id,
            way=way,
            amount=due,
            token=token,
            state=GatewayState.CREATED,
            created_at=installation.clock.now(),
            ended_at=None,
            operation=None,
        )
        insert_gateway_payment(connection, town, row)
        return order, due

    made = in_one_transaction(installation, system_actor(town), verb)
    if isinstance(made, Refused):
        return made
    order, due = made
    trip = Trip(town, token, due, order.currency, order.concept, back.replace("{token}", token))
    return Sent(token, gateway.address(trip))


def hear(
    installation: Installation, town: int, way: str, headers: Mapping[str, str], body: bytes
) -> Heard | Refused:
    """A notice of a gateway: booked once, and answered alike however often it comes."""
    gateway = installation.gateways.get(way)
    now = installation.clock.now()
    notice = gateway.read(town, headers, body, now=now) if gateway else None
    if notice is None:
        return Refused(RefusalKind.WRONG_PASSWORD)
    return _settle(installation, town, way, notice)


def come_back(installation: Installation, town: int, token: str) -> Heard | Refused:
    """The person is back: the gateway's server is asked, unless it has said so before."""
    with installation.database.read(town) as connection:
        row = gateway_payment_by_token(connection, town, token)
        order = _order_of(connection, town, row) if row else None
    if row is None or order is None:
        return Refused(RefusalKind.NOT_FOUND)
    gateway = installation.gateways.get(row.way)
    asked = row.state == GatewayState.CREATED and gateway is not None
    notice = gateway.ask(town, token) if asked and gateway else None
    if notice is not None and notice.token == token:
        return _settle(installation, town, row.way, notice)
    return Heard(GatewayState(row.state), order.code)


def _settle(installation: Installation, town: int, way: str, notice: Notice) -> Heard | Refused:
    with installation.database.read(town) as connection:
        row = gateway_payment_by_token(connection, town, notice.token)
        order = _order_of(connection, town, row) if row else None
    if row is None or order is None or row.way != way or notice.currency != order.currency:
        return Refused(RefusalKind.NOT_FOUND)
    if row.state != GatewayState.CREATED:
        return Heard(GatewayState(row.state), order.code)
    if not notice.paid:
        return _refuse(installation, town, row, order, notice)
    if not notice.amount.is_finite() or notice.amount <= 0:
        return Refused(RefusalKind.INVALID_DATA, {"field": "amount"})
    income = Income(way, gateway_account(way), notice.amount, gateway_id=row.id)
    answer = book(installation, system_actor(town), order.id, income, _Ending(row, notice))
    if isinstance(answer, Booked) or answer.kind is RefusalKind.ANSWERED:
        return Heard(GatewayState.PAID, order.code)
    return answer


def _refuse(
    installation: Installation, town: int, row: GatewayRow, order: OrderRow, notice: Notice
) -> Heard | Refused:
    def verb(connection: Connection) -> Heard:
        end_gateway_payment(
            connection,
            town,
            row.id,
            GatewayState.REFUSED,
            at=installation.clock.now(),
            operation=notice.operation,
        )
        now = gateway_payment_by_token(connection, town, row.token)
        return Heard(GatewayState(now.state if now else row.state), order.code)

    return in_one_transaction(installation, system_actor(town), verb)


def _order_of(connection: Connection, town: int, row: GatewayRow) -> OrderRow | None:
    return order_by_id(connection, town, row.order_id)


class _Ending:
    """The payment of the gateway ends beside that of the order; a notice that comes twice at once
    finds it over."""

    def __init__(self, row: GatewayRow, notice: Notice) -> None:
        self._row = row
        self._notice = notice

    def __call__(
        self, connection: Connection, scene: Scene, _row: OrderRow, _o: Outcome, _paid: Decimal
    ) -> str | Refused:
        ended = end_gateway_payment(
            connection,
            scene.municipality_id,
            self._row.id,
            GatewayState.PAID,
            at=scene.now,
            operation=self._notice.operation,
        )
        return self._notice.operation if ended else Refused(RefusalKind.ANSWERED)
