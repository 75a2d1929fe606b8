"""`bench network`: what a municipality costs beside thousands of others on the same database.

Two databases are filled (`network_town.py`): one has all municipalities, the other only the one
that is measured, with as many cases. The inbox and a case as pages (the whole way from the request
to the last byte, row-level security on), the start of a case and its first task are measured on
both in turn. Then each duty of the worker where nothing is due, and the inboxes of others, opened
for the first time and again.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from time import perf_counter
from typing import Annotated, Any

import typer
from rich.progress import Progress as Shown
from rich.table import Table

from engine.worker.worker import Duty, duties
from processes.indicators.sources import sources
from storage.counting import Count, counting
from storage.measuring import size_in_bytes
from storage.queries.case_lists import list_cases
from ui.cli.bench import workload
from ui.cli.bench.network_town import SLUG, Network, network, signed_in, slug_of
from ui.cli.bench.pages import SETTINGS, installation_on
from ui.cli.bench.quantiles import quantile
from ui.cli.bench.visitor import Visited, visitor
from ui.cli.console import out
from ui.cli.working import publishers_of
from ui.logs import only_warnings
from ui.web import create_app

BAR = 1.2
WARM_UP = 10
OTHERS = 100
"""Inboxes of other municipalities that are opened."""
TIMES = 3
"""How often each duty is done; the middle counts."""
OK = 200


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds and statements."""

    p50_ms: float
    p95_ms: float
    statements: int


@dataclass(frozen=True, slots=True)
class DutyCost:
    """A duty of the worker with nothing due: every how many rounds, and milliseconds of one."""

    name: str
    every: int
    ms: float
    statements: int


@dataclass(frozen=True, slots=True)
class Side:
    """One database: what is in it, how long it was filled, and what was measured on it."""

    municipalities: int
    cases: int
    gigabytes: float
    filled_s: float
    costs: dict[str, Cost]
    duties: tuple[DutyCost, ...]

    @property
    def idle(self) -> float:
        """The share of its time for which a worker with nothing to do is busy, a round a second."""
        return sum(each.ms / each.every for each in self.duties) / 1000


def bench_network(
    database: Annotated[
        str | None, typer.Option(help="Database URL of the network; SQLite of its own if none.")
    ] = None,
    alone: Annotated[
        str | None, typer.Option(help="Database URL of the one municipality; likewise.")
    ] = None,
    municipalities: Annotated[int, typer.Option(min=2, help="Of the network.")] = 16_288,
    cases: Annotated[int, typer.Option(min=10, help="Of the network.")] = 1_000_000,
    own: Annotated[int, typer.Option(min=10, help="Cases of the one that is measured.")] = 1_000,
    visits: Annotated[int, typer.Option(min=5, help="Measures of each kind.")] = 150,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON.")] = False,
) -> None:
    """Work in one municipality beside thousands of others, and without them. A million cases take
    about 12 GB and ten minutes to fill; what was filled is measured again as it is."""
    with Shown(console=out, transient=True, disable=as_json) as shown, ExitStack() as stack:
        bar = shown.add_task("network", total=cases)

        def filled(url: str | None, towns: int, count: int) -> Network:
            return network(
                stack.enter_context(installation_on(url)),
                municipalities=towns,
                cases=count,
                own=own,
                tell=lambda what, done: shown.update(bar, description=what, completed=done),
            )

        one, many = filled(alone, 1, own), filled(database, municipalities, cases)
        with only_warnings():
            sides = measured(one, many, visits)
    if as_json:
        told = [{**asdict(side), "idle": side.idle} for side in sides]
        typer.echo(json.dumps({"alone": told[0], "network": told[1], "ratios": ratios(*sides)}))
        return
    _print(*sides)


def measured(one: Network, many: Network, visits: int) -> tuple[Side, Side]:
    """Both in turn."""
    with _acts(one) as first, _acts(many) as second:
        taken: tuple[Taken, Taken] = ({name: [] for name in first}, {name: [] for name in second})
        sides = [(first, taken[0]), (second, taken[1])]
        for number in range(visits + WARM_UP):
            sides.reverse()  # whoever comes second finds the code of the kind warm
            for name in first:
                for acts, kept in sides:
                    kept[name].append(acts[name](number))
    apart: tuple[Taken, Taken] = ({}, _others(many))
    return tuple(  # type: ignore[return-value]  # mypy: of two
        Side(
            1 + len(each.others),
            each.cases,
            size_in_bytes(each.installation.database) / 1e9,
            each.seconds,
            {
                **{name: _cost(seen[WARM_UP:]) for name, seen in taken[place].items()},
                **{name: _cost(seen) for name, seen in apart[place].items()},
            },
            tuple(_idle(each)),
        )
        for place, each in enumerate((one, many))
    )


