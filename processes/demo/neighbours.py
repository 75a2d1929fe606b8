"""A neighbour of Tambo Real who comes in at the window: with an account of her own, and with the
code and PIN by which she sees what she owes and paid."""

from __future__ import annotations

from dataclasses import replace

from engine.citizens.people import Applicant, enter_citizen
from engine.citizens.pins import SIGNS
from engine.identity.passwords import hash_password
from engine.installation import Installation
from processes.demo.owners import HILDA
from processes.demo.tambo_real import PASSWORD
from processes.taxes.own_account import give_pin
from storage.database import Connection
from storage.queries.citizens import citizen_by_login
from storage.queries.taxes import taxpayer_by_document

NEIGHBOUR = Applicant("Hilda Huamán Tupa", HILDA.number, "hilda@correo.example", "+51984555240")
PIN = "TAMB26"
"""The documented PIN of her taxes."""


def let_in(installation: Installation, municipality_id: int) -> None:
    """She gets both, once."""

    def verb(connection: Connection) -> int | None:
        if citizen_by_login(connection, municipality_id, NEIGHBOUR.email) is not None:
            return None
        enter_citizen(
            installation, connection, municipality_id, NEIGHBOUR, login=NEIGHBOUR.email,
            password_hash=hash_password(PASSWORD), locale="es",
        )  # fmt: skip
        who = taxpayer_by_document(connection, municipality_id, HILDA.document)
        return who.id if who else None

    taxpayer_id = installation.database.run(verb, municipality=municipality_id)
    if taxpayer_id is not None:
        drawn = bytes(SIGNS.index(each) for each in PIN)
        known = replace(installation, random_bytes=lambda _count: drawn)
        give_pin(known, municipality_id, taxpayer_id, None)
