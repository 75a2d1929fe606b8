"""What a resolution grants a taxpayer: a benefit, or that a parcel is exempt, from a day on.

Years that were issued are counted again, so that what is owed no more is countered at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from engine.installation import Installation
from processes.taxes.assessing import Benefit
from processes.taxes.declaring import benefit_row
from processes.taxes.reassessing import Bench, Change, assess_held, changes_of, first_year
from storage.database import Connection
from storage.queries.taxes import (
    ParcelRow,
    TaxpayerRow,
    benefits_of_taxpayer,
    lock_taxpayer,
    parcels_of_taxpayer,
    taxpayer_by_code,
)
from storage.writes.taxes import (
    end_benefits,
    end_parcel_rows,
    grant_benefit,
    insert_parcels,
    insert_tax_entries,
)

Write = Callable[[Bench, TaxpayerRow], None]


@dataclass(frozen=True, slots=True)
class Holdings:
    """A taxpayer, how many parcels they declare on a day, and what these are worth together."""

    who: TaxpayerRow
    parcels: int
    value: Decimal
    benefit: str


def holdings_of(
    installation: Installation, municipality_id: int, code: str, on: date
) -> Holdings | None:
    """What somebody declares; None where the code is nobody's. Raises NotAssessed."""
    with installation.database.read(municipality_id) as connection:
        who = taxpayer_by_code(connection, municipality_id, code)
        if who is None:
            return None
        bench = Bench.of(installation, connection, municipality_id)
        rows = parcels_of_taxpayer(connection, municipality_id, who.id)
        benefits = benefits_of_taxpayer(connection, municipality_id, who.id)
        held = [each for each in rows if _holds(each, on)]
        value = assess_held(bench, on.year, held, (), on=on).value
    now = [each.benefit for each in benefits if each.until_on is None or each.until_on > on]
    return Holdings(who, len({each.code for each in held}), value, now[0] if now else "")


def grant(
    installation: Installation,
    municipality_id: int,
    case_id: int,
    code: str,
    benefit: Benefit,
    from_on: date,
    proof: str,
) -> tuple[Change, ...]:
    """A taxpayer has a benefit from a day on. Raises LookupError, NotAssessed."""

    def write(bench: Bench, who: TaxpayerRow) -> None:
        known = benefits_of_taxpayer(bench.connection, municipality_id, who.id)
        if not any(each.case_id == case_id for each in known):
            row = benefit_row(installation, who.id, case_id, benefit, from_on)
            grant_benefit(bench.connection, municipality_id, row)

    return _changed(installation, municipality_id, code, first_year(from_on), proof, write)


def end_benefit(
    installation: Installation, municipality_id: int, code: str, on: date, proof: str
) -> tuple[Change, ...]:
    """A taxpayer has none from a day on. Raises LookupError, NotAssessed."""

    def write(bench: Bench, who: TaxpayerRow) -> None:
        end_benefits(bench.connection, municipality_id, who.id, on=on)

    return _changed(installation, municipality_id, code, first_year(on), proof, write)


def exempt(
    installation: Installation,
    municipality_id: int,
    case_id: int,
    code: str,
    parcel: str,
    cause: str,
    from_on: date,
    proof: str,
) -> tuple[Change, ...]:
    """A parcel of theirs is exempt from a day on. Raises LookupError, NotAssessed."""

    def write(bench: Bench, who: TaxpayerRow) -> None:
        rows = parcels_of_taxpayer(bench.connection, municipality_id, who.id)
        own = [each for each in rows if each.code == parcel]
        if any(each.case_id == case_id for each in own):
            return
        held = next((each for each in own if _holds(each, from_on)), None)
        if held is None:
            raise LookupError(f"{who.code} no declara el predio {parcel}")
        fresh = replace(
            held, id=installation.ids.new(), exempt=cause, from_on=from_on, until_on=held.until_on,
            case_id=case_id, entered_at=installation.clock.now(),
        )  # fmt: skip
        end_parcel_rows(bench.connection, municipality_id, [held.id], on=from_on)
        insert_parcels(bench.connection, municipality_id, [fresh])

    return _changed(installation, municipality_id, code, first_year(from_on), proof, write)


def _holds(row: ParcelRow, day: date) -> bool:
    return row.from_on <= day and (row.until_on is None or row.until_on > day)


def _changed(
    installation: Installation,
    municipality_id: int,
    code: str,
    since: int,
    proof: str,
    write: Write,
) -> tuple[Change, ...]:
    def verb(connection: Connection) -> tuple[Change, ...]:
        who = taxpayer_by_code(connection, municipality_id, code)
        if who is None:
            raise LookupError(f"no hay un contribuyente con el código {code}")
        lock_taxpayer(connection, municipality_id, who.id)
        bench = Bench.of(installation, connection, municipality_id)
        write(bench, who)
        changes = changes_of(bench, who.id, since=since, proof=proof)
        for change in changes:
            insert_tax_entries(connection, municipality_id, change.entries)
        return changes

    return installation.database.run(verb, municipality=municipality_id)
