"""A case told again on its diagram, step by step: each step has an address, and with script the
whole way is on one page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from engine.auditing.replaying import Stand, Step, Told, stand_after, steps_of
from engine.bpmn import Element
from engine.cases.eras import eras_of
from engine.definitions.loading import Definition, program_of
from storage.queries.history import TimelineRow, events_of_case
from ui.audit.around import allow, audit_page
from ui.audit.case import case_of, crumbs_of, entries_of_rows
from ui.audit.telling import HistoryLine, lines_of
from ui.cases.pages import Number
from ui.cases.present import Diagram
from ui.cases.stages import WORK
from ui.parts import Stage
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/audit/cases/{number}")
MOST = 400
"""Steps on the page; a longer history is told by its newest."""


@dataclass(frozen=True, slots=True)
class ReplayLine:
    """An event with what it moved, for the script."""

    line: HistoryLine
    comes: str
    goes: str
    href: str
    is_here: bool


@router.get("/replay", response_model=None)
def replay(
    here: SignedIn, number: Number, step: Annotated[int, Query(ge=0, lt=2**31)] = 0
) -> Response:
    """The case as it stood after one of the events that are told, by its place among them."""
    allow(here)
    installation, town = here.installation, here.municipality.id
    with installation.database.read(town) as connection:
        case = case_of(here, connection, number)
        definition = program_of(installation, connection, town, case.definition_id)
        eras = eras_of(installation, connection, case.id, definition)
        rows = events_of_case(connection, town, case.id, limit=MOST)[::-1]
        lines = lines_of(here, connection, entries_of_rows(case, rows), by_whom=False)
        steps = steps_of(_told(row, eras.element(row.seq, row.element)) for row in rows)
        seqs = [each.seq for each in lines]
        place = min(max(step, 1), len(seqs)) - 1 if seqs else 0
        now = seqs[place] if seqs else 0
        stand = stand_after(steps, now)
        context = {
            "case": case,
            "crumbs": crumbs_of(here, number, here.words.gettext("Paso a paso")),
            "drawings": drawings_of(here, definition, stand),
            "lines": _lines(here, number, lines, steps, now),
            "now": lines[place] if lines else None,
            "place": place + 1,
            "count": len(lines),
            "ways": _ways(here, number, seqs, place),
            "action": here.path("audit", "cases", number, "replay"),
            "cut": len(rows) == MOST,
        }
        return audit_page(
            here, connection, "audit/replay.html", context, tab="",
            looked_at=f"{number}: {here.words.gettext('paso a paso')}", case_id=case.id,
        )  # fmt: skip


def _told(row: TimelineRow, element: Element | None) -> Told:
    return Told(row.seq, row.kind, element, row.task_id)


def _lines(
    here: Member, number: str, lines: list[HistoryLine], steps: tuple[Step, ...], now: int
) -> list[ReplayLine]:
    moves = {each.seq: each for each in steps}
    return [
        ReplayLine(
            each,
            " ".join(moves[each.seq].comes),
            " ".join(moves[each.seq].goes),
            here.path("audit", "cases", number, "replay", step=place),
            each.seq == now,
        )
        for place, each in enumerate(lines, 1)
    ]


def _ways(here: Member, number: str, seqs: list[int], place: int) -> dict[str, str]:
    """Where the buttons lead; empty where there is nothing."""
    last = len(seqs) - 1
    places = {"first": 0, "back": place - 1, "on": place + 1, "last": last}
    return {
        name: here.path("audit", "cases", number, "replay", step=to + 1)
        if 0 <= to <= last and to != place
        else ""
        for name, to in places.items()
    }


def drawings_of(here: Member, definition: Definition, stand: Stand) -> list[Diagram]:
    """The diagram of the process, then those of the called ones in which anything happened."""
    program = definition.program
    met = {*stand.here, *stand.passed}
    inside = dict.fromkeys(each.process_id for each in program.elements)
    called = [
        process_id
        for process_id in inside
        if process_id != program.process_id
        and any(each.id in met for each in program.elements if each.process_id == process_id)
    ]
    return [_drawing(here, definition, each, stand) for each in (program.process_id, *called)]


def _drawing(here: Member, definition: Definition, process_id: str, stand: Stand) -> Diagram:
    own = process_id == definition.program.process_id
    return Diagram(
        id=f"diagram-{process_id}",
        title=definition.title if own else process_id.replace("_", " ").capitalize(),
        source=here.path(
            "processes", definition.key, "versions", definition.version, "diagrams", process_id
        ),
        stages=[
            _stage(each, stand, definition.manifest.role_titles)
            for each in definition.program.elements
            if each.process_id == process_id and each.kind in WORK and each.name
        ],
        passed=list(stand.passed),
        here=list(stand.here),
    )


def _stage(element: Element, stand: Stand, titles: Any) -> Stage:
    water = "to-come"
    if element.id in stand.here:
        water = "here"
    elif element.id in stand.passed:
        water = "passed"
    return Stage(element.name, water, titles.get(element.role, element.lane), "")
