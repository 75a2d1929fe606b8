"""`cauce deploy`: check a folder with a process, and publish it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.definitions.bundle import read_folder
from engine.definitions.deploying import deploy as deploy_bundle
from engine.identity import system_actor
from engine.refusals import BadDefinition, Refused
from ui.cli.console import faults, out, problem
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings
from ui.findings import told

Folder = Annotated[Path, typer.Argument(exists=True, file_okay=False, help="With manifest.toml.")]
Town = Annotated[str | None, typer.Option("--municipality", help="Its short name (slug).")]


def deploy(folder: Folder, town: Town = None) -> None:
    """Check the process in FOLDER and bring it into force for new cases.

    Nothing is stored when anything in it would not run as drawn: each fault is listed with its
    file, its element and what to do.
    """
    with opened(settings()) as installation:
        municipality = only_town(installation, town)
        result = deploy_bundle(installation, system_actor(municipality.id), read_folder(folder))
    match result:
        case BadDefinition():
            for fault in result.problems:
                problem(told(fault) if fault.is_error else f"Revise: {told(fault)}")
            errors = sum(fault.is_error for fault in result.problems)
            problem(f"No se publicó: {faults(errors)}.")
            raise typer.Exit(1)
        case Refused():
            problem(f"No se publicó: {result.kind}.")
            raise typer.Exit(1)
        case _:
            for fault in result.warnings:
                out.print(f"Revise: {told(fault)}", markup=False, highlight=False, soft_wrap=True)
            state = "ya estaba publicada" if result.unchanged else "está vigente"
            out.print(f"«{result.key}» versión {result.version} {state} en {municipality.name}.")
