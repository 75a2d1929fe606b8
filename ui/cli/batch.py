"""`cauce batch`: how far an act upon many cases is, and what came of each."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from storage.queries.batches import batch_by_id, counts_of, items_of, list_batches
from ui.cli.case import Town
from ui.cli.console import out, problem
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings

app = typer.Typer(help="Show acts upon many cases, with what came of each.", no_args_is_help=True)
STATES = {
    "running": "en curso",
    "paused": "en pausa",
    "cancelled": "cancelado",
    "completed": "terminado",
}
ITEMS = {"waiting": "falta", "done": "hecho", "refused": "no se pudo", "failed": "con falla"}
MOST = 10_000


@app.callback()
def _group() -> None:
    """Show acts upon many cases, with what came of each."""


@app.command("list")
def list_all(town: Town = None) -> None:
    """The latest batches."""
    with opened(settings()) as installation:
        municipality = only_town(installation, town)
        with installation.database.read(municipality.id) as connection:
            found = list_batches(connection, municipality.id)
            counts = counts_of(connection, municipality.id, [each.id for each in found])
    table = Table("N.°", "Acto", "Avance", "Estado", "Quién", "Motivo")
    for row in found:
        ended = row.items - counts.get(row.id, {}).get("waiting", 0)
        state = STATES[row.state]
        progress = f"{ended} de {row.items}"
        table.add_row(str(row.id), row.kind, progress, state, row.created_by_name, row.reason)
    out.print(table if found else "Todavía no hay lotes.")


@app.command()
def show(batch: Annotated[int, typer.Argument(help="Its number.")], town: Town = None) -> None:
    """One batch, with what came of each item."""
    with opened(settings()) as installation:
        municipality = only_town(installation, town)
        with installation.database.read(municipality.id) as connection:
            found = batch_by_id(connection, municipality.id, batch)
            items = items_of(connection, municipality.id, batch, limit=MOST)
    if found is None:
        problem(f"No hay un lote {batch} en {municipality.name}.")
        raise typer.Exit(1)
    done = sum(item.state == "done" for item in items)
    out.print(
        f"Lote {found.id}: {found.kind}, {STATES[found.state]}; {done} de {found.items} hechos.",
        highlight=False,
    )
    table = Table("Expediente", "Resultado", "Por qué")
    for item in items:
        table.add_row(item.number, ITEMS[item.state], item.outcome)
    out.print(table)
