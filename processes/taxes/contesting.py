"""What somebody contests, or asks to have declared prescribed: the debts of a concept and years.

While a claim is pending its debts are at the stage `claimed`: nobody collects them, and the term of
prescription stands still. What is upheld, and what is prescribed, is countered in the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.installation import Installation
from processes.taxes.account import What
from processes.taxes.dues.prescribing import Act, Term, prescription
from processes.taxes.dues.stages import CLAIMED, tell_idle
from processes.taxes.reassessing import Bench, counter, lessen
from processes.taxes.standing import on_account, standing
from storage.database import Connection
from storage.queries.dues import ActRow, DebtRow, acts_of_debts, debts_of_taxpayer
from storage.queries.taxes import (
    INTEREST,
    RECEIVABLE,
    TaxEntryRow,
    TaxpayerRow,
    account_of,
    taxpayer_by_code,
)
from storage.tables.dues import Stage
from storage.tables.taxes import TaxEntryKind
from storage.writes.dues import DebtAct, enter_stage, note_acts
from storage.writes.taxes import insert_tax_entries

COLLECTED = (Stage.ORDINARY, Stage.VALUED)


@dataclass(frozen=True, slots=True)
class Matter:
    """The debts of a taxpayer that a case is about: of one concept, from a year to another."""

    code: str
    concept: str
    since: int
    until: int

    def holds(self, year: int, concept: str) -> bool:
        """Whether a debt is one of them."""
        return concept == self.concept and self.since <= year <= self.until


@dataclass(frozen=True, slots=True)
class YearTerm:
    """How the term of a year stands: of all its debts the one that prescribes last."""

    year: int
    owed: Decimal
    term: Term
    prescribed: bool


def contest(
    installation: Installation, municipality_id: int, case_id: int, matter: Matter
) -> tuple[TaxpayerRow, Decimal]:
    """A claim is filed: its debts that are not coerced yet are collected no more; what they come
    to without interest that was not counted. Raises LookupError."""

    def verb(connection: Connection) -> tuple[TaxpayerRow, Decimal]:
        bench, who = bench_of(installation, connection, municipality_id, matter)
        debts = [each for each in debts_of(bench, who, matter) if each.tax + each.interest > 0]
        ids = [each.id for each in debts]
        enter_stage(
            connection, municipality_id, ids,
            before=COLLECTED, stage=Stage.CLAIMED, case_id=case_id, on=bench.today,
        )  # fmt: skip
        note_acts(
            connection, municipality_id,
            [DebtAct(each, Act.CLAIM, case_id, bench.today) for each in ids],
            at=installation.clock.now(),
        )  # fmt: skip
        return who, Decimal(sum(each.tax + each.interest for each in debts)) / 100

    found = installation.database.run(verb, municipality=municipality_id)
    _stop_collecting(installation, municipality_id, matter)
    return found


def _stop_collecting(installation: Installation, municipality_id: int, matter: Matter) -> None:
    """The cases that had issued a valor for what is contested now, and hold nothing else."""
    with installation.database.read(municipality_id) as connection:
        bench, who = bench_of(installation, connection, municipality_id, matter)
        ids = [each.id for each in debts_of(bench, who, matter)]
        acts = acts_of_debts(connection, municipality_id, ids)
    holders = {each.case_id for each in acts if each.kind == Act.VALUED and each.case_id}
    tell_idle(installation, municipality_id, holders, bench.today, CLAIMED)


def settle(
    installation: Installation,
    municipality_id: int,
    case_id: int,
    matter: Matter,
    less: Decimal,
    proof: str,
) -> Decimal:
    """A claim is over: so much less is owed, the last instalment first, and the rest is collected
    again; how much was taken off. Raises LookupError."""

    def verb(connection: Connection) -> Decimal:
        bench, who = bench_of(installation, connection, municipality_id, matter)
        ledger = account_of(connection, municipality_id, who.id)
        done = {each.id for each in ledger if each.note == proof}
        if not done:
            entries = list(_lessened(bench, ledger, matter, int(less * 100), proof))
            insert_tax_entries(connection, municipality_id, entries)
        ids = [each.id for each in debts_of(bench, who, matter) if each.case_id == case_id]
        enter_stage(
            connection, municipality_id, ids,
            before=(Stage.CLAIMED,), stage=Stage.ORDINARY, case_id=None, held_by=case_id,
            on=bench.today,
        )  # fmt: skip
        acts = acts_of_debts(
            connection, municipality_id, [e.id for e in debts_of(bench, who, matter)]
        )
        own = [each for each in acts if each.case_id == case_id and each.kind == Act.CLAIM]
        note_acts(
            connection, municipality_id,
            [DebtAct(e.debt_id, e.kind, case_id, e.on_day, bench.today) for e in own],
            at=installation.clock.now(),
        )  # fmt: skip
        again = account_of(connection, municipality_id, who.id)
        gone = [each for each in again if each.note == proof and _is_contra_of_charge(each)]
        return Decimal(sum(each.cents for each in gone)) / 100

    return installation.database.run(verb, municipality=municipality_id)


def terms_of(
    installation: Installation,
    municipality_id: int,
    matter: Matter,
    years: int,
    acts: Sequence[ActRow],
) -> tuple[YearTerm, ...]:
    """How the term of each year stands, with acts that the office found besides those it knows of.
    Raises LookupError."""
    with installation.database.read(municipality_id) as connection:
        bench, who = bench_of(installation, connection, municipality_id, matter)
        debts = [each for each in debts_of(bench, who, matter) if each.tax + each.interest > 0]
        known = acts_of_debts(connection, municipality_id, [each.id for each in debts])
        ledger = standing(account_of(connection, municipality_id, who.id))
    found: dict[int, YearTerm] = {}
    for debt in debts:
        own = [each for each in known if each.debt_id == debt.id]
        own += [each for each in acts if each.debt_id in (0, debt.year)]
        term = prescription(debt.due_on, own, _paid_on(ledger, debt), bench.today, years)
        owed = Decimal(debt.tax + debt.interest) / 100
        over = term.prescribes_on is not None and term.prescribes_on <= bench.today
        before = found.get(debt.year)
        if before is None or _later(term, before.term):
            total = owed + (before.owed if before else 0)
            found[debt.year] = YearTerm(debt.year, total, term, over)
        else:
            found[debt.year] = YearTerm(debt.year, before.owed + owed, before.term,
                                        before.prescribed)  # fmt: skip
    return tuple(found[year] for year in sorted(found))


def prescribe(
    installation: Installation,
    municipality_id: int,
    matter: Matter,
    years: Iterable[int],
    proof: str,
) -> Decimal:
    """What is left of these years is owed no more, tax and interest; how much. Raises
    LookupError."""
    wanted = frozenset(years)

    def verb(connection: Connection) -> Decimal:
        bench, who = bench_of(installation, connection, municipality_id, matter)
        ledger = account_of(connection, municipality_id, who.id)
        if not any(each.note == proof for each in ledger):
            rows = [each for each in standing(ledger) if each.year in wanted
                    and each.concept == matter.concept]  # fmt: skip
            entries = [entry for some in _by_what(rows) for entry in _all_of(bench, some, proof)]
            insert_tax_entries(connection, municipality_id, entries)
        again = account_of(connection, municipality_id, who.id)
        gone = [each for each in again if each.note == proof]
        return Decimal(sum(each.cents for each in gone)) / 100

    return installation.database.run(verb, municipality=municipality_id)


def bench_of(
    installation: Installation, connection: Connection, municipality_id: int, matter: Matter
) -> tuple[Bench, TaxpayerRow]:
    """What a year is counted again with, and whose matter it is. Raises LookupError."""
    who = taxpayer_by_code(connection, municipality_id, matter.code)
    if who is None:
        raise LookupError(f"no hay un contribuyente con el código {matter.code}")
    return Bench.of(installation, connection, municipality_id), who


def debts_of(bench: Bench, who: TaxpayerRow, matter: Matter) -> list[DebtRow]:
    """The debts that it is about."""
    rows = debts_of_taxpayer(bench.connection, bench.municipality_id, who.id)
    return [each for each in rows if matter.holds(each.year, each.concept)]


def _later(one: Term, other: Term) -> bool:
    if one.prescribes_on is None or other.prescribes_on is None:
        return one.prescribes_on is None
    return one.prescribes_on > other.prescribes_on


def _paid_on(ledger: Iterable[TaxEntryRow], debt: DebtRow) -> list[date]:
    what = What(debt.due_on, debt.year, debt.concept, debt.instalment)
    return [each.on_day for each in ledger
            if each.kind == TaxEntryKind.PAYMENT and what_of(each) == what]  # fmt: skip


def what_of(row: TaxEntryRow) -> What:
    """What an entry is of."""
    return What(row.due_on, row.year, row.concept, row.instalment)


def _by_what(rows: Iterable[TaxEntryRow]) -> list[list[TaxEntryRow]]:
    found: dict[What, list[TaxEntryRow]] = {}
    for each in rows:
        found.setdefault(what_of(each), []).append(each)
    return [found[what] for what in sorted(found)]


def _lessened(
    bench: Bench, ledger: Iterable[TaxEntryRow], matter: Matter, cents: int, proof: str
) -> Iterator[TaxEntryRow]:
    rows = [each for each in standing(ledger) if matter.holds(each.year, each.concept)]
    for some in reversed(_by_what(rows)):
        charged = sum(each.cents for each in some if each.kind == TaxEntryKind.CHARGE)
        part = min(cents, charged)
        cents -= part
        if part:
            yield from lessen(bench, some, part, proof)


def _all_of(bench: Bench, rows: Sequence[TaxEntryRow], proof: str) -> Iterator[TaxEntryRow]:
    """All that is left of one debt: of the tax what was charged last, and the counted interest."""
    kinds = {
        RECEIVABLE: (TaxEntryKind.CHARGE, TaxEntryKind.ADJUSTMENT),
        INTEREST: (TaxEntryKind.INTEREST,),
    }
    for account, own in kinds.items():
        left = on_account(rows, account)
        for row in reversed([each for each in rows if each.kind in own]):
            part = min(left, row.cents)
            left -= part
            if part > 0:
                yield counter(bench, row, part, proof)


def _is_contra_of_charge(row: TaxEntryRow) -> bool:
    return row.kind == TaxEntryKind.CONTRA and row.debit == "income"
