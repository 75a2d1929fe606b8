"""What a case declares is written into the registers: the taxpayer, and a parcel from a day on.

What was declared before is never changed: it holds until that day, and the new one from it on. A
case writes once, however often its step is tried.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.installation import Installation
from processes.taxes.assessing import Benefit, Parcel
from processes.taxes.declared import kept_floors
from storage import step
from storage.database import Connection
from storage.queries.taxes import (
    ParcelRow,
    TaxpayerRow,
    lock_taxpayer,
    parcels_of_taxpayer,
    taxpayer_by_document,
)
from storage.writes.taxes import change_taxpayer, end_parcels, insert_parcels, insert_taxpayers

SERIES = "taxpayers"


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a taxpayer declares of a parcel, from a day on; `document` is its kind and number."""

    document: str
    name: str
    address: str
    benefit: Benefit
    parcel: Parcel
    parcel_address: str
    from_on: date


def declare(
    installation: Installation, municipality_id: int, case_id: int | None, said: Declaration
) -> TaxpayerRow:
    """Write it; the taxpayer as it is now."""

    def verb(connection: Connection) -> TaxpayerRow:
        who = _taxpayer(installation, connection, municipality_id, case_id, said)
        lock_taxpayer(connection, municipality_id, who.id)
        declared = parcels_of_taxpayer(connection, municipality_id, who.id)
        if case_id is None or case_id not in {each.case_id for each in declared}:
            code = said.parcel.code
            end_parcels(connection, municipality_id, who.id, code, on=said.from_on)
            row = _parcel(installation, who.id, case_id, said)
            insert_parcels(connection, municipality_id, [row])
        return who

    return installation.database.run(verb, municipality=municipality_id)


def _taxpayer(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    case_id: int | None,
    said: Declaration,
) -> TaxpayerRow:
    known = taxpayer_by_document(connection, municipality_id, said.document)
    code = known.code if known else new_code(connection, municipality_id)
    row = TaxpayerRow(
        id=known.id if known else installation.ids.new(),
        code=code,
        document=said.document,
        name=said.name,
        address=said.address,
        benefit=said.benefit.kind,
        only_home=said.benefit.only_home,
        income=said.benefit.income,
        case_id=case_id,
        changed_at=installation.clock.now(),
    )
    if known:
        change_taxpayer(connection, municipality_id, row)
    else:
        insert_taxpayers(connection, municipality_id, [row])
    return row


def new_code(connection: Connection, municipality_id: int) -> str:
    """The code of the next taxpayer."""
    return f"{step.next_number(connection, municipality_id, kind=SERIES, year=0):06d}"


def _parcel(
    installation: Installation, taxpayer_id: int, case_id: int | None, said: Declaration
) -> ParcelRow:
    parcel = said.parcel
    return ParcelRow(
        id=installation.ids.new(),
        taxpayer_id=taxpayer_id,
        code=parcel.code,
        land=parcel.land,
        land_value=parcel.land_value,
        works=parcel.works,
        share=parcel.share,
        floors=kept_floors(parcel.floors),
        use=parcel.use,
        exempt=parcel.exempt,
        address=said.parcel_address,
        from_on=said.from_on,
        until_on=None,
        case_id=case_id,
        entered_at=installation.clock.now(),
    )
