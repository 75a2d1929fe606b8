"""`cauce documents`: is every content still what was filed, and is its text read?"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

import typer
from rich.filesize import decimal
from rich.progress import Progress, SpinnerColumn, TextColumn

from engine.documents.reading import read_all
from engine.documents.verifying import ContentFault, Looked, verify_contents
from engine.installation import Installation
from engine.sealing.verifying import EnvelopeWrong, WrongEnvelope, verify_envelopes
from engine.upkeep.contents import bring
from storage.database import WHOLE_INSTALLATION
from storage.documents.folder import FolderStore
from storage.documents.store import StoreFault
from storage.queries.municipalities import MunicipalityRow, all_municipalities
from storage.tables.finding import ReadingState
from ui.cli.console import faults, out, problem
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings
from ui.settings import NONE

app = typer.Typer(help="Verify, copy and read the contents of documents.", no_args_is_help=True)
Town = Annotated[
    str | None, typer.Option("--municipality", help="Its short name (slug); all if absent.")
]
WRONG = {
    ContentFault.MISSING: "falta en el almacén",
    ContentFault.CHANGED: "cambió: su huella no es la registrada",
    ContentFault.SIZE: "su tamaño no es el registrado",
    ContentFault.UNREADABLE: "no se pudo leer",
}
ENVELOPES = {
    EnvelopeWrong.CHANGED: "cambió: su huella no es la que dice la historia",
    EnvelopeWrong.REMOVED: "ya no está, y la historia dice que llegó",
    EnvelopeWrong.ADDED: "está, y la historia no dice que llegara",
    EnvelopeWrong.STATE: "cuenta de otro modo que lo que dice la historia",
    EnvelopeWrong.KEY: "su llave o el momento de abrirla no son los de cuando se presentó",
    EnvelopeWrong.MISSING: "le falta un archivo en el almacén",
    EnvelopeWrong.FILE: "un archivo suyo cambió: su huella no es la registrada",
    EnvelopeWrong.UNREADABLE: "un archivo suyo no se pudo leer",
}
READINGS = {
    ReadingState.READ: "con texto",
    ReadingState.EMPTY: "sin texto",
    ReadingState.FAILED: "no se pudieron leer",
}
COUNTED = {
    ContentFault.MISSING: "ausentes",
    ContentFault.CHANGED: "cambiadas",
    ContentFault.SIZE: "de otro tamaño",
    ContentFault.UNREADABLE: "ilegibles",
}


@app.callback()
def _group() -> None:
    """Verify, copy and read the contents of documents."""


class Place(StrEnum):
    """folder: CAUCE_DOCUMENTS; bucket: what CAUCE_S3_ENDPOINT and its neighbours name."""

    FOLDER = "folder"
    BUCKET = "bucket"


@dataclass(slots=True)
class _Count:
    """What was looked at so far."""

    versions: int = 0
    size: int = 0
    wrong: dict[ContentFault, int] = field(default_factory=dict)
    envelopes: int = 0
    """What is wrong with sealed envelopes; how many there are is nobody's business."""

    def add(self, looked: Looked) -> None:
        self.versions += 1
        self.size += looked.read
        if looked.fault is not None:
            self.wrong[looked.fault] = self.wrong.get(looked.fault, 0) + 1


@app.command()
def index(
    town: Town = None,
    again: Annotated[
        bool, typer.Option("--again", help="Also those that were read before.")
    ] = False,
) -> None:
    """Read the text of the documents that were not read yet, so that their cases are found by it;
    a worker does the same as documents come. Those without text, as scanned ones, are counted."""
    counted: dict[ReadingState, int] = {}
    with opened(settings()) as installation:
        columns = (SpinnerColumn(), TextColumn("{task.completed} documentos leídos"))
        with Progress(*columns, console=out, transient=True) as shown:
            bar = shown.add_task("index")
            for each in _towns(installation, town):
                for state in read_all(installation, each.id, again=again):
                    shown.advance(bar)
                    if state is not None:
                        counted[state] = counted.get(state, 0) + 1
    parts = [f"{word}: {counted.get(state, 0)}" for state, word in READINGS.items()]
    out.print(" · ".join(parts), highlight=False)


@app.command()
def copy(
    source: Annotated[Place, typer.Argument(help="Where the contents lie.")],
    target: Annotated[Place, typer.Argument(help="Where they are to lie too.")],
) -> None:
    """Bring every content that a document refers to from the folder to the bucket, or back; what is
    there already is not brought again. Ends with 1 when any is missing or damaged."""
    if source == target:
        problem("El origen y el destino son el mismo.")
        raise typer.Exit(2)
    chosen = settings()
    if chosen.s3_endpoint == NONE:
        problem("Falta CAUCE_S3_ENDPOINT: no se sabe cuál es el bucket.")
        raise typer.Exit(2)
    with opened(chosen) as installation:
        bucket, folder = installation.documents, FolderStore(chosen.documents)
        giving, taking = (folder, bucket) if source is Place.FOLDER else (bucket, folder)
        columns = (SpinnerColumn(), TextColumn("{task.completed} contenidos"))
        with Progress(*columns, console=out, transient=True) as shown:
            bar = shown.add_task("copy")
            try:
                brought = bring(
                    installation.database,
                    giving,
                    taking,
                    lambda so_far: shown.update(bar, completed=so_far.wanted),
                )
            except (StoreFault, OSError) as fault:
                problem(f"El almacén de documentos no responde: {fault}")
                raise typer.Exit(2) from fault
    for sha256 in brought.lost:
        problem(f"Falta o está dañado en el origen: {sha256}")
    size = decimal(brought.size)
    out.print(f"{brought.wanted} contenidos; {brought.came} copiados ahora, {size}.")
    if brought.lost:
        raise typer.Exit(1)


@app.command()
def verify(town: Town = None) -> None:
    """Read every document and every sealed envelope, without opening any, and compare sizes and
    SHA-256 with the register; names each that is missing or changed, and ends with 1 if any is."""
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
                    for wrong in verify_envelopes(installation, each.id):
                        count.envelopes += 1
                        problem(_of_envelope(each, wrong))
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


def _of_envelope(town: MunicipalityRow, wrong: WrongEnvelope) -> str:
    which = f"el sobre {wrong.code}" if wrong.code else "la recepción de sobres"
    key = f" ({wrong.key})" if wrong.key else ""
    return f"{town.name} · {wrong.case_number}: {which}, {ENVELOPES[wrong.wrong]}{key}."


def _tell(count: _Count) -> None:
    read = decimal(count.size)
    versions = "versión revisada" if count.versions == 1 else "versiones revisadas"
    out.print(f"{count.versions} {versions}, {read} leídos.", highlight=False)
    if not count.wrong and not count.envelopes:
        out.print("[green]Documentos íntegros.[/green]")
        return
    kinds = [f"{COUNTED[kind]}: {number}" for kind, number in count.wrong.items()]
    kinds += [f"de sobres: {count.envelopes}"] if count.envelopes else []
    parts, total = ", ".join(kinds), faults(sum(count.wrong.values()) + count.envelopes)
    problem(f"Los documentos no están íntegros: {total} ({parts}).")
    raise typer.Exit(1)
