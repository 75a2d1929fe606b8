"""`cauce values`: the official tables that parcels are valued by come in from a file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from processes.taxes.values import Published, ValuesRefused, bring_values
from storage.tables.deadlines import Trust
from storage.tables.tax_values import ValueKind
from ui.cli.console import note, problem
from ui.cli.telling import AsJson, InName, Town, acting, say_json
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings

app = typer.Typer(help="Bring in the official tables of values.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Bring in the official tables of values."""


@app.command()
def load(
    file: Annotated[Path, typer.Argument(help="CSV with a header.", dir_okay=False)],
    kind: Annotated[ValueKind, typer.Option(help="Which table it is.")],
    since: Annotated[
        datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="Day from which it holds.")
    ],
    source: Annotated[str, typer.Option(help="The norm that published it.")],
    status: Annotated[
        Trust, typer.Option(help="V: verified in the norm, S: secondary source, K: to confirm.")
    ] = Trust.KNOWN,
    town: Town = None,
    who: InName = None,
    as_json: AsJson = False,
) -> None:
    """Bring in the values of FILE, all of them or none, in place of those of the same day.

    Columns: land `zona,valor`; unit `componente,categoria,valor`; depreciation
    `uso,material,estado,hasta,porcentaje`."""
    try:
        content = file.read_bytes()
    except OSError as fault:
        problem(f"No se pudo leer {file}: {fault.strerror}.")
        raise typer.Exit(2) from fault
    published = Published(kind, since.date(), source, status)
    with opened(settings()) as installation:
        actor = acting(installation, only_town(installation, town), who)
        try:
            count = bring_values(installation, actor, content, published)
        except ValuesRefused as fault:
            if as_json:
                say_json({"values": 0, "problems": [str(each) for each in fault.problems]})
            for each in fault.problems:
                problem(str(each))
            raise typer.Exit(1) from fault
    if as_json:
        say_json({"values": count})
    else:
        note(f"Valores cargados: {count}.")
