"""Histories as event logs for tools of process mining: XES, OCEL 2.0 and a table. Codes stand for
people; nothing personal is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from enum import StrEnum
from tempfile import SpooledTemporaryFile
from typing import IO

from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from engine.auditing.accesses import Looked
from engine.deadlines.calendars import calendar_of
from engine.history.logs.ocel import write_ocel
from engine.history.logs.reading import Selection, read_log
from engine.history.logs.rows import write_rows
from engine.history.logs.xes import write_xes
from storage.queries.definitions import active_definitions
from ui.audit.around import allow, audit_page
from ui.audit.asked import HistoryAsked
from ui.audit.pages import wrong_day
from ui.documents.download import disposition
from ui.errors import not_found
from ui.parts import Choice
from ui.readings import looked
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/audit/exports")
TAB = "exports"
IN_MEMORY = 8 * 1024 * 1024
CHUNK = 256 * 1024


class Kind(StrEnum):
    """How a log is written."""

    XES = "xes"
    OCEL = "ocel"
    CSV = "csv"


FILES = {
    Kind.XES: ("historia.xes", "application/xml"),
    Kind.OCEL: ("historia.ocel.json", "application/json"),
    Kind.CSV: ("historia.csv", "text/csv; charset=utf-8; header=present"),
}


@router.get("", response_model=None)
def exports(here: SignedIn) -> Response:
    """What can be taken along."""
    allow(here)
    return shown(here, HistoryAsked())


@router.get("/log", response_model=None)
def log(here: SignedIn) -> Response:
    """The file."""
    allow(here)
    query = here.request.query_params
    asked = HistoryAsked.of(query)
    kind = query.get("kind", "")
    if asked.wrong_days or kind not in set(Kind):
        return shown(here, asked, kind)
    chosen = chosen_of(here, asked)
    name, media_type = FILES[Kind(kind)]
    looked(here, Looked.EXPORT, subject=name)
    headers = {"content-disposition": disposition(name, shown=False)}
    content = _written(here, chosen, Kind(kind))
    return StreamingResponse(content, headers=headers, media_type=media_type)


def chosen_of(here: Member, asked: HistoryAsked) -> Selection:
    """The cases that were asked for."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        calendar = calendar_of(here.installation, connection, town)
        known = {row.key for row in active_definitions(connection, town)}
    if asked.process and asked.process not in known:
        raise not_found(here.words)
    first, last = asked.first, asked.last
    return Selection(
        town,
        asked.process or None,
        calendar.start_of(first) if first else None,
        calendar.start_of(last + timedelta(days=1)) if last else None,
    )


def _written(here: Member, chosen: Selection, kind: Kind) -> Iterator[bytes]:
    """Written to the end first, in memory or beside: a log is told whole or not at all."""
    with SpooledTemporaryFile(IN_MEMORY) as file:
        _write(here, chosen, kind, file)
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


def _write(here: Member, chosen: Selection, kind: Kind, into: IO[bytes]) -> None:
    installation = here.installation
    match kind:
        case Kind.XES:
            write_xes(read_log(installation, chosen), into, name=here.municipality.name)
        case Kind.OCEL:
            write_ocel(lambda: read_log(installation, chosen), into)
        case Kind.CSV:
            write_rows(read_log(installation, chosen), into)


def shown(here: Member, asked: HistoryAsked, kind: str = "") -> Response:
    """The page, with what was typed."""
    town, _ = here.municipality.id, here.words.gettext
    with here.installation.database.read(town) as connection:
        context = {
            "asked": asked,
            "kind": kind if kind in set(Kind) else Kind.XES,
            "kinds": [
                Choice(Kind.XES, "XES", _("Para herramientas de minería de procesos (IEEE 1849).")),
                Choice(Kind.OCEL, "OCEL 2.0", _("Con lo que un expediente toca: tareas, plazos.")),
                Choice(Kind.CSV, _("Tabla (CSV)"), _("Para una hoja de cálculo.")),
            ],
            "processes": [
                Choice(each.key, each.title) for each in active_definitions(connection, town)
            ],
            "errors": {name: wrong_day(here) for name in asked.wrong_days},
            "action": here.path("audit", TAB, "log"),
            "events_href": here.path("audit", "events.csv"),
            "readings_href": here.path("audit", "readings", "readings.csv"),
        }  # fmt: skip
        return audit_page(
            here, connection, "audit/exports.html", context, tab=TAB,
            status=422 if asked.wrong_days else 200,
        )  # fmt: skip
