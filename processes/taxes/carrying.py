"""What the cadastre changed goes into the taxes' own registers, by a case of the tax office.

A case writes once, however often its step is tried. The charges of a year are copies of what held
on its 1 January (`running.py`), so nothing here touches a year that has begun.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.installation import Installation
from processes.taxes.assessing import NotAssessed, Parcel
from processes.taxes.from_cadastre import (
    Holding,
    Notice,
    Owner,
    Seen,
    Valued,
    carried,
    document_of,
)
from processes.taxes.reassessing import parcel_of
from processes.taxes.registering import Person, registered
from processes.taxes.values import tables_of
from processes.taxes.valuing import value_of
from storage.database import Connection
from storage.queries.taxes import (
    ParcelRow,
    declared_by_case,
    declared_of_codes,
    lock_taxpayer,
    taxpayer_by_document,
    taxpayer_by_id,
)
from storage.writes.taxes import end_parcel_rows, insert_parcels

Told = tuple[tuple[str, ParcelRow], ...]
"""Rows with the code of their taxpayer."""


def declared_then(
    installation: Installation, municipality_id: int, notice: Notice
) -> tuple[ParcelRow, ...]:
    """What would hold on the day of a notice if nothing was done."""
    with installation.database.read(municipality_id) as connection:
        return declared_of_codes(connection, municipality_id, notice.before, notice.from_on)


def seen_in(installation: Installation, municipality_id: int, year: int) -> Seen:
    """How the official tables of a year value what was declared; what they lack stays as it was."""
    with installation.database.read(municipality_id) as connection:
        tables = tables_of(connection, municipality_id, year)

    def seen(row: ParcelRow) -> Parcel:
        parcel = parcel_of(row)
        try:
            return value_of(tables, year, parcel)
        except NotAssessed:
            return parcel

    return seen


def carry(
    installation: Installation, municipality_id: int, case_id: int, notice: Notice,
    stands: Mapping[str, str], valued: Valued | None,
) -> Told:  # fmt: skip
    """What holds from the day on; empty where nobody declares these parcels."""

    def verb(connection: Connection) -> Told:
        done = declared_by_case(connection, municipality_id, case_id)
        if not done:
            old = _locked(connection, municipality_id, notice)
            fresh = list(carried(notice, old, stands, valued)) if old else []
            end_parcel_rows(
                connection, municipality_id, [each.id for each in old], on=notice.from_on
            )
            rows = [_row(installation, connection, municipality_id, case_id, h) for h in fresh]
            if rows:
                insert_parcels(connection, municipality_id, rows)
            done = declared_by_case(connection, municipality_id, case_id)
        return _named(connection, municipality_id, done)

    return installation.database.run(verb, municipality=municipality_id)


def _locked(connection: Connection, municipality_id: int, notice: Notice) -> tuple[ParcelRow, ...]:
    """What is declared, while nobody else declares for those people."""
    asked = (notice.before, notice.from_on)
    found = declared_of_codes(connection, municipality_id, *asked)
    for taxpayer_id in sorted({each.taxpayer_id for each in found}):
        lock_taxpayer(connection, municipality_id, taxpayer_id)
    return declared_of_codes(connection, municipality_id, *asked)


def _row(
    installation: Installation, connection: Connection, municipality_id: int, case_id: int,
    holding: Holding,
) -> ParcelRow:  # fmt: skip
    who, exempt = holding.row.taxpayer_id, holding.row.exempt
    if holding.owner is not None:
        who = _taxpayer(installation, connection, municipality_id, case_id, holding.owner)
        exempt = holding.of.exempt if who == holding.of.taxpayer_id else exempt
    return replace(
        holding.row,
        id=installation.ids.new(),
        taxpayer_id=who,
        exempt=exempt,
        case_id=case_id,
        entered_at=installation.clock.now(),
    )


def _taxpayer(
    installation: Installation, connection: Connection, municipality_id: int, case_id: int,
    owner: Owner,
) -> int:  # fmt: skip
    """The taxpayer who has this document; somebody new is registered with what is known."""
    document = document_of(owner.number)
    known = taxpayer_by_document(connection, municipality_id, document)
    if known is not None:
        return known.id
    who = Person(document, owner.name)
    return registered(installation, connection, municipality_id, case_id, who).id


def _named(connection: Connection, municipality_id: int, rows: Sequence[ParcelRow]) -> Told:
    found = []
    for row in rows:
        who = taxpayer_by_id(connection, municipality_id, row.taxpayer_id)
        found.append((who.code if who else "", row))
    return tuple(found)
