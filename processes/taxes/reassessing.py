"""A year that was issued, counted again with what the registers say now; the difference is posted.

More is owed at once, on the days of the instalments. Less counters what was charged; what was paid
of it becomes a credit of the taxpayer, which pays other debts or is given back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from engine.deadlines.calendars import calendar_of
from engine.installation import Installation
from processes.taxes.account import EMISSION, FAVOUR, INCOME, PREDIAL, What
from processes.taxes.assessing import Assessment, Benefit, Parcel, Rules, assess
from processes.taxes.before import paid_before, with_before
from processes.taxes.declared import floors_of
from processes.taxes.figures import Figures
from processes.taxes.law import rules_of
from processes.taxes.official import official_of
from processes.taxes.standing import PAYS, on_account, standing
from processes.taxes.values import tables_of
from processes.taxes.valuing import Tables, value_of
from storage.database import Connection
from storage.queries.tax_runs import issued_years
from storage.queries.taxes import (
    CREDIT,
    RECEIVABLE,
    BenefitRow,
    ParcelRow,
    TaxEntryRow,
    account_of,
    benefits_of_taxpayer,
    parcels_of_taxpayer,
)
from storage.tables.taxes import TaxEntryKind


@dataclass(frozen=True, slots=True)
class Change:
    """What a year owes now and owed before; `entries` say the difference in the ledger."""

    year: int
    before: Decimal
    after: Decimal
    entries: tuple[TaxEntryRow, ...]

    @property
    def difference(self) -> Decimal:
        """More, or less than nothing."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Bench:
    """What a year is counted again with."""

    installation: Installation
    connection: Connection
    municipality_id: int
    figures: Figures
    law: Rules
    _tables: dict[int, Tables] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, installation: Installation, connection: Connection, municipality_id: int) -> Bench:
        """That of a municipality, as its numbers stand."""
        calendar = calendar_of(installation, connection, municipality_id)
        figures = Figures.of(connection, municipality_id, calendar)
        law = rules_of(figures.in_force, calendar)
        return cls(installation, connection, municipality_id, figures, law)

    def valued(self, year: int, parcels: Sequence[Parcel]) -> list[Parcel]:
        """Parcels with the values of the tables of a year, and with what they paid the year before
        where the law asks. Raises NotAssessed."""
        if year not in self._tables:
            self._tables[year] = tables_of(self.connection, self.municipality_id, year)
        codes = [each.code for each in parcels]
        paid = paid_before(self.connection, self.municipality_id, year, self.figures, codes)
        known = (with_before(each, year, paid) for each in parcels)
        return [value_of(self._tables[year], year, each) for each in known]

    @property
    def today(self) -> date:
        """The day in the town."""
        return self.figures.calendar.local_day(self.installation.clock.now())


def first_year(from_on: date) -> int:
    """The first year whose 1 January is not before a day."""
    return from_on.year if (from_on.month, from_on.day) == (1, 1) else from_on.year + 1


def changes_of(bench: Bench, taxpayer_id: int, *, since: int, proof: str) -> tuple[Change, ...]:
    """The issued years from one on that come to another amount now. Raises NotAssessed."""
    town = bench.municipality_id
    parcels = parcels_of_taxpayer(bench.connection, town, taxpayer_id)
    benefits = benefits_of_taxpayer(bench.connection, town, taxpayer_id)
    ledger = account_of(bench.connection, town, taxpayer_id)
    found = []
    for year in issued_years(bench.connection, town, since=since):
        owed = assess_held(bench, year, parcels, benefits)
        change = _change(bench, taxpayer_id, year, owed, ledger, proof)
        if change.entries:
            found.append(change)
    return tuple(found)


def assess_held(
    bench: Bench,
    year: int,
    parcels: Iterable[ParcelRow],
    benefits: Iterable[BenefitRow],
    on: date | None = None,
) -> Assessment:
    """The tax of a year by what held on its 1 January, or on another day. Raises NotAssessed."""
    first = on or date(year, 1, 1)
    held = [parcel_of(each) for each in parcels if _holds(each, first)]
    granted = [each for each in benefits if _holds(each, first)]
    last = max(granted, key=lambda each: each.id, default=None)
    benefit = Benefit(last.benefit, bool(last.only_home), last.income) if last else Benefit()
    if not held:
        return Assessment.nothing()
    return assess(bench.law, year, bench.valued(year, held), benefit)


