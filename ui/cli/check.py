"""`cauce check`: everything that the checks find in a process, without storing anything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from engine.definitions.bundle import read_folder
from engine.definitions.checking import check_bundle, check_diagram
from ui.cli.console import faults, out, problem
from ui.findings import as_json, told

Place = Annotated[Path, typer.Argument(exists=True, help="A process folder, or one .bpmn file.")]
AsJson = Annotated[bool, typer.Option("--json", help="All findings as JSON.")]


def check(place: Place, as_text: AsJson = False) -> None:
    """Say what would keep the process at PLACE from being deployed, and what is worth a look.

    Ends with 1 when there is an error; warnings alone end with 0. No database is needed.
    """
    found = (
        check_bundle(read_folder(place))
        if place.is_dir()
        else check_diagram(place.name, place.read_bytes())
    )
    errors = sum(fault.is_error for fault in found)
    if as_text:
        typer.echo(json.dumps([as_json(fault) for fault in found], ensure_ascii=False, indent=2))
    else:
        for fault in found:
            if fault.is_error:
                problem(told(fault))
            else:
                say(f"Revise: {told(fault)}")
        say(f"{faults(errors)} y {notices(len(found) - errors)}." if found else "Todo está bien.")
    if errors:
        raise typer.Exit(1)


def say(sentence: str) -> None:
    """One line, as it is."""
    out.print(sentence, markup=False, highlight=False, soft_wrap=True)


def notices(number: int) -> str:
    """«1 aviso», «3 avisos»."""
    return "1 aviso" if number == 1 else f"{number} avisos"
