"""The door of a taxpayer to their own account: a PIN, given at the counter to whoever shows their
document, and a token of half an hour for the browser that has shown it; or the account at the
window for which the document was shown.

The document is on no page and opens nothing: whoever knows a neighbour's number sees nothing of
theirs. A new PIN ends the old one and every token.
"""

from __future__ import annotations

import hmac
from datetime import timedelta
from hashlib import sha256

from engine.citizens.pins import new_pin, read_pin
from engine.identity.passwords import hash_password
from engine.identity.signing_in import prove_secret
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.proposals import verified_number_of
from storage.queries.tax_pins import pin_hash_of
from storage.queries.taxes import (
    TaxpayerRow,
    taxpayer_by_code,
    taxpayer_by_document,
    taxpayer_by_id,
)
from storage.writes.tax_pins import keep_pin

LASTS = timedelta(minutes=30)
_TRIED = "taxpayer "
_KINDS = ("DNI", "CE", "RUC")


def give_pin(
    installation: Installation, municipality_id: int, taxpayer_id: int, person_id: int | None
) -> str:
    """A new PIN, told this once."""
    pin = new_pin(installation.random_bytes)
    stored, at = hash_password(pin), installation.clock.now()

    def verb(connection: Connection) -> None:
        keep_pin(connection, municipality_id, taxpayer_id, stored, at=at, person_id=person_id)

    installation.database.run(verb, municipality=municipality_id)
    return pin


def prove(
    installation: Installation, municipality_id: int, code: str, typed: str
) -> TaxpayerRow | Refused:
    """Whose code and PIN these are; a wrong one costs a try, and the work is the same where there
    is no such taxpayer."""
    with installation.database.read(municipality_id) as connection:
        who = taxpayer_by_code(connection, municipality_id, code.strip())
        stored = pin_hash_of(connection, municipality_id, who.id) if who else None
    tried = _TRIED + code.strip()[:20]
    refused = prove_secret(installation, municipality_id, tried, read_pin(typed), stored)
    if refused is not None:
        return refused
    return who or Refused(RefusalKind.WRONG_PASSWORD)


def token_for(
    installation: Installation, connection: Connection, municipality_id: int, taxpayer_id: int
) -> str:
    """What the browser keeps."""
    until = int((installation.clock.now() + LASTS).timestamp())
    sign = _sign(installation, connection, municipality_id, taxpayer_id, until)
    return f"{taxpayer_id}.{until}.{sign}"


def taxpayer_of(
    installation: Installation, connection: Connection, municipality_id: int, token: str
) -> TaxpayerRow | None:
    """Whose account a token opens now."""
    parts = token.split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() for part in parts[:2]):
        return None
    if not (parts[2].isascii() and parts[2]):  # who has no PIN has no signature either
        return None
    taxpayer_id, until = int(parts[0][:19]), int(parts[1][:12])
    sign = _sign(installation, connection, municipality_id, taxpayer_id, until)
    if not hmac.compare_digest(sign, parts[2]) or until < installation.clock.now().timestamp():
        return None
    return taxpayer_by_id(connection, municipality_id, taxpayer_id)


def taxpayer_of_account(
    connection: Connection, municipality_id: int, person_id: int
) -> TaxpayerRow | None:
    """The taxpayer whose document was shown for an account; who only says that a document is
    theirs is nobody."""
    number = verified_number_of(connection, municipality_id, person_id)
    for kind in _KINDS if number else ():
        found = taxpayer_by_document(connection, municipality_id, f"{kind} {number}")
        if found is not None:
            return found
    return None


def _sign(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    taxpayer_id: int,
    until: int,
) -> str:
    """With the PIN's own hash as key beside the house's, so that a new PIN ends it."""
    stored = pin_hash_of(connection, municipality_id, taxpayer_id) or ""
    key = installation.secret + stored.encode()
    text = f"taxpayer {municipality_id} {taxpayer_id} {until}".encode()
    return hmac.new(key or b"-", text, sha256).hexdigest() if stored else ""
