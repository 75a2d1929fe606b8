"""Papers of a taxpayer's own account: what they paid, each payment with a proof that is printed
again whenever they ask, and the statement of the day. What a proof says is checked by its code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.payments.codes import grouped, read_code
from processes.taxes.collecting import account_today
from processes.taxes.standing import MONEY, standing
from processes.taxes.told import paid_words
from storage.database import Connection
from storage.queries.payments import order_by_code, order_by_id
from storage.queries.taxes import TaxEntryRow, TaxpayerRow, account_of
from storage.queries.tills import receipts_of_order
from ui.blank.pages import can_write_pdf, pdf_of
from ui.documents.download import disposition
from ui.errors import not_found
from ui.letters.press import qr_of
from ui.portal.citizen import Citizen, FromOutside
from ui.portal.taxpayer import who_is
from ui.taxes.present import entry_line, owed_line
from ui.visit import Visit

router = APIRouter(prefix="/{municipality}/citizen/taxes")
Code = Annotated[str, Path(max_length=20)]
MOST = 50


@dataclass(frozen=True, slots=True)
class PaidLine:
    """Money that came by an order and still counts; `href` leads to its proof."""

    day: str
    amount: str
    what: str
    href: str


def paid_lines(here: Visit, connection: Connection, who: TaxpayerRow) -> list[PaidLine]:
    """What a taxpayer paid by orders, the newest first."""
    town, entries = here.municipality.id, account_of(connection, here.municipality.id, who.id)
    found: list[PaidLine] = []
    for order_id, rows in reversed(list(_by_order(entries).items())[-MOST:]):
        order = order_by_id(connection, town, order_id)
        if order is None:
            continue
        href = here.path("citizen", "taxes", "paid", order.code) if can_write_pdf() else ""
        found.append(
            PaidLine(
                here.formats.short_day(rows[-1].on_day),
                here.formats.money(_sum(rows)),
                paid_words(entries, order_id),
                href,
            )
        )
    return found


@router.get("/paid/{code}", response_model=None)
def paid(here: FromOutside, code: Code) -> Response:
    """The proof of a payment of one's own, as PDF."""
    town, _ = here.municipality.id, here.words.gettext
    with here.installation.database.read(town) as connection:
        who = _own(here, connection)
        order = order_by_code(connection, town, read_code(code) or "")
        entries = account_of(connection, town, who.id)
        rows = _by_order(entries).get(order.id, []) if order else []
        if order is None or not rows:
            raise not_found(here.words)
        receipts = receipts_of_order(connection, town, order.id)
    numbers = [each.number for each in receipts if each.voided_at is None]
    context = {
        "who": who,
        "day": here.formats.day_words(rows[-1].on_day),
        "amount": here.formats.money(_sum(rows)),
        "parts": paid_words(entries, order.id).split("; "),
        "receipt": ", ".join(numbers),
        "code": grouped(order.code),
        "qr": qr_of(f"{here.house}{here.path('pay', order.code)}"),
    }
    return _printed(here, "taxes/paid_pdf.html", context, f"constancia-{order.code}.pdf")


@router.get("/statement", response_model=None)
def statement(here: FromOutside) -> Response:
    """One's own account today, as PDF."""
    town, show = here.municipality.id, here.formats
    with here.installation.database.read(town) as connection:
        who = _own(here, connection)
        account = account_today(here.installation, connection, town, who.id, here.today)
        entries = [entry_line(each, here) for each in account_of(connection, town, who.id)]
    context = {
        "who": who,
        "day": show.day_words(here.today),
        "total": show.money(account.total),
        "late": show.money(account.late),
        "credit": show.money(account.credit) if account.credit else "",
        "owed": [owed_line(e, here, late=e.what.due_on < here.today) for e in account.owed],
        "entries": entries,
    }
    return _printed(here, "taxes/statement_pdf.html", context, f"estado-de-cuenta-{who.code}.pdf")


def _own(here: Citizen, connection: Connection) -> TaxpayerRow:
    """Whose papers these are; nobody else's are ever printed."""
    who = who_is(here, connection)
    if who is None or not can_write_pdf():
        raise not_found(here.words)
    return who


def _by_order(entries: tuple[TaxEntryRow, ...]) -> Mapping[int, list[TaxEntryRow]]:
    """The money that came and counts, by its order."""
    found: dict[int, list[TaxEntryRow]] = {}
    for each in standing(entries):
        if each.order_id is not None and each.kind in MONEY:
            found.setdefault(each.order_id, []).append(each)
    return found


def _sum(rows: list[TaxEntryRow]) -> Decimal:
    return Decimal(sum(each.cents for each in rows)) / 100


def _printed(here: Citizen, template: str, context: Mapping[str, Any], name: str) -> Response:
    drawn = here.surroundings.templates.render(
        template, {**context, "town": here.municipality.name}, locale=here.localisation
    )
    headers = {
        "content-disposition": disposition(name, shown=True),
        "cache-control": "private, no-store",
    }
    return Response(pdf_of(drawn), headers=headers, media_type="application/pdf")
