"""A receipt of the till as PDF/A, where the machine can make one."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from ui.documents.download import disposition
from ui.errors import not_found
from ui.letters.press import pdf_maker, qr_of
from ui.payments.around import order_line
from ui.payments.till import RowId, receipt_line, seen_receipt
from ui.visit import SignedIn

router = APIRouter(prefix="/{municipality}/till")


@router.get("/receipts/{receipt_id}/pdf", response_model=None)
def receipt_pdf(here: SignedIn, receipt_id: RowId) -> Response:
    """The receipt as PDF/A, to be kept by who paid."""
    make = pdf_maker()
    if make is None:
        raise not_found(here.words)
    with here.installation.database.read(here.municipality.id) as connection:
        row, order_row = seen_receipt(here, connection, receipt_id)
        order = order_line(here, connection, order_row)
    line = receipt_line(here, row, order_row)
    address = f"{here.house}{here.path('pay', order_row.code)}"
    html = here.surroundings.templates.render(
        "payments/receipt_pdf.html",
        {"row": line, "order": order, "town": here.municipality.name, "qr": qr_of(address)},
        locale=here.localisation,
    )
    headers = {
        "content-disposition": disposition(f"recibo-{line['number']}.pdf", shown=True),
        "cache-control": "private, no-store",
    }
    return Response(make(html), headers=headers, media_type="application/pdf")
