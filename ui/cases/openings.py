"""The record of the sealed envelopes of a case: who opened them, when, how many, and the hash of
each; before that, from when they may be opened, and nothing of what came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.cases.sealing import takes_envelopes
from engine.history.kinds import EventKind
from engine.refusals import RefusalKind, Refused
from engine.sealing.calls import term_of_call
from storage.database import Connection
from storage.queries.history import events_of_kind
from ui.cases.entries import teller_of
from ui.cases.pages import seen_case
from ui.cases.scene import CaseScene
from ui.errors import not_found
from ui.history.sentences import facts_in, text_of
from ui.parts import Crumb
from ui.refusals import told
from ui.staff import staff_page
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/cases/{number}")
Number = Annotated[str, Path(max_length=60)]


@dataclass(frozen=True, slots=True)
class OpenedEnvelope:
    """One envelope that was opened; `name` is empty once it was lawfully forgotten."""

    code: str
    name: str
    at: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Record:
    """One opening."""

    sentence: Any
    at: str
    envelopes: tuple[OpenedEnvelope, ...]
    faults: tuple[str, ...]
    papers: tuple[str, ...]
    left: int


@router.get("/openings", response_model=None)
def openings(here: SignedIn, number: Number) -> Response:
    """Every opening of a case, the newest first."""
    with here.installation.database.read(here.municipality.id) as connection:
        case, scene = seen_case(here, connection, number)
        if not any(map(takes_envelopes, scene.definition.program.elements)):
            raise not_found(here.words)
        context = {
            "case": case,
            "crumbs": [
                Crumb(here.words.gettext("Expedientes"), here.path("cases")),
                Crumb(case.number, here.path("cases", case.number)),
                Crumb(here.words.gettext("Apertura de sobres")),
            ],
            "waiting": list(waiting(here, connection, scene)),
            "records": list(records(here, connection, scene)),
        }
        return staff_page(
            here,
            connection,
            "cases/openings.html",
            context,
            section="cases",
            calendar=scene.calendar,
        )


def waiting(here: Member, connection: Connection, scene: CaseScene) -> Iterator[str]:
    """What is said of each reception that goes on, or waits for its opening."""
    _ = here.words.gettext
    program = scene.definition.program
    going = {task.element_key for task in scene.open_tasks}
    for element in filter(takes_envelopes, program.elements):
        term = term_of_call(connection, here.municipality.id, scene.case_id, program, element)
        if element.id in going and term is not None:
            day = here.formats.date_words(term.due_on, here.today)
            yield _(
                "Se reciben sobres hasta el %(day)s. Hasta que se abran nadie sabe cuántos llegaron"
                " ni de quién son."
            ) % {"day": day}
        elif element.sealed_until in going:
            opening = program.element(element.sealed_until or "")
            yield _("El plazo terminó: los sobres se abren al completar «%(task)s».") % {
                "task": opening.name
            }


def records(here: Member, connection: Connection, scene: CaseScene) -> Iterator[Record]:
    """What each opening found."""
    rows = events_of_kind(
        connection, here.municipality.id, scene.case_id, EventKind.ENVELOPES_OPENED
    )
    teller = teller_of(scene, here)
    for row in rows:
        data, detail = facts_in(row.data), facts_in(row.detail)
        yield Record(
            teller.sentence(row),
            moment(here, row.at),
            tuple(envelopes_in(here, data, detail)),
            tuple(faults_in(here, data)),
            tuple(papers_in(here, detail)),
            int(data.get("left") or 0),
        )


def envelopes_in(
    here: Member, data: dict[str, Any], detail: dict[str, Any]
) -> Iterator[OpenedEnvelope]:
    """The envelopes in the order in which they came."""
    names = detail.get("names") or {}
    for each in data.get("envelopes") or ():
        came = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=int(each["at"]))
        code = text_of(each["code"])
        yield OpenedEnvelope(
            code, text_of(names.get(code)), moment(here, came), text_of(each["sha256"])
        )


def faults_in(here: Member, data: dict[str, Any]) -> Iterator[str]:
    """What was done to which envelope."""
    _ = here.words.gettext
    words = {
        "changed": _("El sobre %(code)s no está como se presentó: fue cambiado. No se abrió."),
        "removed": _("Falta el sobre %(code)s, que se presentó."),
        "added": _("El sobre %(code)s no se presentó: fue añadido por fuera. No se abrió."),
        "state": _("El sobre %(code)s figura de otro modo que en la historia. No se abrió."),
    }
    for each in data.get("faults") or ():
        yield words[each["wrong"]] % {"code": each["code"]}


def papers_in(here: Member, detail: dict[str, Any]) -> Iterator[str]:
    """Files that the house did not let in at the opening, and why."""
    _ = here.words.gettext
    for code, title, kind in detail.get("refused") or ():
        why = told(Refused(RefusalKind(kind)), here.words).sentence
        pattern = _("Del sobre %(code)s no entró «%(title)s»: %(why)s")
        yield pattern % {"code": code, "title": title, "why": why}


def moment(here: Member, at: datetime) -> str:
    """«lunes 23 de marzo, 9:00»."""
    return f"{here.formats.date_words(at, here.today)}, {here.formats.clock(at)}"
