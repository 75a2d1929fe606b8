"""`cauce audit export`: histories as an event log for tools of process mining."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import IO, Annotated

import typer

from engine.deadlines.calendars import calendar_of
from engine.history.logs.ocel import write_ocel
from engine.history.logs.reading import Selection, read_log
from engine.history.logs.rows import write_rows
from engine.history.logs.xes import write_xes
from engine.installation import Installation
from storage.queries.definitions import active_definitions
from ui.cli.console import note, problem
from ui.cli.telling import Town
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings


class Kind(StrEnum):
    """How a log is written."""

    XES = "xes"
    OCEL = "ocel"
    CSV = "csv"


FORMATS = ["%Y-%m-%d"]
Since = Annotated[
    datetime | None, typer.Option(formats=FORMATS, help="Opened on this day or later.")
]
Until = Annotated[
    datetime | None, typer.Option(formats=FORMATS, help="Opened on this day or before.")
]


def export(
    file: Annotated[Path, typer.Argument(help="The file to write; none is overwritten.")],
    kind: Annotated[Kind, typer.Option("--as", help="How it is written.")] = Kind.XES,
    process: Annotated[str | None, typer.Option(help="The key of one process.")] = None,
    since: Since = None,
    until: Until = None,
    town: Town = None,
) -> None:
    """Write the histories of cases as XES (IEEE 1849), OCEL 2.0 (JSON) or a table: codes stand for
    people, and nothing personal is told."""
    with opened(settings()) as installation:
        municipality = only_town(installation, town)
        chosen = _chosen(installation, municipality.id, process, since, until)
        try:
            with file.open("xb") as into:
                _write(installation, chosen, kind, into, municipality.name)
        except OSError as fault:
            problem(f"No se pudo escribir {file}: {fault.strerror}.")
            raise typer.Exit(1) from fault
    note(f"La historia está en {file}.")


def _chosen(
    installation: Installation,
    municipality_id: int,
    process: str | None,
    since: datetime | None,
    until: datetime | None,
) -> Selection:
    with installation.database.read(municipality_id) as connection:
        calendar = calendar_of(installation, connection, municipality_id)
        known = {row.key for row in active_definitions(connection, municipality_id)}
    if process is not None and process not in known:
        problem(f"No hay un proceso «{process}». Hay: {', '.join(sorted(known))}.")
        raise typer.Exit(2)
    return Selection(
        municipality_id,
        process,
        calendar.start_of(since.date()) if since else None,
        calendar.start_of(until.date() + timedelta(days=1)) if until else None,
    )


def _write(
    installation: Installation, chosen: Selection, kind: Kind, into: IO[bytes], name: str
) -> None:
    match kind:
        case Kind.XES:
            write_xes(read_log(installation, chosen), into, name=name)
        case Kind.OCEL:
            write_ocel(lambda: read_log(installation, chosen), into)
        case Kind.CSV:
            write_rows(read_log(installation, chosen), into)
