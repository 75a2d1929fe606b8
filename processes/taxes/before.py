"""What a parcel paid the year before, which its tax may rise from: by the run that issued that
year, unless a later word says what it was corrected to, or what another register had."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from processes.taxes.assessing import Parcel
from processes.taxes.figures import Figures
from processes.taxes.lines import read
from processes.taxes.unified import paid_by_parcel
from storage.database import Connection
from storage.queries.tax_runs import issued_run_of, lines_of_parcels


def paid_before(
    connection: Connection,
    municipality_id: int,
    year: int,
    figures: Figures,
    codes: Iterable[str] | None = None,
) -> dict[str, Decimal]:
    """By the code of each parcel (all, or these); nothing where the law has no such limit."""
    if figures.country != "CO":
        return {}
    run = issued_run_of(connection, municipality_id, year - 1)
    if run is None:
        return {}
    found: dict[str, Decimal] = {}
    for lines in lines_of_parcels(connection, municipality_id, run.id, codes):
        found |= paid_by_parcel(read(lines))
    return found


def with_before(parcel: Parcel, year: int, paid: Mapping[str, Decimal]) -> Parcel:
    """The parcel with what it paid the year before, where that is known."""
    official = parcel.official
    if official is None:
        return parcel
    told = official.paid if official.paid_in == year - 1 else None
    before = told if told is not None else paid.get(parcel.code)
    return replace(parcel, official=replace(official, before=before))
