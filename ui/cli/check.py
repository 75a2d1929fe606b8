"""`cauce check`: everything that the checks find in a process, without storing anything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from engine.definitions.bundle import read_folder
from engine.definitions.checking import check_bundle, check_diagram
from processes.registry import registers
from ui.cli.findings import say, summary, tell
from ui.cli.fixing import mend
from ui.cli.language import Language, words_of
from ui.findings import as_json

Place = Annotated[Path, typer.Argument(exists=True, help="A process folder, or one .bpmn file.")]
AsJson = Annotated[bool, typer.Option("--json", help="All findings as JSON.")]
Fix = Annotated[bool, typer.Option("--fix", help="Show what mending the diagrams would change.")]
Write = Annotated[bool, typer.Option("--write", help="With --fix: write the mended diagrams.")]


def check(
    place: Place,
    as_text: AsJson = False,
    fix: Fix = False,
    write: Write = False,
    language: Language = None,
) -> None:
    """Say what would keep the process at PLACE from being deployed, and what is worth a look.

    Ends with 1 when there is an error; warnings alone end with 0. No database is needed. With --fix
    whatever can be mended without a decision is shown as a diff, and told; what is left follows.
    """
    words = words_of(language)
    if fix or write:
        raise typer.Exit(mend(place, words, write=write))
    found = (
        check_bundle(read_folder(place), registers())
        if place.is_dir()
        else check_diagram(place.name, place.read_bytes())
    )
    errors = sum(fault.is_error for fault in found)
    if as_text:
        told = [as_json(fault, words.gettext) for fault in found]
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        tell(found, words)
        say(summary(errors, len(found) - errors, words))
    if errors:
        raise typer.Exit(1)
