"""What falls due in the municipality, one term, and the acts upon it."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from engine.deadlines.calendars import calendar_of
from engine.deadlines.moving import Moved, extend, pause, resume
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.cases import CaseRow, case_by_id
from storage.queries.deadlines import (
    DeadlineRow,
    changes_of_case,
    deadline_by_id,
    deadlines_due,
)
from storage.queries.definitions import active_definitions
from ui.cases.pages import seen_case
from ui.cases.scene import CaseScene
from ui.deadlines.acts import ActForm, term_context
from ui.deadlines.board import DAYS, board_context
from ui.editor.allowed import not_allowed
from ui.errors import not_found
from ui.refusals import STATUS
from ui.roles import works_here
from ui.seen import processes_seen
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/deadlines")
DeadlineId = Annotated[int, Path(ge=1, lt=2**63)]
Key = Annotated[str, Query(max_length=80)]
MOST = 300
LONG_AGO = timedelta(days=3_650)


@router.get("", response_model=None)
def board(here: SignedIn, process: Key = "") -> Response:
    """What is late and what falls due in a month."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        if not works_here(here, connection):
            raise not_allowed(here.words)
        rows = active_definitions(connection, town)
        titles = {row.key: row.title for row in rows}
        found = deadlines_due(
            connection,
            town,
            from_on=here.today - LONG_AGO,
            to_on=here.today + timedelta(days=DAYS - 1),
            process_key=process,
            processes=processes_seen(here, connection),
            limit=MOST + 1,
        )
        calendar = calendar_of(here.installation, connection, town)
        context = board_context(
            here, found[:MOST], titles, calendar, process=process, cut=len(found) > MOST
        )
        return staff_page(
            here,
            connection,
            "deadlines/board.html",
            context,
            section="deadlines",
            calendar=calendar,
        )


@router.get("/{deadline_id}", response_model=None)
def term(here: SignedIn, deadline_id: DeadlineId) -> Response:
    """Why the date of a term is what it is."""
    return answer(here, deadline_id)


@router.post("/{deadline_id}/pause", response_model=None)
def stop(here: SignedIn, deadline_id: DeadlineId, form: Form) -> Response:
    """Stop the clock."""
    typed = ActForm.of(form)
    outcome = pause(here.installation, here.actor, deadline_id, typed.why)
    saying = here.words.gettext("El plazo está en pausa.")
    return after(here, deadline_id, "pause", typed, outcome, saying)


@router.post("/{deadline_id}/resumption", response_model=None)
def go_on(here: SignedIn, deadline_id: DeadlineId, form: Form) -> Response:
    """Set the clock going again."""
    typed = ActForm.of(form)
    anew = typed.anew == "yes"
    outcome = resume(here.installation, here.actor, deadline_id, typed.why, anew=anew)
    return after(here, deadline_id, "resumption", typed, outcome, now_due(here, outcome))


@router.post("/{deadline_id}/extension", response_model=None)
def give_time(here: SignedIn, deadline_id: DeadlineId, form: Form) -> Response:
    """Give more time."""
    typed = ActForm.of(form)
    outcome = extend(here.installation, here.actor, deadline_id, typed.days, typed.why)
    return after(here, deadline_id, "extension", typed, outcome, now_due(here, outcome))


def now_due(here: Member, outcome: Moved | Refused) -> str:
    """«Vence ahora el martes 4 de agosto.»"""
    if isinstance(outcome, Refused):
        return ""
    day = here.formats.day_words(outcome.due_on, here.today)
    return here.words.gettext("Vence ahora el %(day)s.") % {"day": day}


def after(
    here: Member,
    deadline_id: int,
    act: str,
    typed: ActForm,
    outcome: Moved | Refused,
    saying: str,
) -> Response:
    """Back to the term; with what was typed and what to correct when it was refused."""
    if isinstance(outcome, Moved):
        return go(here, here.path("deadlines", deadline_id), saying=saying)
    if outcome.kind is RefusalKind.NOT_FOUND:
        raise not_found(here.words)
    return answer(here, deadline_id, act=act, typed=typed, refused=outcome)


def answer(
    here: Member,
    deadline_id: int,
    *,
    act: str = "",
    typed: ActForm | None = None,
    refused: Refused | None = None,
) -> Response:
    """The page of a term."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        case, scene, deadline = seen_term(here, connection, deadline_id)
        context = term_context(
            here,
            case,
            scene,
            deadline,
            list(changes_of_case(connection, town, case.id)),
            typed={act: typed} if typed else None,
            refused=(act, refused) if refused else None,
        )
        return staff_page(
            here,
            connection,
            "deadlines/page.html",
            context,
            section="deadlines",
            calendar=scene.calendar,
            status=STATUS[refused.kind] if refused else 200,
        )


def seen_term(
    here: Member, connection: Connection, deadline_id: int
) -> tuple[CaseRow, CaseScene, DeadlineRow]:
    """The term, if there is one here and the person may look into its case."""
    town = here.municipality.id
    found = deadline_by_id(connection, town, deadline_id)
    case = case_by_id(connection, town, found.case_id) if found else None
    if found is None or case is None:
        raise not_found(here.words)
    case, scene = seen_case(here, connection, case.number)
    return case, scene, found
