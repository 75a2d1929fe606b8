"""`cauce ocds`: what was published of purchases, as a folder of files, and whether one is true."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from engine.installation import Installation
from engine.publishing.reading import all_records, all_releases
from processes.procurement.ocds.checking import SUMS, faults_in, has_schemas
from processes.procurement.ocds.flat import TABLES, table
from processes.procurement.ocds.packages import (
    NEVER,
    Shelf,
    index,
    month_of,
    months_between,
    record_package,
    release_package,
)
from storage.queries.municipalities import MunicipalityRow
from storage.queries.releases import releases_of_case, span_of_releases, state_of_releases
from ui.cli.console import note, out, problem
from ui.cli.telling import Town
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings

app = typer.Typer(
    help="Export what is published of the purchases (OCDS), and check such a folder.",
    no_args_is_help=True,
)


@app.callback()
def _group() -> None:
    """Export what is published of the purchases (OCDS), and check such a folder."""


@app.command()
def export(
    folder: Annotated[Path, typer.Option("--out", help="The folder to write.", file_okay=False)],
    town: Town = None,
) -> None:
    """Write the packages of every month and purchase, the tables in CSV and their hashes."""
    chosen = settings()
    with opened(chosen) as installation:
        row = only_town(installation, town)
        shelf = Shelf(chosen.links, row.slug, row.name)
        written = _Written(folder)
        _write_months(installation, row, shelf, written)
        purchases = _write_purchases(installation, row, shelf, written)
        for name in TABLES:
            bodies = (each.body for each in all_records(installation, row.id))
            written.file(f"{name}.csv", table(name, bodies))
        written.sums()
    note(f"{purchases} compras en {folder}, con {len(written.digests)} archivos.")


@app.command()
def check(
    folder: Annotated[Path, typer.Argument(help="A folder that was exported.", file_okay=False)],
) -> None:
    """Say whether FOLDER is whole and true: hashes, order, merging, and the schemas of OCDS."""
    if not folder.is_dir():
        problem(f"{folder} no es una carpeta.")
        raise typer.Exit(2)
    faults = list(faults_in(folder))
    for fault in faults:
        problem(fault)
    if not has_schemas():
        note("Los esquemas no se comprobaron: instale «jsonschema» para hacerlo.")
    if faults:
        raise typer.Exit(1)
    out.print("Todo está completo y es coherente.")


class _Written:
    """The files of a folder, each with its hash while it is written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.digests: dict[str, str] = {}

    def file(self, name: str, pieces: Iterable[str]) -> None:
        path, digest = self._folder / name, sha256()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as target:
            for piece in pieces:
                digest.update(piece.encode())
                target.write(piece.encode())
        self.digests[name] = digest.hexdigest()

    def sums(self) -> None:
        lines = (f"{digest}  {name}\n" for name, digest in sorted(self.digests.items()))
        (self._folder / SUMS).write_text("".join(lines), encoding="utf-8")


def _write_months(
    installation: Installation, row: MunicipalityRow, shelf: Shelf, written: _Written
) -> None:
    with installation.database.read(row.id) as connection:
        span, state = span_of_releases(connection, row.id), state_of_releases(connection, row.id)
    months = months_between(*span) if span else []
    for year, month in months:
        since, until = month_of(year, month)
        with installation.database.read(row.id) as connection:
            found = state_of_releases(connection, row.id, since=since, until=until)
        rows = all_releases(installation, row.id, since=since, until=until)
        published = found[1] if found else NEVER
        pieces = release_package(shelf, shelf.month(year, month), rows, published=published)
        written.file(f"releases/{year:04}-{month:02}.json", pieces)
    addresses = [shelf.month(*each) for each in months]
    records = all_records(installation, row.id)
    published = state[1] if state else NEVER
    written.file("index.json", index(shelf, addresses, records, published=published))


def _write_purchases(
    installation: Installation, row: MunicipalityRow, shelf: Shelf, written: _Written
) -> int:
    count = 0
    for record in all_records(installation, row.id):
        with installation.database.read(row.id) as connection:
            releases = releases_of_case(connection, row.id, record.case_id)
        written.file(f"records/{record.ocid}.json", record_package(shelf, record, releases))
        count += 1
    return count
