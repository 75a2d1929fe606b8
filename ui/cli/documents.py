"""`cauce documents`: is every content still what was filed?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

import typer
from rich.filesize import decimal
from rich.progress import Progress, SpinnerColumn, TextColumn

from engine.documents.verifying import ContentFault, Looked, verify_contents
from engine.installation import Installation
from storage.database import WHOLE_INSTALLATION
from storage.documents.store import StoreFault
from storage.queries.municipalities import MunicipalityRow, all_municipalities
from ui.cli.console import faults, out, problem
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings

app = typer.Typer(help="Verify the contents of documents.", no_args_is_help=True)
Town = Annotated[
    str | None, typer.Option("--municipality", help="Its short name (slug); all if absent.")
]
WRONG = {
    ContentFault.MISSING: "falta en el almacén",
    ContentFault.CHANGED: "cambió: su huella no es la registrada",
    ContentFault.SIZE: "su tamaño no es el registrado",
    ContentFault.UNREADABLE: "no se pudo leer",
}
COUNTED = {
    ContentFault.MISSING: "ausentes",
    ContentFault.CHANGED: "cambiadas",
    ContentFault.SIZE: "de otro tamaño",
    ContentFault.UNREADABLE: "ilegibles",
}


@app.callback()
def _group() -> None:
    """Verify the contents of documents."""


@dataclass(slots=True)
class _Count:
    """What was looked at so far."""

    versions: int = 0
    size: int = 0
    wrong: dict[ContentFault, int] = field(default_factory=dict)

    def add(self, looked: Looked) -> None:
        self.versions += 1
        self.size += looked.read
        if looked.fault is not None:
            self.wrong[looked.fault] = self.wrong.get(looked.fault, 0) + 1


@app.command()
def verify(town: Town = None) -> None:
    """Read every document and compare its size and SHA-256 with the register; names each that is
    missing or changed, and ends with 1 when there is any."""
    count = _Count()
    with opened(settings()) as installation:
        columns = (SpinnerColumn(), TextColumn("{task.completed} versiones revisadas"))
        with Progress(*columns, console=out, transient=True) as shown:
            bar = shown.add_task("verify")
            try:
                for each in _towns(installation, town):
                    for looked in verify_contents(installation, each.id):
                        count.add(looked)
                        shown.update(bar, completed=count.versions)
                        if looked.fault is not None:
                            problem(_sentence(each, looked, looked.fault))
            except (StoreFault, OSError) as fault:
                problem(f"El almacén de documentos no responde: {fault}")
                raise typer.Exit(2) from fault
    _tell(count)


def _towns(installation: Installation, slug: str | None) -> tuple[MunicipalityRow, ...]:
    if slug is not None:
        return (only_town(installation, slug),)
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        return all_municipalities(connection)


def _sentence(town: MunicipalityRow, looked: Looked, fault: ContentFault) -> str:
    row = looked.row
    return (
        f"{town.name} · {row.case_number}: «{row.title}», versión {row.version},"
        f" {WRONG[fault]} ({looked.key})."
    )


def _tell(count: _Count) -> None:
    read = decimal(count.size)
    versions = "versión revisada" if count.versions == 1 else "versiones revisadas"
    out.print(f"{count.versions} {versions}, {read} leídos.", highlight=False)
    if not count.wrong:
        out.print("[green]Documentos íntegros.[/green]")
        return
    parts = ", ".join(f"{COUNTED[kind]}: {number}" for kind, number in count.wrong.items())
    total = faults(sum(count.wrong.values()))
    problem(f"Los documentos no están íntegros: {total} ({parts}).")
    raise typer.Exit(1)
