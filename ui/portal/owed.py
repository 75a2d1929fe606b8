"""What is owed in one's own cases, all of it on one page: «Pagar» in the header leads here."""

from __future__ import annotations

from decimal import Decimal

from fastapi import APIRouter
from starlette.responses import Response

from storage.queries.owed import orders_owed
from ui.parts import Crumb
from ui.payments.paying import payment_context
from ui.portal.around import PAYMENTS, citizen_page
from ui.portal.citizen import FromOutside, by_case

router = APIRouter(prefix="/{municipality}/citizen")
MOST = 50


@router.get("/payments", response_model=None)
def payments(here: FromOutside) -> Response:
    """What waits to be paid, what is due first; of an account, or of who showed a PIN."""
    who = here if here.actor.applicant_of else by_case(here)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        rows = orders_owed(connection, town, who.actor.applicant_of, limit=MOST)
        found = [payment_context(who, connection, row) for row in rows]
    whole = sum((each.order.rest for each in found), Decimal(0))
    context = {
        "crumbs": [Crumb(here.words.gettext("Pagar"))],
        "payments": found,
        "owed_in_all": here.formats.money(whole, here.municipality.currency) if found[1:] else "",
        "known": bool(who.actor.applicant_of),
        "citizen_href": here.path("citizen"),
        "tracking_href": here.path("tracking"),
    }
    response = citizen_page(who, "portal/owed.html", context, section=PAYMENTS)
    response.headers["cache-control"] = "private, no-store"
    return response
