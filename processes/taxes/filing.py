"""A declaration as it is filed: of several parcels, with co-owners, or of what is no longer owned.

It may be tried first, without leaving a trace, to see whether it lowers a year that was issued
(Código Tributario, art. 88). Years that were issued are counted again, and the difference posted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.installation import Installation
from processes.taxes.declaring import Declaration, enter_parcel
from processes.taxes.lines import Line, LineKind
from processes.taxes.official import official_of
from processes.taxes.reassessing import Bench, Change, assess_held, changes_of, first_year
from processes.taxes.registering import Person, registered
from storage.database import Connection
from storage.queries.taxes import TaxpayerRow, benefits_of_taxpayer, lock_taxpayer
from storage.queries.taxes import parcels_of_taxpayer as parcels_of
from storage.writes.taxes import end_parcels, insert_tax_entries


@dataclass(frozen=True, slots=True)
class Gone:
    """A parcel that is no longer of its taxpayer from a day on."""

    code: str
    on: date


@dataclass(frozen=True, slots=True)
class Filed:
    """What somebody files: parcels of theirs, each also of its co-owners, or those that are gone;
    `proof` is what its postings are known by."""

    person: Person
    declared: tuple[Declaration, ...]
    gone: tuple[Gone, ...]
    proof: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: the declarant, what each issued year changed by, the parcels of the
    declarant with their values, and the codes that were to go and are not theirs."""

    who: TaxpayerRow
    changes: tuple[Change, ...]
    parcels: tuple[Line, ...]
    missing: tuple[str, ...]

    @property
    def more(self) -> Decimal:
        """What is owed besides."""
        return sum((max(each.difference, Decimal(0)) for each in self.changes), Decimal(0))

    @property
    def less(self) -> Decimal:
        """What is owed no more."""
        return sum((max(-each.difference, Decimal(0)) for each in self.changes), Decimal(0))


class _Tried(Exception):
    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


def file_declaration(
    installation: Installation,
    municipality_id: int,
    case_id: int,
    said: Filed,
    *,
    only_try: bool = False,
) -> Outcome:
    """Write it, once a case; or only see what would come of it. Raises NotAssessed."""

    def verb(connection: Connection) -> Outcome:
        bench = Bench.of(installation, connection, municipality_id)
        outcome = _written(bench, case_id, said)
        if only_try:
            raise _Tried(outcome)
        return outcome

    try:
        return installation.database.run(verb, municipality=municipality_id)
    except _Tried as tried:
        return tried.outcome


def _written(bench: Bench, case_id: int, said: Filed) -> Outcome:
    house, connection, town = bench.installation, bench.connection, bench.municipality_id
    who = registered(house, connection, town, case_id, said.person)
    lock_taxpayer(connection, town, who.id)
    touched = {who.id: who}
    done = any(each.case_id == case_id for each in parcels_of(connection, town, who.id))
    for one in () if done else said.declared:
        owner = registered(house, connection, town, case_id, one.person)
        lock_taxpayer(connection, town, owner.id)
        enter_parcel(house, connection, town, case_id, owner.id, one)
        touched[owner.id] = owner
    missing = [
        each.code
        for each in said.gone
        if not end_parcels(connection, town, who.id, each.code, on=each.on)
    ]
    changes = list(_changes(bench, touched, said))
    for change in changes:
        insert_tax_entries(connection, town, change.entries)
    return Outcome(who, tuple(changes), _valued(bench, who), tuple(missing))


def _changes(bench: Bench, touched: dict[int, TaxpayerRow], said: Filed) -> Iterator[Change]:
    days = [each.from_on for each in said.declared] + [each.on for each in said.gone]
    since = min(map(first_year, days), default=bench.today.year)
    for taxpayer_id in sorted(touched):
        yield from changes_of(bench, taxpayer_id, since=since, proof=said.proof)


def _valued(bench: Bench, who: TaxpayerRow) -> tuple[Line, ...]:
    """The parcels of the declarant as the tables of this year value them, or as the cadastre does:
    what they pay by that is asked when a year is counted."""
    rows = parcels_of(bench.connection, bench.municipality_id, who.id)
    valued = [(each.code, official_of(each.official)) for each in rows if each.until_on is None]
    if any(official for _, official in valued):
        return tuple(
            Line(LineKind.OFFICIAL, each.value, each.value, note=code)
            for code, each in valued
            if each
        )
    benefits = benefits_of_taxpayer(bench.connection, bench.municipality_id, who.id)
    last = max((each.from_on for each in rows), default=bench.today)
    found = assess_held(bench, bench.today.year, rows, benefits, on=max(last, bench.today))
    return tuple(each for each in found.lines if each.kind is LineKind.PARCEL)
