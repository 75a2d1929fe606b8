"""Taxpayers and declarations are written, a run takes, assesses and issues, and its ledger grows.

A run goes on by its cursor: the rows of a chunk and the cursor move in one transaction, and only
from where the writer thought it stood, so that whoever is killed leaves no gap and no double.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Subquery, bindparam, case, delete, func, insert, literal, select, update

from storage.database import Connection
from storage.queries.taxes import BenefitRow, ParcelRow, TaxEntryRow, TaxpayerRow
from storage.tables import (
    tax_assessments,
    tax_benefits,
    tax_entries,
    tax_parcels,
    tax_run_parcels,
    tax_runs,
    taxpayers,
)
from storage.tables.taxes import AssessmentState, RunState
from storage.words import plain
from storage.writes.dues import move_debts

NO_BENEFIT = "ninguno"
_COPIED = ("code", "land", "land_value", "works", "share", "floors", "zone", "use", "exempt",
           "official")  # fmt: skip


def insert_taxpayers(
    connection: Connection, municipality_id: int, rows: Sequence[TaxpayerRow]
) -> None:
    """New taxpayers."""
    values = [_taxpayer(municipality_id, row) for row in rows]
    connection.execute(insert(taxpayers), values)


def change_taxpayer(connection: Connection, municipality_id: int, row: TaxpayerRow) -> None:
    """What is known of a taxpayer, anew."""
    own = (taxpayers.c.municipality_id == municipality_id, taxpayers.c.id == row.id)
    connection.execute(update(taxpayers).where(*own).values(_taxpayer(municipality_id, row)))


def insert_parcels(connection: Connection, municipality_id: int, rows: Sequence[ParcelRow]) -> None:
    """What was declared of parcels."""
    values = [{"municipality_id": municipality_id, **_plain(row)} for row in rows]
    connection.execute(insert(tax_parcels), values)


def end_parcels(
    connection: Connection, municipality_id: int, taxpayer_id: int, code: str, *, on: date
) -> int:
    """What a taxpayer declared of a parcel holds no more from a day on; how many rows."""
    of = tax_parcels.c
    ended = (
        update(tax_parcels)
        .where(of.municipality_id == municipality_id, of.taxpayer_id == taxpayer_id)
        .where(of.code == code, of.until_on.is_(None), of.from_on <= on)
        .values(until_on=on)
    )
    return connection.execute(ended).rowcount


def end_parcel_rows(
    connection: Connection, municipality_id: int, ids: Sequence[int], *, on: date
) -> int:
    """These rows hold no more from a day on; how many still did."""
    of = tax_parcels.c
    ended = (
        update(tax_parcels)
        .where(of.municipality_id == municipality_id, of.id.in_(ids))
        .where(of.until_on.is_(None) | (of.until_on > on))
        .values(until_on=on)
    )
    return connection.execute(ended).rowcount


def grant_benefit(connection: Connection, municipality_id: int, row: BenefitRow) -> None:
    """A benefit from a day on; what was granted before ends then, and what was to begin later does
    not begin."""
    end_benefits(connection, municipality_id, row.taxpayer_id, on=row.from_on)
    insert_benefits(connection, municipality_id, [row])


def insert_benefits(
    connection: Connection, municipality_id: int, rows: Sequence[BenefitRow]
) -> None:
    """Benefits of taxpayers who have none."""
    values = [
        {**_plain(row), "municipality_id": municipality_id, "only_home": int(row.only_home)}
        for row in rows
    ]
    connection.execute(insert(tax_benefits), values)


def end_benefits(
    connection: Connection, municipality_id: int, taxpayer_id: int, *, on: date
) -> int:
    """A taxpayer has no benefit from a day on; how many rows."""
    of = tax_benefits.c
    ended = (
        update(tax_benefits)
        .where(of.municipality_id == municipality_id, of.taxpayer_id == taxpayer_id)
        .where(of.until_on.is_(None) | (of.until_on > on))
        .values(until_on=case((of.from_on > on, of.from_on), else_=literal(on, of.from_on.type)))
    )
    return connection.execute(ended).rowcount


def take_run(
    connection: Connection,
    municipality_id: int,
    *,
    run_id: int,
    case_id: int,
    year: int,
    on: date,
    at: datetime,
) -> None:
    """A run copies whatever holds on a day: two statements, however many parcels there are. What
    its case took before and did not issue is taken anew."""
    drop_run(connection, municipality_id, case_id)
    begun = {
        "municipality_id": municipality_id, "id": run_id, "case_id": case_id, "year": year,
        "state": RunState.TAKEN, "taken": 0, "parcels": 0, "cursor": 0, "issued": 0,
        "began_at": at,
    }  # fmt: skip
    connection.execute(insert(tax_runs).values(begun))
    of = tax_parcels.c
    held = (
        of.municipality_id == municipality_id,
        of.from_on <= on,
        of.until_on.is_(None) | (of.until_on > on),
    )
    copied = select(
        of.municipality_id, literal(run_id), of.taxpayer_id, of.id, *(of[n] for n in _COPIED)
    ).where(*held)
    into = ("municipality_id", "run_id", "taxpayer_id", "parcel_id", *_COPIED)
    connection.execute(insert(tax_run_parcels).from_select(into, copied))
    who = taxpayers.c
    owners = select(of.taxpayer_id).where(*held)
    granted = _granted(municipality_id, on)
    people = select(
        who.municipality_id, literal(run_id), who.id,
        func.coalesce(granted.c.benefit, NO_BENEFIT), func.coalesce(granted.c.only_home, 0),
        func.coalesce(granted.c.income, literal(Decimal(0), granted.c.income.type)),
        literal(str(AssessmentState.TAKEN)), literal(0), literal(0), literal(0), literal(0),
        literal(0), literal(""), literal(""),
    ).select_from(
        taxpayers.outerjoin(granted, granted.c.taxpayer_id == who.id)
    ).where(who.municipality_id == municipality_id, who.id.in_(owners))  # fmt: skip
    named = (
        "municipality_id", "run_id", "taxpayer_id", "benefit", "only_home", "income", "state",
        "value", "base", "tax", "emission", "review", "lines", "why",
    )  # fmt: skip
    connection.execute(insert(tax_assessments).from_select(named, people))
    _count(connection, municipality_id, run_id)


def _granted(municipality_id: int, on: date) -> Subquery:
    """The benefit of each taxpayer on a day; of two the one that was entered last."""
    of = tax_benefits.c
    held = (
        of.municipality_id == municipality_id,
        of.from_on <= on,
        of.until_on.is_(None) | (of.until_on > on),
    )
    last = select(func.max(of.id)).where(*held).group_by(of.taxpayer_id)
    columns = (of.taxpayer_id, of.benefit, of.only_home, of.income)
    return select(*columns).where(*held, of.id.in_(last)).subquery()


def _count(connection: Connection, municipality_id: int, run_id: int) -> None:
    counted = {
        name: select(func.count())
        .where(table.c.municipality_id == municipality_id, table.c.run_id == run_id)
        .scalar_subquery()
        for name, table in (("taken", tax_assessments), ("parcels", tax_run_parcels))
    }
    connection.execute(update(tax_runs).where(*_run(municipality_id, run_id)).values(counted))


def drop_run(connection: Connection, municipality_id: int, case_id: int) -> None:
    """What a case took and nobody issued is forgotten."""
    owned = select(tax_runs.c.id).where(
        tax_runs.c.municipality_id == municipality_id,
        tax_runs.c.case_id == case_id,
        tax_runs.c.state.in_((RunState.TAKEN, RunState.ASSESSED)),
    )
    found = [row[0] for row in connection.execute(owned)]
    for table in (tax_assessments, tax_run_parcels):
        own = (table.c.municipality_id == municipality_id, table.c.run_id.in_(found))
        connection.execute(delete(table).where(*own))
    own = (tax_runs.c.municipality_id == municipality_id, tax_runs.c.id.in_(found))
    connection.execute(delete(tax_runs).where(*own))


def move_run(
    connection: Connection,
    municipality_id: int,
    run_id: int,
    *,
    state: str,
    cursor: int,
    to: int,
    issued: int = 0,
) -> bool:
    """The cursor goes on from where it was thought to stand; False: another was faster."""
    moved = (
        update(tax_runs)
        .where(*_run(municipality_id, run_id))
        .where(tax_runs.c.state == state, tax_runs.c.cursor == cursor)
        .values(cursor=to, issued=tax_runs.c.issued + issued)
    )
    return connection.execute(moved).rowcount == 1


def enter_state(
    connection: Connection,
    municipality_id: int,
    run_id: int,
    *,
    before: str,
    state: str,
    at: datetime | None = None,
) -> bool:
    """The run enters its next state, its cursor at the beginning; False where it was in another."""
    entered = (
        update(tax_runs)
        .where(*_run(municipality_id, run_id), tax_runs.c.state == before)
        .values(state=state, cursor=0, ended_at=at)
    )
    return connection.execute(entered).rowcount == 1


def write_results(
    connection: Connection, municipality_id: int, run_id: int, rows: Sequence[dict[str, Any]]
) -> None:
    """What came of the taxpayers of a chunk: `taxpayer` and the columns that change, the same
    ones in each."""
    changed = [name for name in rows[0] if name != "taxpayer"]
    statement = (
        update(tax_assessments)
        .where(tax_assessments.c.municipality_id == municipality_id)
        .where(tax_assessments.c.run_id == run_id)
        .where(tax_assessments.c.taxpayer_id == bindparam("taxpayer"))
        .values({name: bindparam(f"new_{name}") for name in changed})
    )
    given = [
        {"taxpayer": row["taxpayer"], **{f"new_{name}": row[name] for name in changed}}
        for row in rows
    ]
    connection.execute(statement, given)


def insert_tax_entries(
    connection: Connection, municipality_id: int, rows: Sequence[TaxEntryRow]
) -> None:
    """The ledger grows, and what is owed of each thing with it."""
    if rows:
        values = [{"municipality_id": municipality_id, **_plain(row)} for row in rows]
        connection.execute(insert(tax_entries), values)
        move_debts(connection, municipality_id, rows)


def _plain(row: Any) -> dict[str, Any]:
    """The fields of a flat row; `asdict` copies each value, which is most of a run's issuing."""
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


def _run(municipality_id: int, run_id: int) -> tuple[Any, ...]:
    return tax_runs.c.municipality_id == municipality_id, tax_runs.c.id == run_id


def _taxpayer(municipality_id: int, row: TaxpayerRow) -> dict[str, Any]:
    sought = plain(f"{row.code} {row.document} {row.name}")
    return {
        **_plain(row),
        "municipality_id": municipality_id,
        "sought": sought,
    }
