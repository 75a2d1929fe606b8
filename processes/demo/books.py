"""The books of the taxes of Tambo Real, kept in bulk: the owners of its lots are registered, and on
the last days of the instalments the bank tells who paid.

Each entry of a day is one transaction, made once however often it is asked for: it is found again
by what it wrote. The run of each year is the story's own (`taxed.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from engine.calendar import Calendar
from engine.deadlines.calendars import calendar_of
from engine.installation import Installation
from processes.demo.padron import Holding, Taxed
from processes.demo.paying import Payer, Visit, visits
from processes.taxes.account import Account, account_on, pays
from processes.taxes.assessing import Benefit, Parcel
from processes.taxes.cents import NOTHING
from processes.taxes.declaring import NO_BENEFIT, Declaration, benefit_row, parcel_row
from processes.taxes.figures import Figures
from processes.taxes.posting import Payment, entries_of
from processes.taxes.registering import Person, enter_new
from storage.database import Connection
from storage.queries.taxes import (
    BenefitRow,
    ParcelRow,
    TaxEntryRow,
    accounts_of,
    taxpayer_by_document,
)
from storage.tables.taxes import TaxEntryKind
from storage.writes.taxes import insert_benefits, insert_parcels, insert_tax_entries

BANK = "bank"
ENTERED = (1, 14)
"""Month and day of the first year on which the owners are registered."""
PENSIONER = "pensionista"


@dataclass(slots=True)
class Books:
    """Who is to be registered, on which day, and the days on which the bank tells who paid."""

    installation: Installation
    municipality_id: int
    people: Sequence[Taxed]
    years: tuple[int, int]
    _left: list[Visit] = field(default_factory=list)
    _ids: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._left = list(visits(Calendar(), self.people, self.years))

    def catch_up(self, today: date) -> None:
        """Whatever was to be written until a day is written."""
        if not self.people or today < date(self.years[0], *ENTERED):
            return
        if not self._ids:
            self._register()
        while self._left and self._left[0].day <= today:
            self._collect(self._left.pop(0))

    def _register(self) -> None:
        town, installation = self.municipality_id, self.installation

        def verb(connection: Connection) -> dict[str, int]:
            if taxpayer_by_document(connection, town, self.people[0].owner.document):
                return self._known(connection)
            who = [Person(each.owner.document, each.owner.name, _address(each))
                   for each in self.people]  # fmt: skip
            rows = enter_new(installation, connection, town, who)
            ids = {each.owner.number: row.id for each, row in zip(self.people, rows, strict=True)}
            parcels, benefits = list(self._parcels(ids)), list(self._benefits(ids))
            insert_parcels(connection, town, parcels)
            if benefits:
                insert_benefits(connection, town, benefits)
            return ids

        self._ids = installation.database.run(verb, municipality=town)

    def _known(self, connection: Connection) -> dict[str, int]:
        found = (
            (each.owner.number,
             taxpayer_by_document(connection, self.municipality_id, each.owner.document))
            for each in self.people
        )  # fmt: skip
        return {number: row.id for number, row in found if row is not None}

    def _parcels(self, ids: Mapping[str, int]) -> Iterator[ParcelRow]:
        for each in self.people:
            for holding in each.holdings:
                said = _declaration(each, holding)
                yield parcel_row(self.installation, ids[each.owner.number], None, said)

    def _benefits(self, ids: Mapping[str, int]) -> Iterator[BenefitRow]:
        for each in self.people:
            if each.owner.pensioner:
                yield benefit_row(
                    self.installation, ids[each.owner.number], None,
                    Benefit(PENSIONER, only_home=True, income=each.income),
                    each.holdings[0].from_on,
                )  # fmt: skip

    def _collect(self, visit: Visit) -> None:
        """What the bank told on a day; whoever is found to have paid then does not pay again."""
        town = self.municipality_id
        ids = [self._ids[each.number] for each in visit.payers]

        def verb(connection: Connection) -> None:
            calendar = calendar_of(self.installation, connection, town)
            figures = Figures.of(connection, town, calendar)
            accounts = accounts_of(connection, town, ids)
            entries = self._postings(visit, accounts, figures)
            insert_tax_entries(connection, town, list(entries))

        self.installation.database.run(verb, municipality=town)

    def _postings(
        self, visit: Visit, accounts: Mapping[int, Sequence[TaxEntryRow]], figures: Figures
    ) -> Iterator[TaxEntryRow]:
        at = self.installation.clock.now()
        for payer in visit.payers:
            who = self._ids[payer.number]
            rows, proof = accounts.get(who, []), _proof(visit, who)
            account = account_on(rows, visit.day, figures)
            amount = _amount(payer, account, rows)
            if amount and all(row.note != proof for row in rows):
                payment = Payment(amount, visit.day, BANK, proof)
                imputed = pays(account, amount)
                yield from entries_of(self.installation.ids, at, who, account, imputed, payment)


def _amount(payer: Payer, account: Account, rows: Sequence[TaxEntryRow]) -> Decimal:
    """All that is owed, what is due by the day, or what was paid of the first instalment."""
    if payer.again:
        paid = (each for each in rows if each.year == account.on.year and each.instalment == 1)
        return sum(
            (Decimal(e.cents) / 100 for e in paid if e.kind == TaxEntryKind.PAYMENT), NOTHING
        )
    owed = (each for each in account.owed if payer.whole or each.what.due_on <= account.on)
    return sum((each.total for each in owed), NOTHING)


def _proof(visit: Visit, taxpayer_id: int) -> str:
    return f"BN-{visit.day:%Y%m%d}-{taxpayer_id % 1_000_000:06d}"


def _address(who: Taxed) -> str:
    return who.holdings[0].lot.address


def _declaration(who: Taxed, holding: Holding) -> Declaration:
    lot = holding.lot
    parcel = Parcel(
        lot.code, holding.land, Decimal(0), holding.floors, share=holding.share, use=holding.use,
        zone=lot.street,
    )  # fmt: skip
    return Declaration(
        who.owner.document, who.owner.name, _address(who), NO_BENEFIT, parcel, lot.address,
        holding.from_on,
    )  # fmt: skip
