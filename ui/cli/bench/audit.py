"""`bench audit`: what verifying a great many events costs on one core, and then the daily check.

Real cases are run to their end and copied by the database; the chain of every copy is linked anew,
so that each verifies. Time is that of the processor, of one core, and the time that passed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from time import perf_counter, process_time
from typing import Annotated, Any

import typer
from rich.progress import Progress as Shown

from engine.auditing.following import list_all_history
from engine.auditing.verifying import begin_daily, run_to_its_end
from engine.clock import MovableClock
from engine.history.chain import link, origin
from engine.history.verify import entry_of_row, verify_all
from engine.installation import Installation
from storage.measuring import tidy
from storage.multiplying import DISTANCE, Portion, count_series, multiply_cases
from storage.queries.history import ChainRow, histories_of
from storage.queries.verifications import VerificationRow, last_verification
from storage.tables.verifications import Scope
from ui.cli.bench import workload
from ui.cli.bench.audit_pages import pages_of
from ui.cli.bench.hall import Hall, Progress, hall_on
from ui.cli.bench.pages import PageCost
from ui.cli.bench.timing import Costs, run_case
from ui.cli.console import out

KINDS = 4
PORTION = 1_000
BEFORE = timedelta(days=2)
"""How long ago the copies are written: no daily verification looks back so far."""
BARS = {"million": 60.0, "daily": 1.0, "page": 200.0}
COPIED = frozenset({
    "cases", "case_words", "instances", "tasks", "submissions", "event_details", "deadlines",
    "history_entries", "history_words",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of one core, and seconds that passed."""

    work: float = 0.0
    passed: float = 0.0


@dataclass(frozen=True, slots=True)
class AuditResult:
    """What was verified and how long it took; `new` are the events of the daily check;
    `pages`: those of the auditor, beside all of them."""

    dialect: str
    cases: int
    events: int
    full: Spent
    new: int
    daily: Spent
    pages: dict[str, PageCost]

    @property
    def million(self) -> float:
        """Seconds of one core for a million events."""
        return self.full.work * 1_000_000 / self.events


def audit(
    database: Annotated[
        str | None, typer.Option(help="Database URL; a fresh SQLite file when absent.")
    ] = None,
    events: Annotated[int, typer.Option(min=1_000, help="Events to verify.")] = 1_000_000,
    day: Annotated[int, typer.Option(min=1, help="Cases that are run in the day after.")] = 50,
    visits: Annotated[int, typer.Option(min=5, help="Visits to each page of the auditor.")] = 60,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON.")] = False,
) -> None:
    """Verify a great many events, then only what is new: seconds on one core."""
    if as_json:
        result = run(database, events, day, visits, lambda _what, _done: None)
        typer.echo(json.dumps({**asdict(result), "million": round(result.million, 2)}))
        return
    with Shown(console=out, transient=True) as shown:
        bar = shown.add_task("audit", total=events)
        result = run(
            database,
            events,
            day,
            visits,
            lambda what, done: shown.update(bar, description=what, completed=done),
        )
    out.print(
        f"{result.dialect} · {result.cases} cases, {result.events} events: {result.full.work:.1f} s"
        f" of one core ({result.full.passed:.1f} s passed); a million in {result.million:.1f} s"
        f" (bar {BARS['million']:.0f})"
    )
    out.print(
        f"The day after, {result.new} events: {result.daily.work:.2f} s of one core"
        f" ({result.daily.passed:.2f} s passed; bar {BARS['daily']:.0f})"
    )
    for name, cost in result.pages.items():
        out.print(
            f"Page, {name}: {cost.p50_ms:.0f} ms, p95 {cost.p95_ms:.0f} (bar {BARS['page']:.0f});"
            f" work {cost.work_p50_ms:.0f} ms, {cost.statements} statements"
        )


