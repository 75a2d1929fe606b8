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
from processes.taxes.official import kept_official
from processes.taxes.registering import Person, registered
from storage.database import Connection
from storage.queries.taxes import BenefitRow, ParcelRow, TaxpayerRow, lock_taxpayer
from storage.queries.taxes import parcels_of_taxpayer as parcels_of
from storage.writes.taxes import end_parcels, grant_benefit, insert_parcels

NO_BENEFIT = Benefit()


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

    @property
    def person(self) -> Person:
        """Who declares."""
        return Person(self.document, self.name, self.address)


def declare(
    installation: Installation, municipality_id: int, case_id: int | None, said: Declaration
) -> TaxpayerRow:
    """Write it; the taxpayer as it is now."""

    def verb(connection: Connection) -> TaxpayerRow:
        who = registered(installation, connection, municipality_id, case_id, said.person)
        lock_taxpayer(connection, municipality_id, who.id)
        declared = parcels_of(connection, municipality_id, who.id)
        if case_id is None or case_id not in {each.case_id for each in declared}:
            enter_parcel(installation, connection, municipality_id, case_id, who.id, said)
        return who

    return installation.database.run(verb, municipality=municipality_id)


def enter_parcel(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    case_id: int | None,
    taxpayer_id: int,
    said: Declaration,
) -> None:
    """What was declared of the parcel ends on the day, and this begins, with a benefit if one is
    asked for."""
    code = said.parcel.code
    end_parcels(connection, municipality_id, taxpayer_id, code, on=said.from_on)
    parcel = parcel_row(installation, taxpayer_id, case_id, said)
    insert_parcels(connection, municipality_id, [parcel])
    if said.benefit.kind != NO_BENEFIT.kind:
        row = benefit_row(installation, taxpayer_id, case_id, said.benefit, said.from_on)
        grant_benefit(connection, municipality_id, row)


def benefit_row(
    installation: Installation,
    taxpayer_id: int,
    case_id: int | None,
    benefit: Benefit,
    from_on: date,
    until_on: date | None = None,
) -> BenefitRow:
    """A benefit as the register keeps it."""
    return BenefitRow(
        id=installation.ids.new(),
        taxpayer_id=taxpayer_id,
        benefit=benefit.kind,
        only_home=benefit.only_home,
        income=benefit.income,
        from_on=from_on,
        until_on=until_on,
        case_id=case_id,
        entered_at=installation.clock.now(),
    )


def parcel_row(
    installation: Installation, taxpayer_id: int, case_id: int | None, said: Declaration
) -> ParcelRow:
    """A declared parcel as the register keeps it."""
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
        zone=parcel.zone,
        official=kept_official(parcel.official),
    )
