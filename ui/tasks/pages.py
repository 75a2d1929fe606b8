"""The task page and what one does with a task: take, release, hand over, save, complete.

Each handler loads, asks whether the person may, calls one verb, and renders or sends on. Whatever
is refused comes back with what was typed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.cases.sealing import takes_envelopes
from engine.documents.places import Place
from engine.documents.uploading import drop
from engine.forms.pages import answers_after
from engine.refusals import InvalidData, RefusalKind, Refused
from engine.tasks import Completed, assign, claim, complete, release, save_draft
from engine.tasks.sharing import open_in_place_of
from ui.form.keeping import keep_posted
from ui.form.paging import SUMMARY, page_asked
from ui.form.registers import Fetched, fetched
from ui.numbers import number_in
from ui.posted import Posted
from ui.tasks import answers, present
from ui.tasks.company import taken_over
from ui.tasks.filing import OF_THE_FILE, Faults, file_posted
from ui.tasks.forms import Answers, TaskForm
from ui.tasks.route import FormRoute
from ui.tasks.scene import seen_task, task_scene
from ui.uploads.pages import is_id
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/tasks")
TaskId = Annotated[int, Path(ge=1, lt=2**63)]


@router.get("/{task_id}", response_model=None)
def task_page(here: SignedIn, task_id: TaskId, page: str = "") -> Response:
    """What is asked, with what the person typed before."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene = task_scene(here, connection, task_id)
        if takes_envelopes(scene.element):
            return go(here, here.path("tasks", task_id, "envelope"))
        return present.task_page(here, connection, scene, page=page_asked(page))


@router.get("/{task_id}/company", response_model=None)
def company(here: SignedIn, task_id: TaskId) -> Response:
    """Who else writes in the form, asked for while it is open."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene = task_scene(here, connection, task_id)
    return answers.company_of(here, scene)


def take_or_give(here: SignedIn, task_id: TaskId, form: Form) -> Response:
    """Take the task, or hand it to the person named; `_method=DELETE` is how a form releases."""
    if form.one("_method").upper() == "DELETE":
        return let_go(here, task_id, form)
    to, _ = number_in(form.one("person")), here.words.gettext
    if to is not None:
        given = assign(here.installation, here.actor, task_id, to)
        told = _("Pasó la tarea.")
        return answers.after_assignment(here, task_id, given, form, saying=told, gone=True)
    outcome = claim(here.installation, here.actor, task_id)
    return answers.after_assignment(here, task_id, outcome, form, saying=_("Tomó la tarea."))


@router.delete("/{task_id}/assignment", response_model=None)
def release_task(here: SignedIn, task_id: TaskId, form: Form) -> Response:
    """Put the task back."""
    return let_go(here, task_id, form)


def keep_draft(here: SignedIn, task_id: TaskId, form: Form) -> Response:
    """Keep what was typed: by itself, to go on later, or to add and take away rows."""
    number = page_asked(form.one("_page"))
    typed = joined(here, task_id, TaskForm.of(form), number)
    if form.one("_use"):
        typed = replace(typed, answers=as_another_has_it(here, task_id, typed, form.one("_use")))
    came = brought_into(here, task_id, typed.answers, form.one("_fetch"))
    typed = replace(typed, answers=came.answers)
    refused = save_draft(here.installation, here.actor, task_id, typed.answers)
    if isinstance(refused, Refused):
        return answers.refused_page(here, task_id, refused, typed)
    if form.one("_use"):
        return answers.same_page(here, task_id, number)
    if is_id(form.one("_drop")):
        drop(here.installation, here.actor, int(form.one("_drop")))
        return answers.same_page(here, task_id, number)
    if typed.files:
        faults = keep_posted(here, Place(task_id), typed)
        if faults:
            return answers.form_again(here, task_id, typed, faults=faults, page=number)
    return answers.after_draft(here, task_id, form, typed, came, page=number)


def complete_task(here: SignedIn, task_id: TaskId, form: Form) -> Response:
    """Finish the task: its files enter the case first, then the answers are checked."""
    if any(form.one(act) for act in ("_add", "_remove", "_reload", "_fetch", "_drop", "_use")):
        return keep_draft(here, task_id, form)
    number = page_asked(form.one("_page"))
    if number is not None and number != SUMMARY:
        return turn_page(here, task_id, form, number)
    typed = TaskForm.of(form)
    if number is not None:
        typed = joined(here, task_id, typed, number)
    if typed.files or typed.cut_at is not None:
        task_id = open_in_place_of(here.installation, here.actor, task_id)
        faults = file_posted(here, task_id, typed)
        if faults:
            return not_filed(here, task_id, faults, typed, page=number)
    outcome = finish(here, task_id, typed)
    if isinstance(outcome, Refused):
        return not_completed(here, task_id, outcome, typed, page=number)
    return answers.after_completion(here, outcome, form)


def turn_page(here: Member, task_id: int, form: Posted, number: int) -> Response:
    """One page of several came back: kept, also with faults; then the next one."""
    typed = joined(here, task_id, TaskForm.of(form), number)
    save_draft(here.installation, here.actor, task_id, typed.answers)
    faults = keep_posted(here, Place(task_id), typed)
    if faults:
        return answers.form_again(here, task_id, typed, faults=faults, page=number)
    return answers.next_page(here, task_id, typed, number)


def joined(here: Member, task_id: int, typed: TaskForm, number: int | None) -> TaskForm:
    """What came, with the answers of the other pages; the task must be one for this person."""
    with here.installation.database.read(here.municipality.id) as connection:
        if number is None:
            seen_task(here, connection, task_id)
            return typed
        scene = task_scene(here, connection, task_id)
    form = scene.form
    if form is None or not form.pages:
        return typed
    if not 0 < number <= len(form.pages):
        return replace(typed, answers=dict(scene.draft))
    return replace(typed, answers=answers_after(form, number, scene.draft, typed.answers))


def as_another_has_it(here: Member, task_id: int, typed: TaskForm, what: str) -> Answers:
    """The answers with one field taken over from a colleague's draft."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene = task_scene(here, connection, task_id)
    return taken_over(typed.answers, scene.beside, what)


