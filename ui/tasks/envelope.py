"""The envelope of a task, for a colleague who has its role; suppliers have theirs at the portal."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.cases.sealing import takes_envelopes
from ui.errors import not_found
from ui.sealing.desk import Desk, posted
from ui.sealing.present import envelope_page, receipt_context
from ui.staff import staff_page
from ui.tasks.scene import task_scene
from ui.visit import Form, Member, SignedIn

router = APIRouter(prefix="/{municipality}/tasks/{task_id}")
TaskId = Annotated[int, Path(ge=1, lt=2**63)]


@router.get("/envelope", response_model=None)
def envelope(here: SignedIn, task_id: TaskId) -> Response:
    """What is written so far, and what was filed."""
    return envelope_page(desk_at(here, task_id))


@router.post("/envelope", response_model=None)
def write(here: SignedIn, task_id: TaskId, form: Form) -> Response:
    """Keep, look through, file, or withdraw."""
    return posted(desk_at(here, task_id), form, envelope_page)


@router.get("/envelope/receipt", response_model=None)
def receipt(here: SignedIn, task_id: TaskId) -> Response:
    """The receipts of one's own envelopes."""
    desk = desk_at(here, task_id)
    return rendered(here, "tasks/envelope_receipt.html", receipt_context(desk), 200)


def desk_at(here: Member, task_id: int) -> Desk:
    """The task, if it takes envelopes and the person may file there."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene = task_scene(here, connection, task_id)
    if not takes_envelopes(scene.element):
        raise not_found(here.words)
    return Desk(
        here,
        scene,
        address=here.path("tasks", task_id, "envelope"),
        receipt=here.path("tasks", task_id, "envelope", "receipt"),
        back=here.path("cases", scene.task.number),
        render=partial(rendered, here, "tasks/envelope.html"),
    )


def rendered(here: Member, template: str, context: Mapping[str, Any], status: int) -> Response:
    """A page of the staff."""
    with here.installation.database.read(here.municipality.id) as connection:
        return staff_page(here, connection, template, context, section="inbox", status=status)
