"""`bench issue`: what the yearly assessment and issue of the property tax costs in a town.

A fresh municipality is filled with taxpayers and declared parcels; then its year is taken,
computed, summed up and issued, as the case of the year does it. With `--kill` a second town that is
alike is worked on by processes that are killed at half of computing and of issuing; what is resumed
must come to the very same, number by number and charge by charge.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Annotated, TypeVar

import typer

from engine.installation import Installation
from processes.taxes.running import take
from storage.queries.tax_runs import RunTotals, totals_of_run
from ui.cli.bench.killed import checksum, killed_at_half
from ui.cli.bench.memory import Memory, machine
from ui.cli.bench.pages import installation_on
from ui.cli.bench.taxed import YEAR, taxed_town, work
from ui.cli.console import out

T = TypeVar("T")
BAR_SECONDS, BAR_MEGABYTES = 300.0, 1024.0


@dataclass(frozen=True, slots=True)
class Issued:
    """Seconds of each phase, processor seconds of this process, and megabytes of all at most."""

    database: str
    machine: str
    taxpayers: int
    parcels: int
    filling: float
    taking: float
    computing: float
    summing: float
    issuing: float
    processor: float
    megabytes: float
    tax: str
    resumed: bool | None

    @property
    def seconds(self) -> float:
        """The whole year, without filling the town."""
        return self.taking + self.computing + self.summing + self.issuing

    @property
    def kept(self) -> bool:
        """Whether it is within the bars."""
        return self.seconds <= BAR_SECONDS and self.megabytes <= BAR_MEGABYTES


def issue(
    database: Annotated[
        str | None, typer.Option(help="Database URL; a fresh SQLite file when absent.")
    ] = None,
    taxpayers: Annotated[int, typer.Option(min=10, help="Taxpayers in the town.")] = 100_000,
    parcels: Annotated[int, typer.Option(min=10, help="Declared parcels.")] = 150_000,
    kill: Annotated[
        bool, typer.Option("--kill", help="Kill a second run at half, resume it, and compare.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON.")] = False,
) -> None:
    """Assess and issue the property tax of a whole town."""
    if parcels < taxpayers:
        raise typer.BadParameter("each taxpayer has a parcel", param_hint="--parcels")
    with installation_on(database) as installation:
        found = measured(installation, taxpayers, parcels, kill=kill)
    if as_json:
        figures = {"seconds": found.seconds, "kept": found.kept}
        typer.echo(json.dumps({**asdict(found), **figures}))
        return
    _print(found)


def measured(installation: Installation, taxpayers: int, parcels: int, *, kill: bool) -> Issued:
    """The year of a fresh town; of a second one that is killed and resumed, where asked for."""
    filling, (town, case_id) = _timed(lambda: taxed_town(installation, taxpayers, parcels))
    with Memory(installation.database) as memory:
        worked = time.process_time()
        taking, run = _timed(lambda: take(installation, town, case_id, YEAR))
        computing = _timed(lambda: work(installation, town, run.id, "compute", _nobody))[0]
        summing, totals = _timed(lambda: _totals(installation, town, run.id))
        issuing = _timed(lambda: work(installation, town, run.id, "issue", _nobody))[0]
        worked = time.process_time() - worked
    whole = checksum(installation, town, run.id)
    return Issued(
        database=installation.database.dialect, machine=machine(), taxpayers=run.taken,
        parcels=run.parcels, filling=filling, taking=taking, computing=computing,
        summing=summing, issuing=issuing, processor=worked, megabytes=memory.most,
        tax=f"{totals.tax / 100:.2f}",
        resumed=_resumed(installation, taxpayers, parcels) == whole if kill else None,
    )  # fmt: skip


def _resumed(installation: Installation, taxpayers: int, parcels: int) -> str:
    """A town that is alike, killed twice at half; what its run came to."""
    town, case_id = taxed_town(installation, taxpayers, parcels)
    run = take(installation, town, case_id, YEAR)
    for act in ("compute", "issue"):
        killed_at_half(installation, town, run.id, act, run.taken)
        work(installation, town, run.id, act, _nobody)
    return checksum(installation, town, run.id)


def _totals(installation: Installation, town: int, run_id: int) -> RunTotals:
    with installation.database.read(town) as connection:
        return totals_of_run(connection, town, run_id)


def _nobody(_done: int) -> None:
    """Nobody listens."""


def _timed(act: Callable[[], T]) -> tuple[float, T]:
    begun = time.perf_counter()
    found = act()
    return time.perf_counter() - begun, found


def _print(found: Issued) -> None:
    out.print(
        f"{found.database} · {found.machine} · {found.taxpayers} taxpayers, {found.parcels}"
        f" parcels · tax {found.tax} (filled in {found.filling:.0f} s)"
    )
    out.print(
        f"take {found.taking:.1f} s, compute {found.computing:.1f} s, totals {found.summing:.2f}"
        f" s, issue {found.issuing:.1f} s: {found.seconds:.1f} s (bar {BAR_SECONDS:.0f} s),"
        f" processor {found.processor:.1f} s"
    )
    out.print(f"At most {found.megabytes:.0f} MB in memory (bar {BAR_MEGABYTES:.0f} MB)")
    if found.resumed is not None:
        same = "the same, number by number" if found.resumed else "NOT the same"
        out.print(f"Killed at half of computing and of issuing, and resumed: {same}")
