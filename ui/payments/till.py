"""The till: opened, an order found and paid in cash, a receipt printed, the day closed."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.payments.codes import read_code
from engine.payments.rights import is_cashier, reconciles
from engine.payments.voiding import may_void, void_of
from engine.payments.ways.till import close_till, open_till, take
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.payments import OrderRow, order_by_code, order_by_id, orders_found
from storage.queries.tills import ReceiptRow, open_till_of, receipt_by_id, receipts_of_day
from ui.errors import forbidden, not_found
from ui.letters.press import pdf_maker
from ui.numbers import number_in
from ui.parts import Crumb, FieldError
from ui.payments.around import order_line, refuse, render
from ui.payments.coupons import begin_coupon, coupon_line, orders_of_coupon
from ui.payments.typed import money_in
from ui.refusals import told
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/till")
RowId = Annotated[int, Path(ge=1, lt=2**63)]
MOST_FOUND = 20
SECTION = "till"


@router.get("", response_model=None)
def till(here: SignedIn, q: str = "") -> Response:
    """The person's till, with what was looked for."""
    return till_page(here, q.strip()[:100])


@router.post("", response_model=None)
def opened(here: SignedIn, form: Form) -> Response:
    """Open a till for today."""
    answer = open_till(here.installation, here.actor, number_in(form.one("till")) or 0)
    if isinstance(answer, Refused):
        return till_page(here, "", refused=answer, typed=form.one("till"))
    saying = here.words.gettext("La caja %(till)s está abierta.") % {"till": answer.till}
    return go(here, here.path("till"), saying=saying)


@router.post("/coupons", response_model=None)
def coupon(here: SignedIn, form: Form) -> Response:
    """Make the order of a coupon of taxes."""
    allow(here)
    return begin_coupon(here, form)


@router.get("/orders/{order_id}", response_model=None)
def order(here: SignedIn, order_id: RowId) -> Response:
    """An order, and the field for the cash."""
    return order_page(here, order_id)


@router.post("/orders/{order_id}", response_model=None)
def paid(here: SignedIn, order_id: RowId, form: Form) -> Response:
    """Take the cash."""
    answer = take(here.installation, here.actor, order_id, money_in(form.one("received")))
    if isinstance(answer, Refused):
        return order_page(here, order_id, refused=answer, typed=form.one("received"))
    return go(here, here.path("till", "receipts", answer.id))


@router.get("/receipts/{receipt_id}", response_model=None)
def receipt(here: SignedIn, receipt_id: RowId) -> Response:
    """A receipt, to be printed."""
    with here.installation.database.read(here.municipality.id) as connection:
        row, order_row = seen_receipt(here, connection, receipt_id)
        context = {
            "crumbs": crumbs_of(here, here.words.gettext("Recibo")),
            "row": receipt_line(here, row, order_row),
            "order": order_line(here, connection, order_row),
            "town": here.municipality.name,
            "void_href": here.path("till", "receipts", row.id, "voiding")
            if row.voided_at is None and may_void(here.actor, row)
            else "",
            "till_href": here.path("till"),
            "pdf_href": here.path("till", "receipts", row.id, "pdf") if pdf_maker() else "",
        }
    return render(here, "payments/receipt.html", context, section=SECTION)


@router.get("/receipts/{receipt_id}/voiding", response_model=None)
def voiding(here: SignedIn, receipt_id: RowId) -> Response:
    """What voiding means."""
    return voiding_page(here, receipt_id)


@router.post("/receipts/{receipt_id}/voiding", response_model=None)
def voided(here: SignedIn, receipt_id: RowId, form: Form) -> Response:
    """Void it, and say why."""
    answer = void_of(here.installation, here.actor, receipt_id, form.one("reason"))
    if isinstance(answer, Refused):
        return voiding_page(here, receipt_id, refused=answer, reason=form.one("reason"))
    saying = here.words.gettext("Quedó anulado; su número no se usa otra vez.")
    return go(here, here.path("till", "receipts", receipt_id), saying=saying)


