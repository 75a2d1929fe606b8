"""The yearly runs: what was taken, what came of each taxpayer, and what a person should look at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Select, case, func, select

from storage.database import Connection
from storage.queries.reading import containing, joined, many, one
from storage.tables import cases, tax_assessments, tax_run_parcels, tax_runs, taxpayers
from storage.tables.taxes import AssessmentState, RunState
from storage.words import plain


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run; `cursor` is the taxpayer up to whom the work of its state is done."""

    id: int
    case_id: int
    year: int
    state: str
    taken: int
    parcels: int
    cursor: int
    issued: int
    began_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class RunTotals:
    """What a run comes to, in cents; `assessed` taxpayers have a result, `failed` none."""

    assessed: int
    failed: int
    review: int
    value: int
    tax: int
    emission: int
    before: int


@dataclass(frozen=True, slots=True)
class TakenRow:
    """A taxpayer as a run took it."""

    taxpayer_id: int
    benefit: str
    only_home: bool
    income: Decimal
    before: int | None


@dataclass(frozen=True, slots=True)
class RunParcelRow:
    """A parcel as a run took it; `floors` is JSON."""

    taxpayer_id: int
    parcel_id: int
    code: str
    land: Decimal
    land_value: Decimal
    works: Decimal
    share: Decimal
    floors: str
    use: str
    exempt: str
    zone: str
    official: str


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """What a run assessed of a taxpayer, in cents; `lines` is how it came about, as JSON."""

    run_id: int
    taxpayer_id: int
    state: str
    value: int
    base: int
    tax: int
    emission: int
    before: int | None
    review: bool
    lines: str
    why: str
    number: str | None


_RUN = tuple(tax_runs.c[name] for name in RunRow.__dataclass_fields__)
_TAKEN = tuple(tax_assessments.c[name] for name in TakenRow.__dataclass_fields__)
_PARCEL = tuple(tax_run_parcels.c[name] for name in RunParcelRow.__dataclass_fields__)
_ASSESSMENT = tuple(tax_assessments.c[name] for name in AssessmentRow.__dataclass_fields__)
LONGEST_SEARCH = 5
ISSUED = (RunState.ISSUING, RunState.ISSUED)


def run_by_id(connection: Connection, municipality_id: int, run_id: int) -> RunRow | None:
    """One run."""
    return one(connection, _runs(municipality_id).where(tax_runs.c.id == run_id), RunRow)


def run_of_case(connection: Connection, municipality_id: int, case_id: int) -> RunRow | None:
    """The run of a case."""
    return one(connection, _runs(municipality_id).where(tax_runs.c.case_id == case_id), RunRow)


def issued_run_of(connection: Connection, municipality_id: int, year: int) -> RunRow | None:
    """The run that issued a year, or is doing so."""
    issued = tax_runs.c.state.in_(ISSUED)
    found = _runs(municipality_id).where(tax_runs.c.year == year, issued)
    return one(connection, found, RunRow)


def issued_years(connection: Connection, municipality_id: int, *, since: int) -> tuple[int, ...]:
    """The years from one on whose tax was issued, in order."""
    found = (
        select(tax_runs.c.year)
        .where(
            tax_runs.c.municipality_id == municipality_id,
            tax_runs.c.year >= since,
            tax_runs.c.state == RunState.ISSUED,
        )
        .order_by(tax_runs.c.year)
    )
    return tuple(connection.execute(found).scalars())


def runs_of(
    connection: Connection, municipality_id: int, *, limit: int = 50
) -> tuple[tuple[RunRow, str], ...]:
    """The last runs with the number of their case."""
    found = (
        select(*_RUN, cases.c.number)
        .join(cases, joined(tax_runs, cases, "case_id"))
        .where(tax_runs.c.municipality_id == municipality_id)
        .order_by(tax_runs.c.began_at.desc(), tax_runs.c.id.desc())
        .limit(limit)
    )
    return tuple((RunRow(*row[:-1]), row[-1]) for row in connection.execute(found))


def totals_of_run(connection: Connection, municipality_id: int, run_id: int) -> RunTotals:
    """What a run comes to."""
    of = tax_assessments.c
    failed = func.sum(case((of.state == AssessmentState.FAILED, 1), else_=0))
    waiting = func.sum(case((of.state == AssessmentState.TAKEN, 1), else_=0))
    found = select(
        func.count(), waiting, failed, func.sum(of.review), func.sum(of.value),
        func.sum(of.tax), func.sum(of.emission), func.sum(func.coalesce(of.before, 0)),
    ).where(of.municipality_id == municipality_id, of.run_id == run_id)  # fmt: skip
    rows, left, bad, *sums = (int(each or 0) for each in connection.execute(found).one())
    return RunTotals(rows - left - bad, bad, *sums)


def taken_after(
    connection: Connection, municipality_id: int, run_id: int, after: int, *, limit: int
) -> tuple[TakenRow, ...]:
    """The next taxpayers of a run, by their number."""
    of = tax_assessments.c
    found = (
        select(*_TAKEN)
        .where(of.municipality_id == municipality_id, of.run_id == run_id, of.taxpayer_id > after)
        .order_by(of.taxpayer_id)
        .limit(limit)
    )
    return many(connection, found, TakenRow)


def parcels_of_run(
    connection: Connection, municipality_id: int, run_id: int, *, first: int, last: int
) -> tuple[RunParcelRow, ...]:
    """The parcels that a run took of taxpayers from one number to another."""
    of = tax_run_parcels.c
    found = (
        select(*_PARCEL)
        .where(of.municipality_id == municipality_id, of.run_id == run_id)
        .where(of.taxpayer_id >= first, of.taxpayer_id <= last)
        .order_by(of.taxpayer_id, of.parcel_id)
    )
    return many(connection, found, RunParcelRow)


