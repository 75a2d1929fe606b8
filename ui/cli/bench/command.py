"""`cauce bench`: measures this machine and prints what it found, with the database's own limit."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.progress import Progress
from rich.table import Table

from ui.cli.bench.age import age
from ui.cli.bench.audit import audit
from ui.cli.bench.decree import decree_day
from ui.cli.bench.documents import documents
from ui.cli.bench.feel import feel
from ui.cli.bench.fill import fill
from ui.cli.bench.http import HttpResult
from ui.cli.bench.inbox import inbox
from ui.cli.bench.issue import issue
from ui.cli.bench.network import bench_network
from ui.cli.bench.pages import run as measure
from ui.cli.bench.portal import portal
from ui.cli.bench.timing import Cost
from ui.cli.bench.topology import topology
from ui.cli.bench.w1 import Result, over_http, run
from ui.cli.console import out

app = typer.Typer(help="Measure what Cauce costs on this machine.", no_args_is_help=True)


@app.callback()
def bench() -> None:
    """Measure what Cauce costs on this machine."""


app.command()(age)
app.command()(audit)
app.command("decree")(decree_day)
app.command()(documents)
app.command()(feel)
app.command()(fill)
app.command()(inbox)
app.command()(issue)
app.command("network")(bench_network)
app.command()(portal)
app.command()(topology)


@app.command()
def w1(
    database: Annotated[
        str | None, typer.Option(help="Database URL; a fresh SQLite file when absent.")
    ] = None,
    cases: Annotated[int, typer.Option(min=1, help="Cases to run from start to end.")] = 100,
    open_cases: Annotated[
        int, typer.Option(min=0, help="Measure also beside so many open cases.")
    ] = 0,
    crowded: Annotated[
        str | None,
        typer.Option(
            help="Database URL for the open cases; a fresh SQLite file, or the same server."
        ),
    ] = None,
    http: Annotated[
        bool, typer.Option("--http", help="Measure over the network, with 1 and 16 clients.")
    ] = False,
    requests: Annotated[
        int, typer.Option(min=32, help="Requests of each kind, over the network.")
    ] = 500,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON.")] = False,
) -> None:
    """Open cases of six tasks and complete them, with one client, in process; or over HTTP."""
    if http:
        _print_http(over_http(database, requests=requests), as_json=as_json)
        return
    if as_json:
        result = run(database, cases=cases, open_cases=open_cases, crowded_url=crowded)
        typer.echo(json.dumps(result.as_json()))
        return
    with Progress(console=out, transient=True) as shown:
        bar = shown.add_task("w1", total=cases)
        result = run(
            database,
            cases=cases,
            open_cases=open_cases,
            crowded_url=crowded,
            progress=lambda what, done: shown.update(bar, description=what, completed=done),
        )
    _print(result)


@app.command()
def pages(
    database: Annotated[
        str | None,
        typer.Option(help="Database URL, where the demo town is made; SQLite of its own if none."),
    ] = None,
    tasks: Annotated[int, typer.Option(min=60, help="Open tasks in the town.")] = 10_000,
    visits: Annotated[int, typer.Option(min=5, help="Visits to each kind of page.")] = 60,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON.")] = False,
) -> None:
    """Open the inbox, tasks and cases of a town with very many open tasks, in process."""
    if as_json:
        typer.echo(json.dumps(measure(database, tasks=tasks, visits=visits).as_json()))
        return
    with Progress(console=out, transient=True) as shown:
        bar = shown.add_task("pages", total=tasks)
        result = measure(
            database,
            tasks=tasks,
            visits=visits,
            progress=lambda what, done: shown.update(bar, description=what, completed=done),
        )
    table = Table(title=f"pages · {result.dialect} · {result.open_tasks} open tasks")
    for title in ("", "p50 ms", "p95 ms", "work ms", "bytes", "statements"):
        table.add_column(title, justify="right" if title else "left", no_wrap=not title)
    for name, cost in result.pages.items():
        times = (f"{each:.1f}" for each in (cost.p50_ms, cost.p95_ms, cost.work_p50_ms))
        table.add_row(name, *times, str(cost.bytes), str(cost.statements))
    out.print(table)


def _print(result: Result) -> None:
    table = Table(title=f"w1 · {result.dialect} · {result.cases} cases")
    for title in ("", "ops/s", "p50 ms", "p95 ms", "statements", "commits", "round trips"):
        table.add_column(title, justify="right" if title else "left", no_wrap=not title)
    table.add_row("create", *_cells(result.create))
    table.add_row("complete", *_cells(result.complete))
    if result.crowded is not None:
        table.add_row(f"complete beside {result.open_cases} open", *_cells(result.crowded))
    limit = (f"{result.limit_ops_s:.0f}", f"{result.limit_p50_ms:.2f}")
    table.add_row("limit of the database", *limit, "", "3", "1", "")
    out.print(table)
    out.print(f"Share of the limit: {result.share_of_limit:.2f}")
    if result.crowded is not None:
        out.print(f"Cost beside {result.open_cases} open cases: {result.crowding:.2f} times")
    out.print(
        f"Bytes a finished case: {result.bytes_per_case} as it lies,"
        f" {result.packed_bytes_per_case} packed"
    )


def _print_http(result: HttpResult, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(result.as_json()))
        return
    table = Table(title=f"w1 over HTTP · {result.dialect}")
    for title in ("", "clients", "ops/s", "p50 ms", "p95 ms", "work ms", "of the limit"):
        table.add_column(title, justify="right" if title else "left", no_wrap=not title)
    for way in result.ways:
        share = way.ops_s / result.limit_ops_s
        figures = (f"{way.ops_s:.0f}", f"{way.p50_ms:.2f}", f"{way.p95_ms:.2f}")
        work = "" if way.work_ms is None else f"{way.work_ms:.2f}"
        table.add_row(way.name, str(way.clients), *figures, work, f"{share:.2f}")
    table.add_row("limit of the database", "1", f"{result.limit_ops_s:.0f}", "", "", "", "1.00")
    out.print(table)
    log = result.log
    out.print(
        f"The page of a task with the log of who looked: {log.on_p50_ms:.1f} ms, p95"
        f" {log.on_p95_ms:.1f}; without {log.off_p50_ms:.1f}, {log.off_p95_ms:.1f}:"
        f" {log.ratio:.2f} times"
    )
    if log.on_work_ms and log.off_work_ms:
        out.print(
            f"The server's work on it: {log.on_work_ms:.1f} ms and {log.off_work_ms:.1f}:"
            f" {log.on_work_ms / log.off_work_ms:.2f} times"
        )


def _cells(cost: Cost) -> tuple[str, ...]:
    return (
        f"{cost.ops_s:.0f}",
        f"{cost.p50_ms:.2f}",
        f"{cost.p95_ms:.2f}",
        str(cost.statements),
        str(cost.commits),
        str(cost.round_trips),
    )
