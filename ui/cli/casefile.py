"""`cauce case export` and `cauce case index`: the file of a case, to be kept or checked elsewhere.

Whoever has the terminal reads what an auditor may read: what is under seal stays closed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.documents.bag import bag_of
from engine.documents.file import CaseFile, file_of
from engine.identity import AUDITOR, Actor
from engine.installation import Installation
from engine.refusals import Refused
from storage.queries.cases import case_by_number
from ui.cli.console import out, problem
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings

Number = Annotated[str, typer.Argument(help="For example CON-2026-0007.")]
Town = Annotated[str | None, typer.Option("--municipality", help="Its short name (slug).")]
To = Annotated[
    Path | None, typer.Option("--to", help="The file to write; NUMBER.zip here if absent.")
]


def export(number: Number, to: To = None, town: Town = None) -> None:
    """Write the whole case into one file that `cauce audit verify FILE` checks anywhere."""
    with opened(settings()) as installation:
        actor, file = _file(installation, number, town)
        target = to or Path(f"{file.case.number}.zip")
        aside = target.with_name(f".{target.name}.part")
        with aside.open("wb") as written:
            for piece in bag_of(installation, actor, file):
                written.write(piece)
        aside.replace(target)
    out.print(f"{target}: {len(file.versions)} documentos, {file.index.folios} folios.")


def index(
    number: Number,
    town: Town = None,
    xml: Annotated[bool, typer.Option("--xml", help="As XML instead of JSON.")] = False,
) -> None:
    """Print the signed index of a case."""
    with opened(settings()) as installation:
        _, file = _file(installation, number, town)
    typer.echo((file.index_xml if xml else file.index_json).decode())


def _file(installation: Installation, number: str, town: str | None) -> tuple[Actor, CaseFile]:
    municipality = only_town(installation, town)
    actor = Actor(municipality.id, None, "", frozenset({AUDITOR}))
    with installation.database.read(municipality.id) as connection:
        case = case_by_number(connection, municipality.id, number.strip())
    file = None if case is None else file_of(installation, actor, case.id)
    if file is None or isinstance(file, Refused):
        problem(f"No hay un expediente {number} en {municipality.name}.")
        raise typer.Exit(1)
    return actor, file