def ratios(one: Side, many: Side) -> dict[str, float]:
    """The median beside the others, over that without them."""
    return {
        name: round(many.costs[name].p50_ms / cost.p50_ms, 3) for name, cost in one.costs.items()
    }


Sample = tuple[float, int]
"""Seconds and statements."""
Taken = dict[str, list[Sample]]
Act = Callable[[int], Sample]


@contextmanager
def _acts(of: Network) -> Iterator[dict[str, Act]]:
    """What is measured, each for its number."""
    town, installation = of.actor.municipality_id, of.installation
    with installation.database.read(town) as connection:
        numbers = [case.number for case in list_cases(connection, town, limit=40)]
    chance, waiting = random.Random(3), list[int]()  # noqa: S311  filling, no secret

    def begin(number: int) -> None:
        begun = workload.application(number, chance)
        waiting.extend(workload.create(installation, of.actor, begun))

    def step(_number: int) -> None:
        workload.step(installation, of.actor, waiting.pop(0), workload.answer(chance))

    with visitor(create_app(SETTINGS, installation), session=of.session) as opens:
        yield {
            "inbox": lambda _number: _opened(opens(f"/{SLUG}/inbox")),
            "case": lambda number: _opened(
                opens(f"/{SLUG}/cases/{numbers[number % len(numbers)]}")
            ),
            "start": lambda number: _timed(partial(begin, number)),
            "step": lambda number: _timed(partial(step, number)),
        }


def _others(many: Network) -> Taken:
    """The inboxes of others: nobody was there since the web server began, and then again."""
    installation, person = many.installation, many.actor.person_id or 0
    towns = random.Random(4).sample(many.others, min(OTHERS, len(many.others)))  # noqa: S311
    seen: Taken = {"inbox of another, first": [], "inbox of another, again": []}
    application = create_app(SETTINGS, installation)
    for town in towns:
        with visitor(application, session=signed_in(installation, town, person)) as opens:
            for kept in seen.values():
                kept.append(_opened(opens(f"/{slug_of(town)}/inbox")))
    return seen


def _idle(of: Network) -> Iterator[DutyCost]:
    """Each duty, once for what was due and then with nothing to do."""
    found: list[Duty] = list(duties(of.installation, {}, publishers_of(SETTINGS), sources()))
    for duty in found:
        while duty.work():
            pass
    for duty in found:
        samples = sorted(_timed(duty.work) for _ in range(TIMES))
        seconds, statements = samples[TIMES // 2]
        yield DutyCost(duty.name, duty.every, seconds * 1000, statements)


def _timed(work: Callable[[], object]) -> Sample:
    with counting() as count:
        began = perf_counter()
        work()
        return perf_counter() - began, _sent(count)


def _sent(count: Count) -> int:
    return count.statements


def _opened(seen: Visited) -> Sample:
    if seen.status != OK:
        raise workload.Wrong(f"a page answered {seen.status}")
    return seen.seconds, seen.statements


def _cost(seen: list[Sample]) -> Cost:
    seconds = sorted(each for each, _ in seen)
    return Cost(
        quantile(seconds, 0.5),
        quantile(seconds, 0.95),
        max(statements for _, statements in seen),
    )


def _print(one: Side, many: Side) -> None:
    table = Table(title=f"network · {many.municipalities:,} municipalities · {many.cases:,} cases")
    for title in ("", "alone p50", "p95", "network p50", "p95", "statements", "times"):
        table.add_column(title, justify="right" if title else "left", no_wrap=not title)
    found: dict[str, Any] = ratios(one, many)
    for name, cost in many.costs.items():
        before = one.costs.get(name)
        first = (f"{before.p50_ms:.2f}", f"{before.p95_ms:.2f}") if before else ("", "")
        second = (f"{cost.p50_ms:.2f}", f"{cost.p95_ms:.2f}", str(cost.statements))
        table.add_row(name, *first, *second, f"{found[name]:.2f}" if before else "")
    out.print(table)
    out.print(
        f"Milliseconds; at most {BAR} times. Filled in {many.filled_s:.0f} s,"
        f" {many.gigabytes:.1f} GB ({one.gigabytes:.2f} GB alone)."
    )
    _print_duties(one, many)


def _print_duties(one: Side, many: Side) -> None:
    table = Table(title="the worker with nothing to do")
    for title in ("", "every", "alone ms", "network ms", "statements"):
        table.add_column(title, justify="right" if title else "left", no_wrap=not title)
    for before, after in zip(one.duties, many.duties, strict=True):
        times = (f"{before.ms:.2f}", f"{after.ms:.2f}", str(after.statements))
        table.add_row(after.name, str(after.every), *times)
    out.print(table)
    out.print(f"Busy for {one.idle:.2%} of its time alone, {many.idle:.2%} in the network.")