def run(
    database_url: str | None, events: int, day: int, visits: int, tell: Progress
) -> AuditResult:
    """Fill, verify all, work for a day, verify what is new."""
    with hall_on(database_url) as hall:
        _fill(hall, events, tell)
        installation, town = hall.installation, hall.actor.municipality_id
        tell("verifying", 0)
        spent: list[Spent] = []
        with _timed(spent):
            found = verify_all(installation, municipality_id=town)
        if not found.whole:
            raise workload.Wrong(f"the copies do not verify: {found.faults[0]}")
        _daily(installation, town)
        for number in range(day):
            run_case(hall, number, Costs())
        list_all_history(installation, town)
        pages = pages_of(hall, visits, tell)
        later = replace(installation, clock=_Tomorrow(installation))
        with _timed(spent):
            checked = _daily(later, town)
        return AuditResult(
            installation.database.dialect, found.checked, found.events, spent[0],
            checked.events, spent[1], pages,
        )  # fmt: skip


def _daily(installation: Installation, town: int) -> VerificationRow:
    begin_daily(installation)
    with installation.database.read(town) as connection:
        row = last_verification(connection, town, Scope.DAILY)
    assert row is not None  # noqa: S101  # it was begun
    run_to_its_end(installation, town, row.id)
    with installation.database.read(town) as connection:
        ended = last_verification(connection, town, Scope.DAILY)
    assert ended is not None  # noqa: S101
    return ended


class _Tomorrow:
    """The clock of a day later."""

    def __init__(self, installation: Installation) -> None:
        self._clock = installation.clock

    def now(self):  # type: ignore[no-untyped-def]  # datetime, as the clock's
        return self._clock.now() + timedelta(days=1)


@contextmanager
def _timed(spent: list[Spent]) -> Iterator[None]:
    work, passed = process_time(), perf_counter()
    yield
    spent.append(Spent(process_time() - work, perf_counter() - passed))


def _fill(hall: Hall, events: int, tell: Progress) -> None:
    town, database = hall.actor.municipality_id, hall.installation.database
    before = MovableClock(hall.installation.clock.now() - BEFORE)
    past = replace(hall, installation=replace(hall.installation, clock=before))
    kinds = [_finished(past, number) for number in range(KINDS)]
    list_all_history(hall.installation, town)
    with database.read(town) as connection:
        chains = histories_of(connection, town, kinds)
    each = sum(len(chain) for chain in chains.values())
    count = max(1, events // each)
    portions = [
        Portion(case_id, first, min(PORTION, count + 1 - first))
        for first in range(1, count + 1, PORTION)
        for case_id in kinds
    ]
    linked = (
        _copy(town, portion.case_id - number * DISTANCE, chains[portion.case_id], number * DISTANCE)
        for portion in portions
        for number in range(portion.first, portion.first + portion.count)
    )
    made = 0
    for copies in multiply_cases(database, town, portions, COPIED, linked):
        made += copies * each // KINDS
        tell("copies", made)
    tell("tidying", made)
    database.run(lambda c: count_series(c, town), municipality=town)
    tidy(database)


def _copy(town: int, case_id: int, chain: list[ChainRow], distance: int) -> list[dict[str, Any]]:
    previous, rows = origin(town, case_id), []
    for row in chain:
        task_id = None if row.task_id is None else row.task_id - distance
        moved = replace(row, task_id=task_id)
        previous = link(previous, entry_of_row(moved))
        rows.append(
            {
                "municipality_id": town, "case_id": case_id, "seq": row.seq, "kind": row.kind,
                "element": row.element, "person_id": row.person_id, "task_id": task_id,
                "at": row.at, "data": row.data, "detail_digest": row.detail_digest,
                "hash": previous,
            }
        )  # fmt: skip
    return rows


def _finished(hall: Hall, number: int) -> int:
    begun = workload.application(number, hall.chance)
    opened = workload.opened(hall.installation, hall.actor, begun)
    waiting = list(opened.task_ids)
    for _ in range(workload.TASKS):
        answer = workload.answer(hall.chance)
        waiting += workload.step(hall.installation, hall.actor, waiting.pop(0), answer)
    return opened.case_id
