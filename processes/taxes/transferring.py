"""A parcel is transferred: what it is worth for the tax on it, and who declares it from then on.

The tax of a year is of whoever owns on 1 January, so both sides change on the next one; years that
were issued meanwhile are counted again. The cadastre tells of the same sale by its owners: what it
has told already is not moved once more, and what it tells from a later day on stays.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from engine.installation import Installation
from processes.taxes.assessing import Parcel, assess
from processes.taxes.declaring import NO_BENEFIT
from processes.taxes.lines import LineKind
from processes.taxes.reassessing import Bench, changes_of, first_year, parcel_of
from processes.taxes.registering import Person, registered
from storage.database import Connection
from storage.queries.cases import case_by_id
from storage.queries.taxes import (
    ParcelRow,
    declared_of_codes,
    lock_taxpayer,
    taxpayer_by_document,
)
from storage.writes.taxes import end_parcel_rows, insert_parcels, insert_tax_entries

WHOLE = Decimal(100)
CENT = Decimal("0.01")
NOVELTY = "novedad_catastral"
"""The process that takes up what the cadastre changed."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """So much (`share`, in percent of the whole) of a parcel goes from one to another on a day."""

    seller: Person
    buyer: Person
    code: str
    share: Decimal
    on: date
    proof: str


@dataclass(frozen=True, slots=True)
class Worth:
    """The value of the whole parcel in the year, that of its land alone, and the factor of prices
    up to the transfer; no value where the seller does not declare it."""

    value: Decimal | None
    land: Decimal | None
    factor: Decimal


@dataclass(frozen=True, slots=True)
class Moved:
    """The codes of both, from when the parcel is the buyer's; None where the seller did not declare
    it, and nothing was moved."""

    seller: str
    buyer: str
    from_on: date | None


def worth_of(installation: Installation, municipality_id: int, said: Transfer) -> Worth:
    """What the tables say of it. Raises NotAssessed."""
    with installation.database.read(municipality_id) as connection:
        bench = Bench.of(installation, connection, municipality_id)
        factor = bench.figures.since_december(said.on)
        row = _declared(connection, municipality_id, said, said.on)
        if row is None:
            return Worth(None, None, factor)
        whole = replace(parcel_of(row), share=WHOLE, exempt="ninguna")
        land = replace(whole, floors=(), works=Decimal(0))
        year = said.on.year
        return Worth(_value(bench, year, whole), _value(bench, year, land), factor)


def _value(bench: Bench, year: int, parcel: Parcel) -> Decimal:
    lines = assess(bench.law, year, bench.valued(year, [parcel]), NO_BENEFIT).lines
    (line,) = [each for each in lines if each.kind is LineKind.PARCEL]
    return line.base or Decimal(0)


def transfer(
    installation: Installation, municipality_id: int, case_id: int, said: Transfer
) -> Moved:
    """Write it; a case writes once. Raises NotAssessed."""

    def verb(connection: Connection) -> Moved:
        bench = Bench.of(installation, connection, municipality_id)
        from_on = date(first_year(said.on), 1, 1)
        seller, buyer = (
            registered(installation, connection, municipality_id, case_id, each)
            for each in (said.seller, said.buyer)
        )
        for each in sorted({seller.id, buyer.id}):
            lock_taxpayer(connection, municipality_id, each)
        rows = _of_both(connection, municipality_id, said, from_on, seller.id, buyer.id)
        sold, own = rows
        if any(each is not None and each.case_id == case_id for each in rows):
            return Moved(seller.code, buyer.code, from_on)
        if _told_by_the_cadastre(connection, municipality_id, said, own):
            return Moved(seller.code, buyer.code, from_on)
        if sold is None:
            return Moved(seller.code, buyer.code, None)
        part = min(said.share, sold.share)
        had = own.share if own else Decimal(0)
        fresh = [_row(bench, case_id, sold, buyer.id, had + part, from_on)]
        if sold.share > part:
            fresh.append(_row(bench, case_id, sold, seller.id, sold.share - part, from_on))
        ended = [each.id for each in rows if each is not None]
        end_parcel_rows(connection, municipality_id, ended, on=from_on)
        insert_parcels(connection, municipality_id, fresh)
        for each in (seller.id, buyer.id):
            for change in changes_of(bench, each, since=from_on.year, proof=said.proof):
                insert_tax_entries(connection, municipality_id, change.entries)
        return Moved(seller.code, buyer.code, from_on)

    return installation.database.run(verb, municipality=municipality_id)


def _declared(
    connection: Connection, municipality_id: int, said: Transfer, on: date
) -> ParcelRow | None:
    seller = taxpayer_by_document(connection, municipality_id, said.seller.document)
    rows = declared_of_codes(connection, municipality_id, [said.code], on)
    return next((each for each in rows if seller and each.taxpayer_id == seller.id), None)


def _told_by_the_cadastre(
    connection: Connection, municipality_id: int, said: Transfer, own: ParcelRow | None
) -> bool:
    """The buyer has by the cadastre what they had on the day of the sale and what they bought."""
    case = case_by_id(connection, municipality_id, own.case_id) if own and own.case_id else None
    if own is None or case is None or case.process_key != NOVELTY:
        return False
    rows = declared_of_codes(connection, municipality_id, [said.code], said.on)
    had = sum((row.share for row in rows if row.taxpayer_id == own.taxpayer_id), Decimal(0))
    return own.share - had >= said.share - CENT


def _of_both(
    connection: Connection,
    municipality_id: int,
    said: Transfer,
    on: date,
    seller_id: int,
    buyer_id: int,
) -> tuple[ParcelRow | None, ParcelRow | None]:
    rows = declared_of_codes(connection, municipality_id, [said.code], on)
    of = {each.taxpayer_id: each for each in rows}
    return of.get(seller_id), of.get(buyer_id)


def _row(
    bench: Bench,
    case_id: int,
    like: ParcelRow,
    taxpayer_id: int,
    share: Decimal,
    from_on: date,
) -> ParcelRow:
    return replace(
        like, id=bench.installation.ids.new(), taxpayer_id=taxpayer_id, share=share,
        exempt="ninguna" if taxpayer_id != like.taxpayer_id else like.exempt, from_on=from_on,
        case_id=case_id, entered_at=bench.installation.clock.now(),
    )  # fmt: skip
