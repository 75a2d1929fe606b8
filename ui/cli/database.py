"""`cauce db`: the tables."""

from __future__ import annotations

import typer

from storage.migrations import upgrade as upgrade_tables
from ui.cli.console import out
from ui.cli.wiring import prepare_folders, settings

app = typer.Typer(help="Create and upgrade the tables.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Create and upgrade the tables."""


@app.command()
def upgrade() -> None:
    """Bring the tables to the version of this program; harmless when they are."""
    chosen = settings()
    prepare_folders(chosen)
    with out.status("Actualizando las tablas…"):
        upgrade_tables(chosen.database_url)
    out.print("Las tablas están al día.")