def lines_of_parcels(
    connection: Connection, municipality_id: int, run_id: int, codes: Iterable[str] | None = None
) -> tuple[str, ...]:
    """How the tax of whoever had these parcels came about in a run, as JSON; of all of them where
    no codes are given."""
    of, parcel = tax_assessments.c, tax_run_parcels.c
    found = select(of.lines).where(of.municipality_id == municipality_id, of.run_id == run_id)
    if codes is not None:
        own = select(parcel.taxpayer_id).where(
            parcel.municipality_id == municipality_id,
            parcel.run_id == run_id,
            parcel.code.in_(list(codes)),
        )
        found = found.where(of.taxpayer_id.in_(own))
    return tuple(connection.execute(found).scalars())


def assessments_after(
    connection: Connection, municipality_id: int, run_id: int, after: int, *, limit: int
) -> tuple[AssessmentRow, ...]:
    """What a run assessed, by the number of the taxpayer."""
    of = tax_assessments.c
    found = (
        _assessments(municipality_id)
        .where(of.run_id == run_id, of.taxpayer_id > after)
        .order_by(of.taxpayer_id)
        .limit(limit)
    )
    return many(connection, found, AssessmentRow)


def to_review(
    connection: Connection, municipality_id: int, run_id: int, *, limit: int = 50, after: int = 0
) -> tuple[tuple[AssessmentRow, str, str], ...]:
    """What a person should look at before it is issued, with code and name of the taxpayer: what
    differs too much from the year before, and what the tables gave no amount for."""
    of = tax_assessments.c
    found = (
        select(*_ASSESSMENT, taxpayers.c.code, taxpayers.c.name)
        .join(taxpayers, joined(tax_assessments, taxpayers, "taxpayer_id"))
        .where(of.municipality_id == municipality_id, of.run_id == run_id)
        .where(of.review == 1, of.taxpayer_id > after)
        .order_by(of.taxpayer_id)
        .limit(limit)
    )
    rows = connection.execute(found)
    return tuple((AssessmentRow(*row[:-2]), row[-2], row[-1]) for row in rows)


def results_of_run(
    connection: Connection,
    municipality_id: int,
    run_id: int,
    words: str = "",
    *,
    after: int = 0,
    limit: int = 50,
) -> tuple[tuple[AssessmentRow, str, str], ...]:
    """What came of each taxpayer, with code and name: those with all the words in code, document or
    name."""
    of = tax_assessments.c
    found = (
        select(*_ASSESSMENT, taxpayers.c.code, taxpayers.c.name)
        .join(taxpayers, joined(tax_assessments, taxpayers, "taxpayer_id"))
        .where(of.municipality_id == municipality_id, of.run_id == run_id, of.taxpayer_id > after)
        .order_by(of.taxpayer_id)
        .limit(limit)
    )
    for word in plain(words).split()[:LONGEST_SEARCH]:
        found = found.where(containing(taxpayers.c.sought, word))
    rows = connection.execute(found)
    return tuple((AssessmentRow(*row[:-2]), row[-2], row[-1]) for row in rows)


def issued_from(
    connection: Connection,
    municipality_id: int,
    run_id: int,
    number: str,
    *,
    limit: int,
    of_taxpayer: int | None = None,
) -> tuple[AssessmentRow, ...]:
    """What a run issued, from a number on; of one taxpayer where one is named."""
    of = tax_assessments.c
    found = (
        _assessments(municipality_id)
        .where(of.run_id == run_id, of.number >= number)
        .order_by(of.number)
        .limit(limit)
    )
    if of_taxpayer is not None:
        found = found.where(of.taxpayer_id == of_taxpayer)
    return many(connection, found, AssessmentRow)


def assessments_of_taxpayer(
    connection: Connection, municipality_id: int, taxpayer_id: int
) -> tuple[tuple[AssessmentRow, int], ...]:
    """What was issued to a taxpayer, with its year, the newest first."""
    of = tax_assessments.c
    found = (
        select(*_ASSESSMENT, tax_runs.c.year)
        .join(tax_runs, joined(tax_assessments, tax_runs, "run_id"))
        .where(of.municipality_id == municipality_id, of.taxpayer_id == taxpayer_id)
        .where(of.state == AssessmentState.ISSUED)
        .order_by(tax_runs.c.year.desc(), of.run_id.desc())
    )
    return tuple((AssessmentRow(*row[:-1]), row[-1]) for row in connection.execute(found))


def _runs(municipality_id: int) -> Select[tuple[object, ...]]:
    return select(*_RUN).where(tax_runs.c.municipality_id == municipality_id)


def _assessments(municipality_id: int) -> Select[tuple[object, ...]]:
    return select(*_ASSESSMENT).where(tax_assessments.c.municipality_id == municipality_id)


def taxed_before(
    connection: Connection, municipality_id: int, run_id: int, taxpayer_ids: Iterable[int]
) -> dict[int, int]:
    """The tax, in cents, that a run issued to some taxpayers."""
    of = tax_assessments.c
    found = select(of.taxpayer_id, of.tax).where(
        of.municipality_id == municipality_id,
        of.run_id == run_id,
        of.state == AssessmentState.ISSUED,
        of.taxpayer_id.in_(list(taxpayer_ids)),
    )
    return {row[0]: row[1] for row in connection.execute(found)}
