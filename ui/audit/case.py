"""The history of one case for the auditor: its seal and its chain, event by event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from engine.auditing.accesses import Looked
from engine.auditing.erased import erased_by
from engine.auditing.topics import topic_of
from engine.history.chain import canonical
from engine.history.kinds import EventKind
from engine.history.verify import Verification, entry_of_row, verify_case
from engine.spreadsheets import line, written
from storage.database import Connection
from storage.queries.cases import CaseRow, case_by_number
from storage.queries.entries import EntryRow
from storage.queries.history import (
    ChainRow,
    TimelineRow,
    events_of_case,
    history_of,
    sealed_events_of,
)
from storage.queries.roots import last_root
from ui.audit.around import allow, audit_page
from ui.audit.sentences import told_fault
from ui.audit.signs import signs_of_case
from ui.audit.telling import HistoryLine, lines_of
from ui.cases.pages import Number
from ui.documents.download import disposition
from ui.errors import not_found
from ui.parts import Crumb
from ui.readings import looked
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/audit/cases/{number}")
PAGE = 50
MOST = 5_000
SHORT = 4


@dataclass(frozen=True, slots=True)
class ChainLine:
    """An event with its proof; `faults` are what verification says of it,
    `erased` the act by which its personal part was erased."""

    line: HistoryLine
    short: str
    hash: str
    form: str
    actor: str
    faults: tuple[str, ...]
    erased: str


@router.get("", response_model=None)
def case_history(
    here: SignedIn,
    number: Number,
    before: Annotated[int | None, Query(ge=1, lt=2**31)] = None,
    technical: bool = False,
) -> Response:
    """The newest events first, fifty a page, under the seal of the whole history."""
    allow(here)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        case = case_of(here, connection, number)
        found = verify_case(here.installation, town, case.id)
        assert found is not None  # noqa: S101  # the case is there
        rows = events_of_case(connection, town, case.id, before=before, limit=PAGE + 1)
        root = last_root(connection, town)
        hidden = sealed_events_of(connection, town, case.id)
        told_events = found.events - hidden
        technical = technical and not hidden
        own = partial(here.path, "audit", "cases", number)
        context = {
            "case": case,
            "crumbs": crumbs_of(here, case.number),
            "seal": seal_of(here, found, told_events, root.day if root else None),
            "broken": not found.whole,
            "checks": checks_of(here, found),
            "faults": [told_fault(here, each) for each in found.faults],
            "signs": signs_of_case(here, connection, case.id),
            "signs_href": here.path("audit", "signs"),
            "lines": chain_of(here, connection, case, rows[:PAGE], found),
            "events": told_events,
            "numbered": not hidden,
            "technical": technical,
            "technical_href": own(technical="" if technical else "true"),
            "more_href": own(before=rows[PAGE - 1].seq, technical="true" if technical else "")
            if len(rows) > PAGE else "",
            "first_href": here.path("audit", "cases", number) if before else "",
            "case_href": here.path("cases", number),
            "replay_href": here.path("audit", "cases", number, "replay"),
            "csv_href": here.path("audit", "cases", number, "events.csv"),
            "zip_href": here.path("cases", number, "export.zip"),
            "verifier_href": here.path("verifier"),
            "roots_href": here.path("open", "roots"),
        }  # fmt: skip
        return audit_page(
            here, connection, "audit/case.html", context, tab="", looked_at=case.number,
            case_id=case.id,
        )  # fmt: skip


@router.get("/events.csv", response_model=None)
def table(here: SignedIn, number: Number) -> Response:
    """The same as a table, with whole hashes."""
    allow(here)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        case = case_of(here, connection, number)
        rows = events_of_case(connection, town, case.id, limit=MOST)
        hidden = sealed_events_of(connection, town, case.id)
        lines = lines_of(here, connection, entries_of_rows(case, rows), by_whom=False)
    looked(here, Looked.EXPORT, case_id=case.id, subject=f"{number}.csv")
    hashes = {row.seq: bytes(row.hash).hex() for row in rows}
    told = [line(("seq", "at", "topic", "what", "from_address", "hash"))]
    for each in lines:
        seq = "" if hidden else str(each.seq)
        cells = (seq, each.at.isoformat(), each.topic, each.sentence.striptags(),
                 each.address, hashes[each.seq])  # fmt: skip
        told.append(line([written(cell) for cell in cells]))
    headers = {"content-disposition": disposition(f"{number}.csv", shown=False)}
    return Response(
        "".join(told), headers=headers, media_type="text/csv; charset=utf-8; header=present"
    )


def case_of(here: Member, connection: Connection, number: str) -> CaseRow:
    """The case with that number in this municipality."""
    case = case_by_number(connection, here.municipality.id, number)
    if case is None:
        raise not_found(here.words, tried=number)
    return case


def crumbs_of(here: Member, number: str, *more: str) -> list[Crumb]:
    """The way here."""
    own = Crumb(number, here.path("audit", "cases", number) if more else "")
    return [
        Crumb(here.words.gettext("Auditoría"), here.path("audit")),
        own,
        *(Crumb(each) for each in more),
    ]


def entries_of_rows(case: CaseRow, rows: Sequence[TimelineRow]) -> list[EntryRow]:
    """Events of one case as the list of all events has them."""
    return [
        EntryRow(
            row.at, case.id, row.seq, row.kind, topic_of(EventKind(row.kind)), row.person_id, "",
            case.process_key,
        )
        for row in rows
    ]  # fmt: skip


def chain_of(
    here: Member,
    connection: Connection,
    case: CaseRow,
    rows: Sequence[TimelineRow],
    found: Verification,
) -> list[ChainLine]:
    """The events with their proofs."""
    lines = lines_of(here, connection, entries_of_rows(case, rows), by_whom=False)
    stored = {row.seq: row for row in history_of(connection, here.municipality.id, case.id)}
    acts = erased_by(connection, here.municipality.id, case.id)
    return [
        _proved(here, each, stored[each.seq], found, acts) for each in lines if each.seq in stored
    ]


def _proved(
    here: Member,
    told: HistoryLine,
    stored: ChainRow,
    found: Verification,
    acts: Mapping[int, str],
) -> ChainLine:
    full = bytes(stored.hash).hex()
    faults = tuple(told_fault(here, each) for each in found.faults if each.seq == told.seq)
    return ChainLine(
        line=told,
        short=f"{full[:SHORT]}…{full[-SHORT:]}",
        hash=full,
        form=canonical_hex(stored),
        actor=str(stored.person_id or ""),
        faults=faults,
        erased=acts.get(told.seq, ""),
    )


def canonical_hex(row: ChainRow) -> str:
    """The bytes that were hashed, as hexadecimal digits."""
    return canonical(entry_of_row(row)).hex()


def seal_of(here: Member, found: Verification, events: int, day: Any) -> tuple[str, str, str]:
    """Title, sentence and detail of the seal."""
    _ = here.words.gettext
    when = here.formats.moment(here.now, here.today)
    detail = _("Verificada %(when)s.") % {"when": when}
    if day is not None:
        detail = _("Verificada %(when)s; última raíz firmada: %(day)s.") % {
            "when": when, "day": here.formats.short_day(day),
        }  # fmt: skip
    if not found.whole:
        return _("Historia alterada."), "", detail
    sentence = here.words.ngettext(
        "La %(n)s actuación está completa y sin cambios desde que se escribió.",
        "Las %(n)s actuaciones están completas, en orden y sin cambios desde que se escribieron.",
        events,
    ) % {"n": here.formats.number(events)}
    return _("Historia íntegra."), sentence, detail


def checks_of(here: Member, found: Verification) -> list[str]:
    """What was looked at, where nothing was found."""
    if not found.whole:
        return []
    _ = here.words.gettext
    return [
        _("Ninguna actuación fue editada"),
        _("No falta ni sobra ninguna"),
        _("El orden es el original"),
        _("Lo declarado es lo que se registró"),
    ]
