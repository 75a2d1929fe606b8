"""Who looked at what: the log of readings, for the auditor, whose own reading is in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from engine.auditing.accesses import Looked, kept_for
from engine.calendar import Calendar
from engine.deadlines.calendars import calendar_of
from engine.spreadsheets import line, written
from storage.database import Connection
from storage.queries.accesses import AccessesWanted, AccessRow, accesses_found
from storage.queries.cases import case_by_number
from storage.tables.types import instant, micros
from ui.audit.around import allow, audit_page
from ui.audit.asked import HistoryAsked
from ui.audit.names import LOOKS
from ui.audit.pages import CSV, pills_of, who_is_meant, wrong_day
from ui.documents.download import disposition
from ui.numbers import number_in
from ui.parts import Choice, Column, Filter
from ui.readings import looked
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/audit/readings")
PAGE, PIECE, MOST_LINES, NOBODY = 50, 500, 50_000, -1
WHERE = ("audit", "readings")


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """Somebody looked at something."""

    name: str
    position: str
    what: str
    subject: str
    href: str
    when: str
    address: str


@dataclass(frozen=True, slots=True)
class ReadingsAsked:
    """Who, at what, when, and behind which line; the words are the number of a case."""

    history: HistoryAsked
    kind: Looked | None = None
    before: tuple[datetime, int] | None = None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> ReadingsAsked:
        """From the query of an address."""
        kind = number_in(query.get("kind", ""))
        at, _, last = query.get("after", "").partition(".")
        place = number_in(at), number_in(last)
        behind = None
        if place[0] is not None and place[1] is not None and place[0] < 2**52:
            behind = instant(place[0]), place[1]
        history = HistoryAsked.of(query)
        return cls(history, Looked(kind) if kind in set(Looked) else None, behind)

    def path(self, here: Member, *parts: object) -> str:
        """An address that asks the same."""
        address = self.history.path(here, *WHERE, *parts)
        after = f"{micros(self.before[0])}.{self.before[1]}" if self.before else ""
        more = here.path("x", kind=int(self.kind) if self.kind else "", after=after)
        query = more.partition("?")[2]
        return address + (("&" if "?" in address else "?") + query if query else "")


@router.get("", response_model=None)
def readings(here: SignedIn) -> Response:
    """The newest first."""
    allow(here)
    here.surroundings.readings.flush()
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        asked, people = meant(here, connection)
        calendar = calendar_of(here.installation, connection, town)
        wanted = wanted_of(here, connection, asked, calendar)
        rows = accesses_found(connection, town, wanted, before=asked.before, limit=PAGE + 1)
        more = (rows[PAGE - 1].at, rows[PAGE - 1].id) if len(rows) > PAGE else None
        days = kept_for(connection, town, here.now).days
        history = asked.history
        context = {
            "asked": asked,
            "people": people,
            "kinds": [
                Choice(str(int(each)), told(here.words).capitalize())
                for each, told in LOOKS.items()
            ],
            "pills": pills(here, connection, asked),
            "errors": {name: wrong_day(here) for name in history.wrong_days},
            "columns": [
                Column(here.words.gettext("Quién")), Column(here.words.gettext("Qué leyó")),
                Column(here.words.gettext("Desde dónde")), Column(here.words.gettext("Cuándo")),
            ],
            "lines": [line_of(here, row) for row in rows[:PAGE]],
            "more_href": replace(asked, before=more).path(here) if more else "",
            "first_href": replace(asked, before=None).path(here) if asked.before else "",
            "all_href": here.path(*WHERE),
            "action": here.path(*WHERE),
            "csv_href": replace(asked, before=None).path(here, "readings.csv"),
            "kept": here.words.ngettext(
                "Se guarda %(n)s día; lo dice el parámetro «cauce.lecturas.dias».",
                "Se guardan %(n)s días; lo dice el parámetro «cauce.lecturas.dias».", days,
            ) % {"n": days},
        }  # fmt: skip
        return audit_page(here, connection, "audit/readings.html", context, tab="readings")


@router.get("/readings.csv", response_model=None)
def table(here: SignedIn) -> Response:
    """The same as a table."""
    allow(here)
    here.surroundings.readings.flush()
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        asked, _people = meant(here, connection)
        calendar = calendar_of(here.installation, connection, town)
        wanted = wanted_of(here, connection, asked, calendar)
    looked(here, Looked.EXPORT, subject="audit/readings.csv")
    headers = {"content-disposition": disposition("lecturas.csv", shown=False)}
    return StreamingResponse(_table(here, wanted), headers=headers, media_type=CSV)


def _table(here: Member, wanted: AccessesWanted) -> Iterator[str]:
    yield line(("at", "person", "position", "what", "case", "subject", "address"))
    before = None
    for _ in range(MOST_LINES // PIECE):
        with here.installation.database.read(here.municipality.id) as connection:
            rows = accesses_found(
                connection, here.municipality.id, wanted, before=before, limit=PIECE
            )
        for row in rows:
            what = LOOKS[Looked(row.kind)](here.words)
            told = (row.at.isoformat(), row.name, row.position, what, row.number, row.subject,
                    row.address)  # fmt: skip
            yield line([written(cell) for cell in told])
        if len(rows) < PIECE:
            return
        before = rows[-1].at, rows[-1].id


def meant(here: Member, connection: Connection) -> tuple[ReadingsAsked, list[tuple[str, str]]]:
    """What the address asks, with the one person of that name, or the choice of several."""
    asked = ReadingsAsked.of(here.request.query_params)
    history, people = who_is_meant(here, connection, asked.history, *WHERE)
    return replace(asked, history=history), people


def wanted_of(
    here: Member, connection: Connection, asked: ReadingsAsked, calendar: Calendar
) -> AccessesWanted:
    """For the log; a name that is nobody's and a number that is no case's find nothing."""
    history = asked.history
    case_id = None
    if history.text:
        case = case_by_number(connection, here.municipality.id, history.text.upper())
        case_id = case.id if case else NOBODY
    person_id = NOBODY if history.person and not history.who else history.who
    first, last = history.first, history.last
    return AccessesWanted(
        person_id,
        int(asked.kind) if asked.kind else None,
        case_id,
        calendar.start_of(first) if first else None,
        calendar.start_of(last + timedelta(days=1)) if last else None,
    )


def pills(here: Member, connection: Connection, asked: ReadingsAsked) -> list[Filter]:
    """What is sought now, each with its cross."""
    found = pills_of(here, connection, asked.history, *WHERE)
    if asked.kind:
        label = LOOKS[asked.kind](here.words).capitalize()
        gone = replace(asked, kind=None, before=None).path(here)
        found.append(Filter(label, gone, active=True))
    return found


def line_of(here: Member, row: AccessRow) -> ReadingLine:
    """A line of the page."""
    subject = row.subject if row.kind != Looked.CASE else ""
    return ReadingLine(
        row.name or here.words.gettext("Una persona"),
        row.position or "",
        LOOKS[Looked(row.kind)](here.words),
        " · ".join(filter(None, (row.number or "", subject))),
        here.path("audit", "cases", row.number) if row.number else "",
        here.formats.moment(row.at, here.today),
        row.address,
    )