@router.get("/closing", response_model=None)
def closing(here: SignedIn) -> Response:
    """The count at the end of the day."""
    return closing_page(here)


@router.post("/closing", response_model=None)
def closed(here: SignedIn, form: Form) -> Response:
    """Close the day; where the count differs, it says so first and asks why."""
    counted = money_in(form.one("counted"))
    answer = close_till(here.installation, here.actor, counted, form.one("note"))
    if isinstance(answer, Refused):
        return closing_page(here, refused=answer, form=form)
    money = here.formats.money
    saying = here.words.gettext("Caja cerrada: contó %(counted)s, el libro dice %(expected)s.")
    told_ = saying % {"counted": money(answer.counted), "expected": money(answer.expected)}
    return go(here, here.path("till"), saying=told_)


def till_page(
    here: Member, sought: str, *, refused: Refused | None = None, typed: str = ""
) -> Response:
    """The page of the till."""
    allow(here)
    town, _ = here.municipality.id, here.words.gettext
    with here.installation.database.read(town) as connection:
        mine = open_till_of(connection, town, here.actor.person_id or 0)
        found = found_by(here, connection, sought) if mine and sought else ()
        receipts = receipts_of_day(connection, town, mine.id) if mine else ()
        context: dict[str, Any] = {
            "mine": mine,
            "sought": sought,
            "found": [order_line(here, connection, each) for each in found],
            "coupon": coupon_line(here, connection, sought) if mine and not found else None,
            "coupon_action": here.path("till", "coupons"),
            "receipts": [receipt_line(here, each) for each in reversed(receipts)],
            "action": here.path("till"),
            "closing_href": here.path("till", "closing"),
            "typed": typed or "1",
            "problem": told(refused, here.words).sentence
            if refused and refused.kind is not RefusalKind.INVALID_DATA
            else "",
            "errors": {"till": _("Escriba un número de 1 a 99.")}
            if refused and refused.kind is RefusalKind.INVALID_DATA
            else {},
            "erring": refused is not None,
        }
    return render(here, "payments/till.html", context, section=SECTION, refused=refused)


def order_page(
    here: Member, order_id: int, *, refused: Refused | None = None, typed: str = ""
) -> Response:
    """An order that is paid in cash; again with what was typed."""
    allow(here)
    town, _ = here.municipality.id, here.words.gettext
    with here.installation.database.read(town) as connection:
        row = order_by_id(connection, town, order_id)
        if row is None:
            raise not_found(here.words)
        wrong = refused is not None and refused.kind is RefusalKind.INVALID_DATA
        error = _("Escriba cuánto recibió: al menos lo que se debe.") if wrong else ""
        context = {
            "crumbs": crumbs_of(here, row.concept),
            "order": order_line(here, connection, row),
            "has_till": open_till_of(connection, town, here.actor.person_id or 0) is not None,
            "action": here.path("till", "orders", order_id),
            "till_href": here.path("till"),
            "typed": typed,
            "errors": [FieldError("received", error)] if error else [],
            "error": error,
            "problem": told(refused, here.words).sentence if refused and not wrong else "",
            "erring": refused is not None,
        }
    return render(here, "payments/take.html", context, section=SECTION, refused=refused)


def voiding_page(
    here: Member, receipt_id: int, *, refused: Refused | None = None, reason: str = ""
) -> Response:
    """The page before a receipt is voided."""
    _ = here.words.gettext
    with here.installation.database.read(here.municipality.id) as connection:
        row, order_row = seen_receipt(here, connection, receipt_id)
    if not may_void(here.actor, row):
        raise forbidden(here.words, "")
    error = _("Escriba el motivo.") if refused and refused.details.get("field") == "reason" else ""
    context = {
        "crumbs": crumbs_of(here, row.number),
        "title": _("Anular el recibo %(number)s") % {"number": row.number},
        "kicker": order_row.concept,
        "sentence": _("Deja de valer; su número no se usa otra vez."),
        "effects": [
            _("La orden vuelve a estar por pagar y el dinero sale de la caja."),
            _("El expediente no retrocede: lo que ya hizo con el pago queda hecho."),
        ],
        "action": here.path("till", "receipts", receipt_id, "voiding"),
        "back": here.path("till", "receipts", receipt_id),
        "levels": [],
        "level": "",
        "reason": reason,
        "reason_error": error,
        "errors": [FieldError("reason", error)] if error else [],
        "problem": told(refused, here.words).sentence if refused and not error else "",
        "button_label": _("Anular"),
        "button_kind": "danger",
        "erring": refused is not None,
    }
    return render(here, "documents/act.html", context, section=SECTION, refused=refused)


