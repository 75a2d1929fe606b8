"""`cauce db`: the tables, and all of them from one database into another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn

from engine.history.verify import verify_all
from storage.copying import (
    Difference,
    NotAlike,
    NotEmpty,
    WrongRevision,
    copy_rows,
    differences,
    ready,
)
from storage.database import Database
from storage.migrations import upgrade as upgrade_tables
from ui.cli.console import faults, out, problem
from ui.cli.wiring import opened, prepare_folders, settings

app = typer.Typer(help="Create, upgrade and copy the tables.", no_args_is_help=True)
MOST_NAMED = 20
"""Rows that differ and are named; the others are counted."""

From = Annotated[
    str | None,
    typer.Option("--from", help="Address of the database; CAUCE_DATABASE_URL by default."),
]
To = Annotated[str, typer.Option("--to", help="Address of the other database.")]


@app.callback()
def _group() -> None:
    """Create, upgrade and copy the tables."""


@app.command()
def upgrade() -> None:
    """Bring the tables to the version of this program; harmless when they are."""
    chosen = settings()
    prepare_folders(chosen)
    with out.status("Actualizando las tablas…"):
        upgrade_tables(chosen.database_url)
    out.print("Las tablas están al día.")


@app.command()
def copy(to: To, source: From = None) -> None:
    """Copy every row into an empty database, from SQLite to PostgreSQL or back, read it back row by
    row and follow the history. Stop the web and the workers before; ends with 1 and leaves the
    other database empty when anything is not the same."""
    chosen = settings()
    target = replace(chosen, database_url=to)
    prepare_folders(target)
    upgrade_tables(to)
    with _both(source or chosen.database_url, to) as (one, other), _shown() as shown:
        bar = shown.add_task("", total=None)
        try:
            copied = copy_rows(
                one,
                other,
                resting=True,
                progress=lambda table, rows: shown.update(
                    bar, description=f"{rows} filas · {table}"
                ),
            )
        except (WrongRevision, NotEmpty, NotAlike) as fault:
            _say(fault)
            raise typer.Exit(1) from fault
    rows = sum(each.rows for each in copied.values())
    out.print(f"{rows} filas de {len(copied)} tablas copiadas y leídas de vuelta: son las mismas.")
    with opened(target) as installation:
        found = verify_all(installation)
    for wrong in found.faults:
        problem(f"{wrong.case_number}: {wrong.sentence_es}")
    if not found.whole:
        problem(f"La historia no está íntegra: {faults(len(found.faults))}.")
        raise typer.Exit(1)
    out.print(f"[green]Historia íntegra: {found.events} actuaciones.[/green]")
    out.print("Ponga la dirección nueva en CAUCE_DATABASE_URL y arranque de nuevo.")


@app.command()
def compare(to: To, source: From = None) -> None:
    """Name the rows that are not the same in two databases; ends with 1 when there are any."""
    chosen = settings()
    with _both(source or chosen.database_url, to) as (one, other):
        for each in (one, other):
            try:
                ready(each)
            except WrongRevision as fault:
                _say(fault)
                raise typer.Exit(1) from fault
        found = differences(one, other)
        named = list(islice(found, MOST_NAMED))
        more = sum(1 for _ in found)
    for row in named:
        problem(_sentence(row))
    if more:
        problem(f"Y {more} filas más.")
    if named:
        raise typer.Exit(1)
    out.print("[green]Las dos bases de datos tienen las mismas filas.[/green]")


@contextmanager
def _both(one: str, other: str) -> Iterator[tuple[Database, Database]]:
    here, there = Database(one), Database(other)
    try:
        yield here, there
    finally:
        here.close()
        there.close()


def _shown() -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}"))
    return Progress(*columns, console=out, transient=True)


def _say(fault: WrongRevision | NotEmpty | NotAlike) -> None:
    match fault:
        case WrongRevision():
            problem("Las tablas no son las de esta versión: ejecute primero «cauce db upgrade».")
        case NotEmpty():
            problem(f"La base de destino ya tiene filas ({fault}): use una base vacía.")
        case NotAlike():
            problem(
                f"La tabla {fault} no quedó igual, quizá porque alguien escribía todavía. No se"
                " guardó nada: detenga la web y los trabajadores, y repita la orden."
            )


def _sentence(row: Difference) -> str:
    if row.here and row.there:
        return f"{row.table} {row.key}: no es igual."
    return f"{row.table} {row.key}: solo está en la {'primera' if row.here else 'segunda'} base."
