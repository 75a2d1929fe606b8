"""What is owed of each thing moves with the ledger; debts enter a stage, and what was done about
them is noted. What is done to many at once has a row for each debt, and its outcome is written
with it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.queries.taxes import INTEREST, RECEIVABLE, TaxEntryRow
from storage.tables import (
    tax_campaign_items,
    tax_debt_acts,
    tax_debts,
    tax_entries,
    tax_parcels,
)
from storage.tables.dues import ItemOutcome, Stage
from storage.tables.taxes import TaxEntryKind

_DAY = timedelta(days=1)
_KEY = ("taxpayer_id", "year", "concept", "instalment", "due_on")
_OWED = (RECEIVABLE, INTEREST)
_COUNTS = (
    TaxEntryKind.INTEREST,
    TaxEntryKind.PAYMENT,
    TaxEntryKind.APPLIED,
    TaxEntryKind.DISCOUNT,
)


@dataclass(frozen=True, slots=True)
class DebtAct:
    """Something that was done about a debt, on a day; `until_on` where it lasts and is over."""

    debt_id: int
    kind: str
    case_id: int
    on_day: date
    until_on: date | None = None
    note: str = ""


def move_debts(connection: Connection, municipality_id: int, rows: Sequence[TaxEntryRow]) -> None:
    """What these postings change of what is owed. A payment that leaves a rest makes the term of
    prescription begin anew on the day after it (Código Tributario, art. 45)."""
    moved = list(_moves(rows))
    if not moved:
        return
    _move(connection, municipality_id, moved)
    countered = {each.counters for each in rows if each.counters is not None}
    if countered:
        _count_anew(connection, municipality_id, {each.taxpayer_id for each in rows})


def _move(connection: Connection, municipality_id: int, moved: Sequence[dict[str, Any]]) -> None:
    sectors = _sectors(connection, municipality_id, {each["taxpayer_id"] for each in moved})
    for each in moved:
        each |= {"municipality_id": municipality_id, "sector": sectors.get(each["taxpayer_id"], "")}
    upsert = _upsert(connection)(tax_debts)
    old, new = tax_debts.c, upsert.excluded
    changed = {
        "tax": old.tax + new.tax,
        "interest": old.interest + new.interest,
        **{name: _later(old[name], new[name]) for name in ("counted_on", "grown_on", "runs_from")},
    }
    keys = ["municipality_id", *_KEY]
    connection.execute(upsert.on_conflict_do_update(index_elements=keys, set_=changed), moved)


def _count_anew(
    connection: Connection, municipality_id: int, taxpayer_ids: Collection[int]
) -> None:
    """What a contra entry counters was never counted: up to when interest and growth stand is
    read from the entries of which something is left."""
    of, contra = tax_entries.c, tax_entries.alias("contra").c
    gone = (
        select(func.coalesce(func.sum(contra.cents), 0))
        .where(contra.municipality_id == of.municipality_id, contra.counters == of.id)
        .scalar_subquery()
    )
    stands = (of.municipality_id == municipality_id, of.counters.is_(None), of.cents > gone)
    mine = [of[name] == tax_debts.c[name] for name in _KEY]

    def last(kinds: Sequence[str]) -> Any:
        days = select(func.max(of.on_day)).where(*stands, *mine, of.kind.in_(kinds))
        return days.scalar_subquery()

    connection.execute(
        update(tax_debts)
        .where(tax_debts.c.municipality_id == municipality_id)
        .where(tax_debts.c.taxpayer_id.in_(sorted(taxpayer_ids)))
        .values(counted_on=last(_COUNTS), grown_on=last((TaxEntryKind.ADJUSTMENT,)))
    )


def _later(old: Any, new: Any) -> Any:
    return case((old.is_(None) | (old < new), new), else_=old)


def _moves(rows: Sequence[TaxEntryRow]) -> Iterator[dict[str, Any]]:
    by_debt = defaultdict[tuple[Any, ...], list[TaxEntryRow]](list)
    for row in rows:
        by_debt[tuple(getattr(row, name) for name in _KEY)].append(row)
    for key, entries in by_debt.items():
        if all(each.debit not in _OWED and each.credit not in _OWED for each in entries):
            continue
        counted = [
            each.on_day for each in entries if each.kind in _COUNTS and each.counters is None
        ]
        grown = [each.on_day for each in entries if each.kind == TaxEntryKind.ADJUSTMENT]
        paid = [each.on_day + _DAY for each in entries if each.kind == TaxEntryKind.PAYMENT]
        due_on: date = key[-1]
        yield {
            **dict(zip(_KEY, key, strict=True)),
            "id": entries[0].id,
            "tax": _balance(entries, RECEIVABLE),
            "interest": _balance(entries, INTEREST),
            "counted_on": max(counted, default=None),
            "grown_on": max(grown, default=None),
            "stage": Stage.ORDINARY,
            "since": due_on,
            "runs_from": max(date(due_on.year + 1, 1, 1), *paid, date.min),
        }


def _balance(entries: Sequence[TaxEntryRow], account: str) -> int:
    return sum(
        (each.debit == account) * each.cents - (each.credit == account) * each.cents
        for each in entries
    )


def _sectors(
    connection: Connection, municipality_id: int, taxpayer_ids: Collection[int]
) -> dict[int, str]:
    """The block in which each has a parcel: its code without the last part."""
    of = tax_parcels.c
    found = (
        select(of.taxpayer_id, func.min(of.code))
        .where(of.municipality_id == municipality_id, of.taxpayer_id.in_(sorted(taxpayer_ids)))
        .group_by(of.taxpayer_id)
    )
    return {who: code.rpartition("-")[0] for who, code in connection.execute(found)}


def enter_stage(
    connection: Connection,
    municipality_id: int,
    debt_ids: Collection[int],
    *,
    before: Collection[Stage],
    stage: Stage,
    case_id: int | None,
    held_by: int | None = None,
    on: date,
) -> int:
    """Debts enter a stage, those that are at one of these before it and, where `held_by` says so,
    are held by that case; how many did."""
    of = tax_debts.c
    entered = (
        update(tax_debts)
        .where(of.municipality_id == municipality_id, of.id.in_(sorted(debt_ids)))
        .where(of.stage.in_([str(each) for each in before]))
        .values(stage=stage, case_id=case_id, since=on)
    )
    if held_by is not None:
        entered = entered.where(of.case_id == held_by)
    return connection.execute(entered).rowcount


def runs_anew(
    connection: Connection, municipality_id: int, starts: Sequence[tuple[int, date]]
) -> None:
    """The term of the prescription of these debts runs from another day."""
    of = tax_debts.c
    changed = (
        update(tax_debts)
        .where(of.municipality_id == municipality_id, of.id == bindparam("debt"))
        .values(runs_from=bindparam("day"))
    )
    if starts:
        connection.execute(changed, [{"debt": debt, "day": day} for debt, day in starts])


def note_acts(
    connection: Connection, municipality_id: int, acts: Sequence[DebtAct], *, at: datetime
) -> None:
    """What was done is noted once; what lasts gets its last day when it is noted again."""
    if not acts:
        return
    values = [
        {
            "municipality_id": municipality_id,
            **{name: getattr(act, name) for name in DebtAct.__dataclass_fields__},
            "at": at,
        }
        for act in acts
    ]
    upsert = _upsert(connection)(tax_debt_acts)
    keys = ["municipality_id", "debt_id", "kind", "case_id"]
    changed = {"until_on": upsert.excluded.until_on}
    connection.execute(upsert.on_conflict_do_update(index_elements=keys, set_=changed), values)


def insert_items(
    connection: Connection, municipality_id: int, case_id: int, debts: Sequence[tuple[int, int]]
) -> None:
    """Debts (with their taxpayer) that something is to be done to; those that are there stay."""
    if not debts:
        return
    values = [
        {
            "municipality_id": municipality_id, "case_id": case_id, "debt_id": debt,
            "taxpayer_id": who, "state": ItemOutcome.WAITING, "why": "", "cents": 0, "opened": "",
        }
        for debt, who in debts
    ]  # fmt: skip
    connection.execute(_upsert(connection)(tax_campaign_items).on_conflict_do_nothing(), values)


def end_items(
    connection: Connection,
    municipality_id: int,
    case_id: int,
    rows: Sequence[dict[str, Any]],
) -> None:
    """What came of them: `debt`, `state`, `why`, `cents`, `opened`; only of those that wait."""
    of = tax_campaign_items.c
    names = ("state", "why", "cents", "opened")
    ended = (
        update(tax_campaign_items)
        .where(of.municipality_id == municipality_id, of.case_id == case_id)
        .where(of.debt_id == bindparam("debt"), of.state == ItemOutcome.WAITING)
        .values({name: bindparam(f"new_{name}") for name in names})
    )
    given = [{"debt": row["debt"], **{f"new_{name}": row[name] for name in names}} for row in rows]
    if given:
        connection.execute(ended, given)


def note_told(
    connection: Connection,
    municipality_id: int,
    case_id: int,
    taxpayer_id: int,
    *,
    how: str,
    opened: str,
) -> bool:
    """By which way somebody was told in a campaign, and the case of their letter; False before
    what was done is written."""
    of = tax_campaign_items.c
    done = connection.execute(
        update(tax_campaign_items)
        .where(of.municipality_id == municipality_id, of.case_id == case_id)
        .where(of.taxpayer_id == taxpayer_id, of.state == ItemOutcome.DONE)
        .values(why=how, opened=opened)
    )
    return done.rowcount > 0


def _upsert(connection: Connection) -> Callable[..., Any]:
    """INSERT with ON CONFLICT, as the database writes it."""
    dialects = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
    return dialects.get(connection.dialect.name, insert)
