"""What a case holds: its data, what was entered, its terms, tasks, documents and history."""

from __future__ import annotations

from starlette.responses import Response

from engine.access import Scope
from engine.history.taken_back import taken_back_in
from engine.history.verify import verify_case
from storage.queries.cases import SubmissionRow, submissions_of_case
from storage.queries.history import events_of_case
from ui.api.answers import answer
from ui.api.cursors import cursor_of, place_in
from ui.api.describing import reads
from ui.api.door import Here, Program
from ui.api.present.cases import Gone, case_data, deadline, event, submissions
from ui.api.present.documents import document
from ui.api.present.tasks import task_line
from ui.api.problems import not_found
from ui.api.rooms import USUAL, Cursor, Limit, Number, room
from ui.api.shapes.cases import (
    CaseData,
    Deadlines,
    Events,
    HistoryFault,
    Submissions,
    Tasks,
    Verification,
)
from ui.api.shapes.others import Documents
from ui.cases.entries import teller_of
from ui.cases.pages import seen_case
from ui.cases.scene import CaseScene

router = room("cases")
HISTORY = "history"


@router.get("/cases/{number}/data", **reads(Scope.CASES_READ, CaseData))
def data(here: Here, number: Number) -> Response:
    """What the case knows, as far as it may be read."""
    scene, rows, gone = entered_in(here, number)
    return answer(here, case_data(here, scene, rows, gone), version=scene.stand.version)


@router.get("/cases/{number}/submissions", **reads(Scope.CASES_READ, Submissions))
def entered(here: Here, number: Number) -> Response:
    """All that was entered, form by form, as far as it may be read; marked where taken back."""
    scene, rows, gone = entered_in(here, number)
    return answer(here, submissions(here, scene, rows, gone), version=scene.stand.version)


@router.get("/cases/{number}/deadlines", **reads(Scope.CASES_READ, Deadlines))
def deadlines(here: Here, number: Number) -> Response:
    """The legal terms of the case, those that are over too."""
    scene = scene_of(here, number)
    found = Deadlines(items=[deadline(scene, each) for each in scene.deadlines])
    return answer(here, found, version=scene.stand.version)


@router.get("/cases/{number}/tasks", **reads(Scope.CASES_READ, Tasks))
def tasks(here: Here, number: Number) -> Response:
    """The tasks of the case, those that are done too."""
    scene = scene_of(here, number)
    found = Tasks(items=[task_line(here, scene, each) for each in scene.tasks])
    return answer(here, found, version=scene.stand.version)


@router.get("/cases/{number}/documents", **reads(Scope.CASES_READ, Documents))
def documents(here: Here, number: Number) -> Response:
    """The documents that may be read, with their versions."""
    scene = scene_of(here, number)
    found = Documents(items=[document(number, each) for each in scene.documents])
    return answer(here, found, version=scene.stand.version)


@router.get("/cases/{number}/history", **reads(Scope.CASES_READ, Events))
def history(here: Here, number: Number, cursor: Cursor = None, limit: Limit = USUAL) -> Response:
    """The events of the case with their links in the chain, newest first."""
    place = place_in(HISTORY, cursor, keys=1)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        case, scene = seen_case(here, connection, number)
        before = place[0] if place else None
        found = events_of_case(connection, town, case.id, before=before, limit=limit + 1)
    teller = teller_of(scene, here)
    more = cursor_of(HISTORY, found[limit - 1].seq) if len(found) > limit else None
    shown = Events(items=[event(teller, row) for row in found[:limit]], next=more)
    return answer(here, shown, version=scene.stand.version)


@router.get("/cases/{number}/history/verification", **reads(Scope.CASES_READ, Verification))
def verification(here: Here, number: Number) -> Response:
    """Whether the chain of the case is whole, and what was done to it otherwise."""
    scene = scene_of(here, number)
    found = verify_case(here.installation, here.municipality.id, scene.case_id)
    if found is None:
        raise not_found()
    faults = [
        HistoryFault(seq=each.seq, kind=str(each.kind), sentence=each.sentence_es)
        for each in found.faults
    ]
    return answer(here, Verification(whole=found.whole, events=found.events, faults=faults))


def scene_of(here: Program, number: str) -> CaseScene:
    """The case with that number, if the token may look into it."""
    with here.installation.database.read(here.municipality.id) as connection:
        return seen_case(here, connection, number)[1]


def entered_in(here: Program, number: str) -> tuple[CaseScene, tuple[SubmissionRow, ...], Gone]:
    """The case with all that was entered in it, sealed or not, and what of it was taken back."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        case, scene = seen_case(here, connection, number)
        rows = submissions_of_case(connection, town, case.id)
        return scene, rows, taken_back_in(connection, town, case.id, rows)
