"""Whose taxes a browser may see: by the token of code and PIN, or by an account whose document was
shown. No address names a taxpayer."""

from __future__ import annotations

from processes.taxes.own_account import taxpayer_of, taxpayer_of_account
from storage.database import Connection
from storage.queries.taxes import TaxpayerRow
from ui.portal.citizen import Citizen

COOKIE = "cauce_taxes"


def who_is(here: Citizen, connection: Connection) -> TaxpayerRow | None:
    """The taxpayer whose account this browser may see."""
    token, town = here.request.cookies.get(COOKIE, ""), here.municipality.id
    who = taxpayer_of(here.installation, connection, town, token)
    if who is None and here.has_account:
        return taxpayer_of_account(connection, town, here.actor.person_id or 0)
    return who
