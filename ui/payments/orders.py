"""The orders of a case with their ledger, for who works in it; the treasury gives money back."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.payments.ledger import refundable
from engine.payments.rights import reconciles
from engine.payments.voiding import give_back
from engine.refusals import RefusalKind, Refused
from storage.queries.payments import entries_of_order, order_by_id, orders_of_case
from storage.queries.tills import receipts_of_order
from ui.cases.pages import Number, seen_case
from ui.cases.scene import is_outsider
from ui.errors import not_found
from ui.parts import Crumb
from ui.payments.around import order_line, render
from ui.payments.till import receipt_line
from ui.payments.typed import money_in
from ui.refusals import told
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/cases/{number}/payments")
RowId = Annotated[int, Path(ge=1, lt=2**63)]


@router.get("", response_model=None)
def orders(here: SignedIn, number: Number) -> Response:
    """What is owed and was paid in a case."""
    return orders_page(here, number)


@router.post("/{order_id}/refund", response_model=None)
def refunded(here: SignedIn, number: Number, order_id: RowId, form: Form) -> Response:
    """Give back what was paid, or a part."""
    with here.installation.database.read(here.municipality.id) as connection:
        case, _scene = seen_case(here, connection, number)
        row = order_by_id(connection, here.municipality.id, order_id)
    if row is None or row.case_id != case.id:
        raise not_found(here.words)
    amount = money_in(form.one("amount"))
    answer = give_back(here.installation, here.actor, order_id, amount, form.one("reason"))
    if isinstance(answer, Refused):
        return orders_page(
            here, number, refused=answer, typed=(form.one("amount"), form.one("reason"))
        )
    saying = here.words.gettext("La devolución quedó anotada.")
    return go(here, here.path("cases", number, "payments"), saying=saying)


def orders_page(
    here: Member,
    number: str,
    *,
    refused: Refused | None = None,
    typed: tuple[str, str] = ("", ""),
) -> Response:
    """The page."""
    town, _ = here.municipality.id, here.words.gettext
    with here.installation.database.read(town) as connection:
        case, scene = seen_case(here, connection, number)
        if is_outsider(scene.definition, here):
            raise not_found(here.words)
        shown: list[dict[str, Any]] = []
        for row in orders_of_case(connection, town, case.id):
            entries = entries_of_order(connection, town, row.id)
            most = refundable(entries)
            receipts = receipts_of_order(connection, town, row.id)
            shown.append(
                {
                    "order": order_line(here, connection, row),
                    "receipts": [receipt_line(here, each, row) for each in receipts],
                    "most": here.formats.money(most, row.currency),
                    "refund": here.path("cases", number, "payments", row.id, "refund")
                    if most > 0 and reconciles(here.actor)
                    else "",
                }
            )
    wrong = refused is not None and refused.kind is RefusalKind.INVALID_DATA
    problem = _("Escriba un monto que no pase de lo pagado, y el motivo.") if wrong else ""
    context = {
        "crumbs": [
            Crumb(_("Expedientes"), here.path("cases")),
            Crumb(number, here.path("cases", number)),
            Crumb(_("Pagos")),
        ],
        "number": number,
        "shown": shown,
        "typed": {"amount": typed[0], "reason": typed[1]},
        "problem": problem or (told(refused, here.words).sentence if refused else ""),
        "erring": refused is not None,
    }
    return render(here, "payments/orders.html", context, section="cases", refused=refused)
