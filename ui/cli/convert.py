"""`cauce convert`: a model of another engine's dialect in ours, as far as it is mechanical."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.bpmn.dialects import Changed
from engine.bpmn.dialects import convert as converted
from engine.bpmn.tree import Unreadable
from ui.cli.console import note, problem

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A BPMN file.")]
Out = Annotated[Path | None, typer.Option("-o", "--output", help="Where to write the new file.")]


def convert(file: File, output: Out = None) -> None:
    """Write FILE with `zeebe:` elements and FEEL where they say exactly the same.

    Diagram, ids and documentation stay. What has no exact counterpart stays too, and is listed on
    standard error with its element and what to do. Without -o the file goes to standard output.
    """
    try:
        result = converted(file.read_bytes(), file=file.name)
    except Unreadable as fault:
        problem(f"{file.name}: {fault}")
        raise typer.Exit(1) from fault
    if output is None:
        typer.echo(result.data.decode(), nl=False)
    else:
        output.write_bytes(result.data)
    for change in result.changed:
        note(_line(change))
    for left in result.left:
        problem(str(left))
    note(f"{len(result.changed)} cambios; quedan {len(result.left)} por hacer.")


def _line(change: Changed) -> str:
    where = " ".join(part for part in (change.element_id, change.element_name) if part)
    return f"{where}: {change.before} → {change.after or 'sobra, se quitó'}"
