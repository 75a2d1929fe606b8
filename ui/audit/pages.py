"""The auditor's home: search over all history of the municipality, and what it found as a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from engine.auditing.accesses import Looked
from engine.deadlines.calendars import calendar_of
from engine.spreadsheets import line, written
from storage.database import Connection
from storage.queries.cases import case_by_number
from storage.queries.definitions import active_definitions
from storage.queries.entries import EntriesWanted, EntryPlace, acting_people, entries_found
from storage.queries.followed_histories import listed_up_to
from storage.queries.identity import names_of
from storage.words import words_of
from ui.audit.around import allow, audit_page
from ui.audit.asked import HistoryAsked
from ui.audit.names import TOPICS
from ui.audit.telling import HistoryLine, lines_of
from ui.documents.download import disposition
from ui.parts import Choice, Filter
from ui.readings import looked
from ui.roles import role_choices, role_titles, title_of_role
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/audit")
PAGE = 50
PIECE = 500
MOST_LINES = 50_000
MOST_PEOPLE = 12
NOBODY = -1
HOME = ("audit",)
CSV = "text/csv; charset=utf-8; header=present"
COLUMNS = ("at", "case", "topic", "what", "changes", "from_address")


@router.get("", response_model=None)
def history(here: SignedIn) -> Response:
    """What is sought, the newest first."""
    allow(here)
    asked, town = HistoryAsked.of(here.request.query_params), here.municipality.id
    with here.installation.database.read(town) as connection:
        asked, people = who_is_meant(here, connection, asked)
        wanted = wanted_of(here, connection, asked)
        rows = entries_found(connection, town, wanted, before=asked.before, limit=PAGE + 1)
        lines = lines_of(here, connection, rows[:PAGE], by_whom=hides_sealed(wanted))
        more = rows[PAGE - 1].place if len(rows) > PAGE else None
        context = {
            **choices_of(here, connection),
            "asked": asked,
            "pills": pills_of(here, connection, asked),
            "people": people,
            **case_meant(here, connection, asked),
            "errors": {name: wrong_day(here) for name in asked.wrong_days},
            "lines": lines,
            "more_href": replace(asked, before=more).path(here, "audit") if more else "",
            "first_href": replace(asked, before=None).path(here, "audit") if asked.before else "",
            "all_href": here.path("audit"),
            "csv_href": replace(asked, before=None).path(here, "audit", "events.csv"),
            "action": here.path("audit"),
            "upto": upto_line(here, connection),
        }
        said = asked.text or asked.person or ""
        looked_at = here.words.gettext("Historia") + (f": {said}" if said else "")
        return audit_page(
            here, connection, "audit/history.html", context, tab="", looked_at=looked_at
        )


@router.get("/events.csv", response_model=None)
def table(here: SignedIn) -> Response:
    """The same as a table, up to 50,000 lines."""
    allow(here)
    asked, town = HistoryAsked.of(here.request.query_params), here.municipality.id
    with here.installation.database.read(town) as connection:
        asked, _people = who_is_meant(here, connection, asked)
        wanted = wanted_of(here, connection, asked)
    looked(here, Looked.EXPORT, subject="audit/events.csv")
    headers = {"content-disposition": disposition("historia.csv", shown=False)}
    return StreamingResponse(_table(here, wanted), headers=headers, media_type=CSV)


def _table(here: Member, wanted: EntriesWanted) -> Iterator[str]:
    yield line(COLUMNS)
    before: EntryPlace | None = None
    town = here.municipality.id
    for _ in range(MOST_LINES // PIECE):
        with here.installation.database.read(town) as connection:
            rows = entries_found(connection, town, wanted, before=before, limit=PIECE)
            lines = lines_of(here, connection, rows, by_whom=hides_sealed(wanted))
        yield "".join(_cells(each) for each in lines)
        if len(rows) < PIECE:
            return
        before = rows[-1].place


def _cells(each: HistoryLine) -> str:
    changes = "; ".join(f"{one.label}: {one.before or ''} → {one.after}" for one in each.changes)
    told = (
        each.at.isoformat(), each.number, each.topic, each.sentence.striptags(), changes,
        each.address,
    )  # fmt: skip
    return line([written(cell) for cell in told])


def who_is_meant(
    here: Member, connection: Connection, asked: HistoryAsked, *where: str
) -> tuple[HistoryAsked, list[tuple[str, str]]]:
    """With the one person of that name; the choice where there are several."""
    if asked.who or not asked.person:
        return asked, []
    words = words_of(asked.person)
    found = acting_people(connection, here.municipality.id, words, limit=MOST_PEOPLE)
    if len(found) == 1:
        return replace(asked, who=found[0][0], person=""), []
    links = [
        (name, replace(asked, who=person_id, person="", before=None).path(here, *(where or HOME)))
        for person_id, name in found
    ]
    return asked, links


def wanted_of(here: Member, connection: Connection, asked: HistoryAsked) -> EntriesWanted:
    """For the list; a name that is nobody's, or several people's, finds nothing yet."""
    calendar = calendar_of(here.installation, connection, here.municipality.id)
    wanted = asked.wanted(calendar)
    return replace(wanted, person_id=NOBODY) if asked.person and not asked.who else wanted


def hides_sealed(wanted: EntriesWanted) -> bool:
    """Being in the list would tell who acted under seal, or what they wrote."""
    return bool(wanted.person_id or wanted.words or wanted.role)


def choices_of(here: Member, connection: Connection) -> dict[str, Any]:
    """What can be chosen."""
    processes = active_definitions(connection, here.municipality.id)
    return {
        "roles": [Choice(each.value, each.label) for each in role_choices(processes, here.words)],
        "topics": [Choice(str(int(each)), told(here.words)) for each, told in TOPICS.items()],
        "processes": [Choice(each.key, each.title) for each in processes],
    }


def pills_of(
    here: Member, connection: Connection, asked: HistoryAsked, *where: str
) -> list[Filter]:
    """What is sought now, each with its cross."""
    town = here.municipality.id
    processes = active_definitions(connection, town)
    titles = {each.key: each.title for each in processes}
    names = names_of(connection, town, [asked.who]) if asked.who else {}
    days = [here.formats.short_day(each) for each in (asked.first, asked.last) if each]
    told = (
        ("text", f"«{asked.text}»" if asked.text else ""),
        ("who", names.get(asked.who or 0, "") if asked.who else asked.person),
        ("role", title_of_role(asked.role, role_titles(processes, here.words), here.words)
         if asked.role else ""),
        ("topic", TOPICS[asked.topic](here.words) if asked.topic else ""),
        ("process", titles.get(asked.process, asked.process)),
        ("period", " – ".join(days)),
    )  # fmt: skip
    return [
        Filter(label, asked.without(name).path(here, *(where or HOME)), active=True)
        for name, label in told
        if label
    ]


def case_meant(here: Member, connection: Connection, asked: HistoryAsked) -> dict[str, str]:
    """The case whose number was typed."""
    case = (
        case_by_number(connection, here.municipality.id, asked.text.upper()) if asked.text else None
    )
    href = here.path("audit", "cases", case.number) if case else ""
    return {"case_href": href, "case_number": case.number if case else ""}


def upto_line(here: Member, connection: Connection) -> str:
    """«La lista llega hasta hoy, 9:40; lo más nuevo entra en unos segundos.»"""
    at = listed_up_to(connection, here.municipality.id)
    if at is None:
        return here.words.gettext("La lista todavía no empezó: la hace el trabajador del servidor.")
    pattern = here.words.gettext(
        "La lista llega hasta %(when)s; lo más nuevo entra en unos segundos."
    )
    return pattern % {"when": here.formats.moment(at, here.today)}


def wrong_day(here: Member) -> str:
    """What is said of a day that is none."""
    return here.words.gettext("Escriba un día que exista, o quítelo.")
