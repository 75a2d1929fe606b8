"""A taxpayer enters the register, or what is known of them changes; nobody is there twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.installation import Installation
from storage import step
from storage.database import Connection
from storage.queries.taxes import TaxpayerRow, taxpayer_by_document
from storage.writes.taxes import change_taxpayer, insert_taxpayers

SERIES = "taxpayers"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who pays taxes; `document` is its kind and number."""

    document: str
    name: str
    address: str = ""


def registered(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    case_id: int | None,
    who: Person,
) -> TaxpayerRow:
    """The taxpayer as they are now. An address that is not said stays."""
    known = taxpayer_by_document(connection, municipality_id, who.document)
    row = TaxpayerRow(
        id=known.id if known else installation.ids.new(),
        code=known.code if known else _code(connection, municipality_id),
        document=who.document,
        name=who.name,
        address=who.address or (known.address if known else ""),
        case_id=case_id,
        changed_at=installation.clock.now(),
    )
    if known:
        change_taxpayer(connection, municipality_id, row)
    else:
        insert_taxpayers(connection, municipality_id, [row])
    return row


def enter_new(
    installation: Installation, connection: Connection, municipality_id: int, who: Sequence[Person]
) -> list[TaxpayerRow]:
    """People of whom none is in the register yet enter it at once, with codes in their order: what
    a municipality brings along. The database refuses whoever is there."""
    now = installation.clock.now()
    rows = [
        TaxpayerRow(
            id=installation.ids.new(), code=_code(connection, municipality_id),
            document=each.document, name=each.name, address=each.address, case_id=None,
            changed_at=now,
        )
        for each in who
    ]  # fmt: skip
    insert_taxpayers(connection, municipality_id, rows)
    return rows


def _code(connection: Connection, municipality_id: int) -> str:
    return f"{step.next_number(connection, municipality_id, kind=SERIES, year=0):06d}"
