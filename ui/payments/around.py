"""What the pages about money share: the shell, refusals, and orders as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from starlette.responses import Response

from engine.deadlines.calendars import calendar_of
from engine.payments.codes import grouped
from engine.payments.ledger import owed
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.payments import OrderRow, entries_of_order
from storage.tables.payments import OrderState
from ui.errors import forbidden, not_found
from ui.refusals import STATUS
from ui.staff import staff_page
from ui.visit import Member, Visit

STATES: Mapping[str, str] = {
    OrderState.PENDING: "near",
    OrderState.PAID: "ok",
    OrderState.LAPSED: "late",
    OrderState.CANCELLED: "pause",
}


@dataclass(frozen=True, slots=True)
class OrderLine:
    """An order as it is shown; `due` is what it still owes."""

    id: int
    code: str
    grouped: str
    concept: str
    amount: str
    owes: str
    rest: Decimal
    until: str
    state: str
    word: str
    pending: bool
    case_number: str
    case_title: str
    whom: str
    case_href: str
    take_href: str


def order_line(here: Visit, connection: Connection, row: OrderRow) -> OrderLine:
    """One order."""
    entries = entries_of_order(connection, here.municipality.id, row.id)
    return OrderLine(
        id=row.id,
        code=row.code,
        grouped=grouped(row.code),
        concept=row.concept,
        amount=here.formats.money(row.amount, row.currency),
        owes=here.formats.money(owed(entries), row.currency),
        rest=owed(entries),
        until=here.formats.day_words(row.due_on, here.today),
        state=STATES[row.state],
        word=state_word(here, row),
        pending=row.state == OrderState.PENDING,
        case_number=row.case_number,
        case_title=row.case_title,
        whom=row.on_behalf_of or "",
        case_href=here.path("cases", row.case_number),
        take_href=here.path("till", "orders", row.id),
    )


def state_word(here: Visit, row: OrderRow) -> str:
    """How an order stands, in a word or two."""
    _ = here.words.gettext
    if row.state == OrderState.PENDING and row.due_on < here.today:
        return _("Fuera de plazo")
    return {
        OrderState.PENDING: _("Por pagar"),
        OrderState.PAID: _("Pagada"),
        OrderState.LAPSED: _("Vencida"),
        OrderState.CANCELLED: _("Sin efecto"),
    }[OrderState(row.state)]


def refuse(here: Member, refused: Refused) -> None:
    """Ends the request where the page is not for this person, or what it is about is not there."""
    if refused.kind is RefusalKind.NO_ROLE:
        raise forbidden(here.words, "")
    if refused.kind is RefusalKind.NOT_FOUND:
        raise not_found(here.words)


def render(
    here: Member,
    template: str,
    context: Mapping[str, Any],
    *,
    section: str,
    refused: Refused | None = None,
) -> Response:
    """A page inside the shell."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        return staff_page(
            here,
            connection,
            template,
            context,
            section=section,
            calendar=calendar_of(here.installation, connection, town),
            status=200 if refused is None else STATUS[refused.kind],
        )
