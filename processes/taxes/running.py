"""The yearly run: what held on 1 January is taken, each taxpayer assessed, and the year issued.

Set by set: two statements take it all; then chunks by the number of the taxpayer, each written
with its cursor in one transaction, and only from where it was thought to stand. Whoever is killed
leaves whole chunks; whoever goes on begins where they end, and of two one loses its chunk. So
nobody is left out or charged twice, and numbers have no gap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from engine.deadlines.calendars import calendar_of
from engine.installation import Installation
from processes.taxes.assessing import Assessment, Benefit, NotAssessed, Parcel, Rules, assess
from processes.taxes.before import paid_before, with_before
from processes.taxes.charging import charged
from processes.taxes.declared import floors_of
from processes.taxes.figures import Figures
from processes.taxes.law import rules_of
from processes.taxes.lines import kept
from processes.taxes.official import official_of
from processes.taxes.values import tables_of
from processes.taxes.valuing import Tables, value_of
from storage.database import Connection
from storage.queries.tax_runs import (
    RunParcelRow,
    RunRow,
    TakenRow,
    assessments_after,
    issued_run_of,
    parcels_of_run,
    run_by_id,
    taken_after,
    taxed_before,
)
from storage.tables.taxes import AssessmentState, RunState
from storage.writes.taxes import enter_state, insert_tax_entries, move_run, take_run, write_results

CHUNK = 500
VARIATION = "predial.variacion"
Told = Callable[[int], None]


class YearIssued(ValueError):
    """Another run has issued this year."""


class Overtaken(RuntimeError):
    """Another worker does this run; what it did stays."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a run works with: the numbers of the law, and the run of the year before."""

    law: Rules
    figures: Figures
    before: RunRow | None
    variation: Decimal
    tables: Tables
    paid: Mapping[str, Decimal]


def take(installation: Installation, municipality_id: int, case_id: int, year: int) -> RunRow:
    """Whatever held on 1 January of the year is copied. Raises YearIssued."""
    run_id = installation.ids.new()

    def verb(connection: Connection) -> RunRow:
        issued = issued_run_of(connection, municipality_id, year)
        if issued is not None:
            raise YearIssued(str(year))
        take_run(
            connection, municipality_id,
            run_id=run_id, case_id=case_id, year=year, on=date(year, 1, 1),
            at=installation.clock.now(),
        )  # fmt: skip
        return _run(connection, municipality_id, run_id)

    return installation.database.run(verb, municipality=municipality_id)


def compute(
    installation: Installation, municipality_id: int, run_id: int, told: Told = lambda _done: None
) -> None:
    """Every taxpayer of a run gets a result, from where it stands on; `told` hears how many have
    theirs. Raises Overtaken."""
    desk = _desk(installation, municipality_id, run_id)

    def chunk(connection: Connection, run: RunRow) -> Sequence[dict[str, Any]]:
        return list(_results(connection, municipality_id, run, desk))

    _work_off(installation, municipality_id, run_id, RunState.TAKEN, chunk, told)
    _enter(installation, municipality_id, run_id, RunState.TAKEN, RunState.ASSESSED)


def issue(
    installation: Installation, municipality_id: int, run_id: int, told: Told = lambda _done: None
) -> None:
    """What was assessed is charged: each taxpayer gets a number, instalments and the cost of
    issuing, from where it stands on. Raises YearIssued, Overtaken."""
    with installation.database.read(municipality_id) as connection:
        run = _run(connection, municipality_id, run_id)
        other = issued_run_of(connection, municipality_id, run.year)
        figures = _figures(installation, connection, municipality_id)
    if other is not None and other.id != run_id:
        raise YearIssued(str(run.year))
    _enter(installation, municipality_id, run_id, RunState.ASSESSED, RunState.ISSUING)
    days = figures.due_days(run.year)

    def chunk(connection: Connection, now: RunRow) -> Sequence[dict[str, Any]]:
        rows = assessments_after(connection, municipality_id, run_id, now.cursor, limit=CHUNK)
        return list(charged(installation, now, rows, days))

    _work_off(installation, municipality_id, run_id, RunState.ISSUING, chunk, told)
    _enter(installation, municipality_id, run_id, RunState.ISSUING, RunState.ISSUED)


def _work_off(
    installation: Installation,
    municipality_id: int,
    run_id: int,
    state: RunState,
    chunk: Callable[[Connection, RunRow], Sequence[dict[str, Any]]],
    told: Told,
) -> None:
    done = 0
    while True:
        with installation.database.read(municipality_id) as connection:
            run = run_by_id(connection, municipality_id, run_id)
            if run is None or run.state != state:
                return
            rows = chunk(connection, run)
        if not rows:
            return
        _write(installation, municipality_id, run, rows)
        done += len(rows)
        told(done)


