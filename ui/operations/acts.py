"""Acts upon one case, each on a page of its own: suspend, resume, cancel, move."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.cases import (
    MovePreview,
    Order,
    cancel,
    may_cancel,
    may_operate,
    move,
    preview_move,
    resume,
    suspend,
)
from engine.refusals import RefusalKind, Refused
from storage.queries.cases import CaseRow
from storage.queries.identity import names_of
from ui.cases.pages import seen_case
from ui.errors import forbidden
from ui.operations.act import act_context
from ui.operations.asked import number as id_of
from ui.operations.move import move_context
from ui.posted import Posted
from ui.refusals import STATUS
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/cases/{number}")
Number = Annotated[str, Path(max_length=80)]
VERBS: Mapping[str, Callable[..., object]] = {
    "suspension": suspend,
    "resumption": resume,
    "cancellation": cancel,
}
MOST_KEYS = 1_000


def add_act(act: str) -> None:
    """The page of an act and what does it; each act is a noun of its own in the address."""

    def ask(here: SignedIn, number: Number) -> Response:
        return show_act(here, number, act)

    def do(here: SignedIn, number: Number, form: Form) -> Response:
        return do_act(here, number, act, form)

    router.add_api_route(f"/{act}", ask, methods=["GET"], response_model=None)
    router.add_api_route(f"/{act}", do, methods=["POST"], response_model=None)


for each_act in VERBS:
    add_act(each_act)


def do_act(here: Member, number: str, act: str, form: Posted) -> Response:
    """Do it; the page again, with what was typed, where it cannot be done."""
    case = allowed_case(here, number, act)
    reason = form.one("reason")
    answer = VERBS[act](here.installation, here.actor, case.id, reason)
    if not isinstance(answer, Refused):
        _ = here.words.gettext
        saying = {
            "suspension": _("El expediente está suspendido."),
            "resumption": _("El expediente sigue su camino."),
            "cancellation": _("El expediente está anulado."),
        }[act]
        return go(here, here.path("cases", number), saying=saying)
    return show_act(here, number, act, reason=reason, refused=answer)


def show_act(
    here: Member, number: str, act: str, *, reason: str = "", refused: Refused | None = None
) -> Response:
    """The page of an act."""
    allowed_case(here, number, act)
    with here.installation.database.read(here.municipality.id) as connection:
        case, scene = seen_case(here, connection, number)
        context = act_context(here, case, scene, act, reason=reason, refused=refused)
        return staff_page(
            here,
            connection,
            "operations/act.html",
            context,
            section="cases",
            calendar=scene.calendar,
            status=200 if refused is None else STATUS[refused.kind],
        )


def allowed_case(here: Member, number: str, act: str) -> CaseRow:
    """The case, if the person may do this with it."""
    with here.installation.database.read(here.municipality.id) as connection:
        case, scene = seen_case(here, connection, number)
    may = may_cancel if act == "cancellation" else may_operate
    if not may(here.actor, scene.definition):
        raise forbidden(here.words, scene.definition.title)
    return case


@router.get("/move", response_model=None)
def move_page(here: SignedIn, number: Number) -> Response:
    """Where to, then what the move would do."""
    asked = here.request.query_params
    order = Order(asked.get("to", ""), frozenset(asked.getlist("at")[:MOST_KEYS]))
    return show_move(here, number, order)


@router.post("/move", response_model=None)
def do_move(here: SignedIn, number: Number, form: Form) -> Response:
    """Move the case as it was previewed."""
    case = allowed_case(here, number, "move")
    order = Order(
        form.one("to"),
        frozenset(form.fields.get("at", ())[:MOST_KEYS]),
        seen=id_of(form.one("seen")),
    )
    reason, basis, document = form.one("reason"), form.one("basis"), form.one("document")
    answer = move(
        here.installation,
        here.actor,
        case.id,
        order,
        reason,
        basis=basis,
        document_id=id_of(document),
    )
    if not isinstance(answer, Refused):
        saying = here.words.gettext("El expediente está donde usted lo llevó.")
        return go(here, here.path("cases", number), saying=saying)
    if answer.kind is RefusalKind.NO_ROLE:
        raise forbidden(here.words, case.title)
    typed = {"reason": reason, "basis": basis, "document": document}
    return show_move(here, number, order, **typed, refused=answer)


def show_move(
    here: Member,
    case_number: str,
    order: Order,
    *,
    reason: str = "",
    basis: str = "",
    document: str = "",
    refused: Refused | None = None,
) -> Response:
    """The page of a move, with its preview once a step was chosen."""
    case = allowed_case(here, case_number, "move")
    seen: MovePreview | Refused | None = None
    if order.to:
        looked = Order(order.to, order.chosen)
        seen = preview_move(here.installation, here.actor, case.id, looked)
    with here.installation.database.read(here.municipality.id) as connection:
        case, scene = seen_case(here, connection, case_number)
        holders = [task.assignee_id for task in scene.open_tasks if task.assignee_id]
        names = names_of(connection, here.municipality.id, holders)
        context = move_context(
            here,
            case,
            scene,
            order,
            seen,
            reason=reason,
            basis=basis,
            document=document,
            refused=refused,
            names=names,
        )
        failed = refused or (seen if isinstance(seen, Refused) else None)
        return staff_page(
            here,
            connection,
            "operations/move.html",
            context,
            section="cases",
            calendar=scene.calendar,
            status=200 if failed is None else STATUS[failed.kind],
        )