def closing_page(here: Member, *, refused: Refused | None = None, form: Any = None) -> Response:
    """The count; what the ledger says is told only once something was counted."""
    allow(here)
    town, _ = here.municipality.id, here.words.gettext
    with here.installation.database.read(town) as connection:
        mine = open_till_of(connection, town, here.actor.person_id or 0)
    if mine is None:
        return till_page(here, "", refused=Refused(RefusalKind.TILL_STATE))
    details = refused.details if refused else {}
    expected = details.get("expected", "")
    errors = {
        "counted": {"counted": _("Escriba cuánto contó, por ejemplo 105.00.")},
        "note": {"note": _("No coincide con el libro: escriba por qué.")},
    }.get(details.get("field", ""), {})
    context = {
        "crumbs": crumbs_of(here, _("Cerrar la caja")),
        "till": mine.till,
        "action": here.path("till", "closing"),
        "back": here.path("till"),
        "counted": form.one("counted") if form else "",
        "note_typed": form.one("note") if form else "",
        "expected": here.formats.money(expected) if expected else "",
        "errors": errors,
        "summary": [FieldError(*each) for each in errors.items()],
        "erring": refused is not None,
    }
    return render(here, "payments/closing.html", context, section=SECTION, refused=refused)


def found_by(here: Member, connection: Connection, sought: str) -> tuple[OrderRow, ...]:
    """Orders by their code, a coupon of taxes, their case, or who asked for it."""
    town, code = here.municipality.id, read_code(sought)
    row = order_by_code(connection, town, code) if code else None
    if row is not None:
        return (row,)
    of_coupon = orders_of_coupon(here, connection, sought)
    return of_coupon or orders_found(connection, town, sought, limit=MOST_FOUND)


def seen_receipt(
    here: Member, connection: Connection, receipt_id: int
) -> tuple[ReceiptRow, OrderRow]:
    """A receipt, for who takes money or reconciles it."""
    if not (is_cashier(here.actor) or reconciles(here.actor)):
        raise forbidden(here.words, "")
    town = here.municipality.id
    row = receipt_by_id(connection, town, receipt_id)
    order_row = order_by_id(connection, town, row.order_id) if row else None
    if row is None or order_row is None:
        raise not_found(here.words)
    return row, order_row


def receipt_line(
    here: Member, row: ReceiptRow, order_row: OrderRow | None = None
) -> dict[str, Any]:
    """A receipt as it is shown."""
    currency = order_row.currency if order_row else None
    money = here.formats.money
    return {
        "number": row.number,
        "concept": row.concept,
        "amount": money(row.amount, currency),
        "received": money(row.received, currency),
        "change": money(row.received - row.amount, currency),
        "when": here.formats.moment(row.at, here.today),
        "who": row.person_name,
        "void": row.voided_at is not None,
        "why": row.void_reason or "",
        "href": here.path("till", "receipts", row.id),
    }


def crumbs_of(here: Member, last: str) -> list[Crumb]:
    """The way back to the till."""
    return [Crumb(here.words.gettext("Caja"), here.path("till")), Crumb(last)]


def allow(here: Member) -> None:
    """The page is for who takes money."""
    if not is_cashier(here.actor):
        refuse(here, Refused(RefusalKind.NO_ROLE))