def brought_into(here: Member, task_id: int, said: Answers, name: str) -> Fetched:
    """The answers, with what a register has for the key in the field `name`."""
    if not name:
        return Fetched(said)
    with here.installation.database.read(here.municipality.id) as connection:
        scene = task_scene(here, connection, task_id)
    host = scene.case.surroundings.clocked_host
    return fetched(here, Place(task_id), scene.form, said, name, known=scene.known, host=host)


def finish(here: Member, task_id: int, typed: TaskForm) -> Completed | Refused:
    """Complete; should something break on our side, what was typed is kept first."""
    try:
        return complete(here.installation, here.actor, task_id, typed.answers, undoable=True)
    except Exception:
        save_draft(here.installation, here.actor, task_id, typed.answers)
        here.request.state.saved = True
        raise


def not_filed(
    here: Member, task_id: int, faults: Faults | Refused, typed: TaskForm, *, page: int | None
) -> Response:
    """What was typed is kept, and the form comes back with what is wrong with its files."""
    save_draft(here.installation, here.actor, task_id, typed.answers)
    if isinstance(faults, Refused):
        return answers.refused_page(here, task_id, faults, typed)
    return answers.form_again(here, task_id, typed, faults=faults, page=page)


def not_completed(
    here: Member, task_id: int, refused: Refused, typed: TaskForm, *, page: int | None
) -> Response:
    """Why the task was not completed, with what was typed."""
    task_id = open_in_place_of(here.installation, here.actor, task_id)
    if isinstance(refused, InvalidData) or refused.kind in OF_THE_FILE:
        save_draft(here.installation, here.actor, task_id, typed.answers)
    if answers.by_htmx(here) and refused.kind is not RefusalKind.NOT_FOUND:
        return answers.open_to_complete(here, task_id)
    return answers.refused_page(here, task_id, refused, typed, page=page)


def let_go(here: Member, task_id: int, form: Posted) -> Response:
    outcome = release(here.installation, here.actor, task_id)
    told = here.words.gettext("Soltó la tarea. Otra persona puede tomarla.")
    return answers.after_assignment(here, task_id, outcome, form, saying=told, gone=True)


for _address, _act in (
    ("/{task_id}/assignment", take_or_give),
    ("/{task_id}/draft", keep_draft),
    ("/{task_id}/completion", complete_task),
):
    router.add_api_route(
        _address, _act, methods=["POST"], response_model=None, route_class_override=FormRoute
    )