def _holds(row: ParcelRow | BenefitRow, day: date) -> bool:
    return row.from_on <= day and (row.until_on is None or row.until_on > day)


def parcel_of(row: ParcelRow) -> Parcel:
    """A declared parcel as it is assessed."""
    return Parcel(
        row.code, row.land, row.land_value, floors_of(row.floors), row.works, row.share, row.use,
        row.exempt, row.zone, official_of(row.official),
    )  # fmt: skip


def _change(
    bench: Bench,
    taxpayer_id: int,
    year: int,
    owed: Assessment,
    ledger: Sequence[TaxEntryRow],
    proof: str,
) -> Change:
    own = [each for each in standing(ledger) if each.year == year and each.concept == PREDIAL]
    days = bench.figures.due_days(year)
    before = {place: _charged(own, place) for place in range(1, len(days) + 1)}
    now = dict(enumerate((int(each * 100) for each in owed.instalments), start=1))
    entries: list[TaxEntryRow] = []
    for place, charged in before.items():
        rows = [each for each in own if each.instalment == place]
        what = What(rows[0].due_on if rows else days[place - 1], year, PREDIAL, place)
        cents = now.get(place, 0) - charged
        if cents > 0:
            entries.append(_more(bench, taxpayer_id, what, cents, proof))
        elif cents < 0:
            entries += lessen(bench, rows, -cents, proof)
    issued = any(each.year == year and each.concept == EMISSION for each in ledger)
    if entries and owed.emission and owed.tax and not issued:
        what = What(days[0], year, EMISSION, 0)
        entries.append(_more(bench, taxpayer_id, what, int(owed.emission * 100), proof))
    return Change(year, Decimal(sum(before.values())) / 100, owed.tax, tuple(entries))


def _charged(rows: Iterable[TaxEntryRow], instalment: int) -> int:
    """What an instalment was issued with and charged since."""
    return sum(each.cents for each in rows if each.instalment == instalment and _is_charge(each))


def _is_charge(row: TaxEntryRow) -> bool:
    return row.kind == TaxEntryKind.CHARGE


def lessen(
    bench: Bench, rows: Sequence[TaxEntryRow], cents: int, proof: str
) -> Iterator[TaxEntryRow]:
    """So many cents less of an instalment, whose rows are those that stand: the last charge first;
    what was paid of them is the taxpayer's."""
    left, charges = cents, [each for each in reversed(rows) if _is_charge(each)]
    for row, part in _parts(charges, left):
        yield counter(bench, row, part, proof)
    paid = [each for each in reversed(rows) if each.kind in PAYS and each.credit == RECEIVABLE]
    surplus = max(cents - max(on_account(rows, RECEIVABLE), 0), 0)
    for row, part in _parts(paid, surplus):
        yield counter(bench, row, part, proof)
        if row.kind == TaxEntryKind.PAYMENT:
            yield replace(
                row, id=bench.installation.ids.new(), concept=FAVOUR, instalment=0,
                kind=TaxEntryKind.CREDIT, credit=CREDIT, cents=part, on_day=bench.today,
                run_id=None, note=proof, at=bench.installation.clock.now(),
            )  # fmt: skip


def _parts(rows: Iterable[TaxEntryRow], cents: int) -> Iterator[tuple[TaxEntryRow, int]]:
    for row in rows:
        part = min(row.cents, cents)
        cents -= part
        if part > 0:
            yield row, part


def counter(bench: Bench, row: TaxEntryRow, cents: int, proof: str) -> TaxEntryRow:
    """So many cents of an entry count no more."""
    return replace(
        row, id=bench.installation.ids.new(), kind=TaxEntryKind.CONTRA, debit=row.credit,
        credit=row.debit, cents=cents, on_day=bench.today, run_id=None, note=proof,
        at=bench.installation.clock.now(), counters=row.id,
    )  # fmt: skip


def _more(bench: Bench, taxpayer_id: int, what: What, cents: int, proof: str) -> TaxEntryRow:
    return TaxEntryRow(
        id=bench.installation.ids.new(), taxpayer_id=taxpayer_id, year=what.year,
        concept=what.concept, instalment=what.instalment, due_on=what.due_on,
        kind=TaxEntryKind.CHARGE, debit=RECEIVABLE, credit=INCOME, cents=cents,
        on_day=bench.today, run_id=None, person_id=None, note=proof,
        at=bench.installation.clock.now(),
    )  # fmt: skip