def _write(
    installation: Installation, municipality_id: int, run: RunRow, rows: Sequence[dict[str, Any]]
) -> None:
    entries = [entry for row in rows for entry in row.pop("entries", ())]
    numbered = sum(1 for row in rows if row.get("number"))
    left = [row for row in rows if len(row) > 1]

    def verb(connection: Connection) -> bool:
        moved = move_run(
            connection, municipality_id, run.id,
            state=run.state, cursor=run.cursor, to=rows[-1]["taxpayer"], issued=numbered,
        )  # fmt: skip
        if moved:
            if left:
                write_results(connection, municipality_id, run.id, left)
            insert_tax_entries(connection, municipality_id, entries)
        return moved

    if not installation.database.run(verb, municipality=municipality_id):
        raise Overtaken(str(run.id))


def _enter(
    installation: Installation, municipality_id: int, run_id: int, before: RunState, state: RunState
) -> None:
    """A run that is there already stays."""
    at = installation.clock.now() if state is RunState.ISSUED else None
    installation.database.run(
        lambda connection: enter_state(
            connection, municipality_id, run_id, before=before, state=state, at=at
        ),
        municipality=municipality_id,
    )


def _desk(installation: Installation, municipality_id: int, run_id: int) -> _Desk:
    with installation.database.read(municipality_id) as connection:
        run = _run(connection, municipality_id, run_id)
        figures = _figures(installation, connection, municipality_id)
        before = issued_run_of(connection, municipality_id, run.year - 1)
        tables = tables_of(connection, municipality_id, run.year)
        paid = paid_before(connection, municipality_id, run.year, figures)
    variation = Decimal(figures.in_force(figures.key(VARIATION), date(run.year, 1, 1)))
    law = rules_of(figures.in_force, figures.calendar)
    return _Desk(law, figures, before, variation, tables, paid)


def _run(connection: Connection, municipality_id: int, run_id: int) -> RunRow:
    found = run_by_id(connection, municipality_id, run_id)
    if found is None:
        raise LookupError(f"there is no run {run_id}")
    return found


def _figures(installation: Installation, connection: Connection, town: int) -> Figures:
    return Figures.of(connection, town, calendar_of(installation, connection, town))


def _results(
    connection: Connection, municipality_id: int, run: RunRow, desk: _Desk
) -> Iterator[dict[str, Any]]:
    people = taken_after(connection, municipality_id, run.id, run.cursor, limit=CHUNK)
    if not people:
        return
    first, last = people[0].taxpayer_id, people[-1].taxpayer_id
    parcels = defaultdict[int, list[Parcel]](list)
    for row in parcels_of_run(connection, municipality_id, run.id, first=first, last=last):
        parcels[row.taxpayer_id].append(parcel_of(row))
    before: Mapping[int, int] = {}
    if desk.before is not None:
        who = [each.taxpayer_id for each in people]
        before = taxed_before(connection, municipality_id, desk.before.id, who)
    for each in people:
        yield _result(each, parcels[each.taxpayer_id], before.get(each.taxpayer_id), run, desk)


def _result(
    taken: TakenRow, parcels: Sequence[Parcel], before: int | None, run: RunRow, desk: _Desk
) -> dict[str, Any]:
    benefit = Benefit(taken.benefit, bool(taken.only_home), taken.income)
    found, why = Assessment.nothing(), ""
    try:
        known = (with_before(each, run.year, desk.paid) for each in parcels)
        valued = [value_of(desk.tables, run.year, each) for each in known]
        found = assess(desk.law, run.year, valued, benefit)
    except NotAssessed as fault:
        why = str(fault)
    tax = _cents(found.tax)
    return {
        "taxpayer": taken.taxpayer_id,
        "state": AssessmentState.FAILED if why else AssessmentState.ASSESSED,
        "value": _cents(found.value),
        "base": _cents(found.base),
        "tax": tax,
        "emission": _cents(found.emission),
        "before": before,
        "review": int(bool(why) or differs(before, tax, desk.variation)),
        "lines": kept(found.lines),
        "why": why,
    }


def differs(before: int | None, now: int, percent: Decimal) -> bool:
    """Whether a tax differs from that of the year before by more than so many percent; a new
    taxpayer's does not."""
    return before is not None and abs(now - before) * 100 > before * percent


def parcel_of(row: RunParcelRow) -> Parcel:
    """A parcel of a row as it is assessed."""
    return Parcel(
        row.code, row.land, row.land_value, floors_of(row.floors), row.works, row.share, row.use,
        row.exempt, row.zone, official_of(row.official),
    )  # fmt: skip


def _cents(amount: Decimal) -> int:
    return int(amount * 100)
