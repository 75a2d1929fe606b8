"""The applicant puts right what was observed, or does what else a case asks of them.

The form of the task decides what may be answered: of a correction just the observed fields, with
the reason beside each; whatever else is sent does not come in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from engine.documents.places import Place
from engine.documents.uploading import drop
from engine.forms import FieldError as Fault
from engine.forms.components import every_part
from engine.refusals import InvalidData, Refused
from engine.tasks import complete, save_draft
from storage.queries.citizens import ApplicationRow, FiledCase
from ui.cases.scene import case_scene
from ui.errors import not_found
from ui.form.faults import summary_of as field_summary
from ui.form.fields import changes_itself, shown_fields
from ui.form.keeping import keep_posted
from ui.form.waiting import sendings, with_file_faults
from ui.parts import Crumb, FieldError
from ui.portal.acting import applicant_of
from ui.portal.around import citizen_page
from ui.portal.citizen import Citizen, FromOutside
from ui.portal.status import mine_to_do
from ui.portal.tracked import Code
from ui.refusals import Told, told
from ui.start.answers import saved_mark
from ui.tasks.filing import cut_off, limit_of
from ui.tasks.forms import TaskForm
from ui.tasks.scene import TaskScene, task_scene
from ui.uploads.pages import is_id
from ui.visit import Form, go, page

router = APIRouter(prefix="/{municipality}/tracking")


@router.get("/{code}/correction", response_model=None)
def correction(here: FromOutside, code: Code) -> Response:
    """The form of what waits for the applicant."""
    who, row, case = applicant_of(here, code)
    return shown(who, row, case, scene_for(who, row, case))


@router.post("/{code}/correction", response_model=None)
def correct(here: FromOutside, code: Code, form: Form) -> Response:
    """Keep what was typed, or send it."""
    who, row, case = applicant_of(here, code)
    scene = scene_for(who, row, case)
    typed, task_id = TaskForm.of(form), scene.task.id
    if form.one("_auto") == "parts":
        return page(who, "form/parts.html", context_of(who, row, case, scene, typed.answers))
    if typed.cut_at is not None:
        faults = {"": cut_off(who, typed.cut_at)}
        return shown(who, row, case, scene, typed.answers, faults=faults, status=400)
    save_draft(who.installation, who.actor, task_id, typed.answers)
    if form.one("_auto"):
        return saved_mark(who)
    if is_id(form.one("_drop")):
        drop(who.installation, who.actor, int(form.one("_drop")))
        return go(who, who.path("tracking", row.code, "correction"))
    faults = dict(keep_posted(who, Place(task_id), typed))
    if faults:
        fresh = scene_for(who, row, case)
        return shown(who, row, case, fresh, typed.answers, faults=faults, status=422)
    if typed.place:
        return go(who, who.path("tracking", row.code, "correction") + f"#f.{typed.place}")
    answer = complete(who.installation, who.actor, task_id, typed.answers)
    if isinstance(answer, Refused):
        return refused(who, row, case, answer, typed)
    _ = who.words.gettext
    parts = scene.form.components if scene.form else ()
    corrects = any(part.asked_of for part in every_part(parts))
    saying = _("Recibimos sus correcciones.") if corrects else _("Recibimos su respuesta.")
    return go(who, who.path("tracking", row.code), saying=saying)


def refused(
    here: Citizen, row: ApplicationRow, case: FiledCase, answer: Refused, typed: TaskForm
) -> Response:
    """The form again, with what is wrong."""
    scene = scene_for(here, row, case)
    if isinstance(answer, InvalidData) and answer.errors:
        return shown(here, row, case, scene, typed.answers, errors=answer.errors, status=422)
    said = told(answer, here.words, limit_of(here))
    return shown(here, row, case, scene, typed.answers, faults={"": said}, status=said.status)


def scene_for(here: Citizen, row: ApplicationRow, case: FiledCase) -> TaskScene:
    """The task that waits for them; not found when none does."""
    with here.installation.database.read(here.municipality.id) as connection:
        around = case_scene(here, connection, row.case_id, case.definition_id)
        task = mine_to_do(around)
        if task is None:
            raise not_found(here.words)
        scene = task_scene(here, connection, task.id)
    return replace(scene, beside=())  # what others typed of it is none of theirs


def context_of(
    here: Citizen,
    row: ApplicationRow,
    case: FiledCase,
    scene: TaskScene,
    typed: Mapping[str, Any] | None = None,
    errors: tuple[Fault, ...] = (),
    faults: Mapping[str, Told] | None = None,
) -> dict[str, Any]:
    """The context of portal/correction.html."""
    found, place = faults or {}, Place(scene.task.id)
    views = with_file_faults(scene.fields(typed, errors), found)
    action = here.path("tracking", row.code, "correction")
    names = {asked.kind: asked.title for asked in scene.asked.values()}
    summary = list(field_summary(errors, here))
    summary += [
        FieldError("work", f"{names.get(kind, kind)}: {fault.sentence}")
        for kind, fault in found.items()
        if kind
    ]
    files = sendings(scene.asked, place, scene.waiting, here)
    return {
        "crumbs": [Crumb(case.service, here.path("tracking", row.code)), Crumb(scene.task.name)],
        "title": scene.task.name,
        "code": row.code,
        "parts": shown_fields(views, here, files),
        "changing": action if changes_itself(scene.form) else "",
        "summary": summary,
        "said": found[""].sentence if "" in found else "",
        "action": action,
        "draft": action,
        "saved_text": "",
        "back": here.path("tracking", row.code),
    }


def shown(
    here: Citizen,
    row: ApplicationRow,
    case: FiledCase,
    scene: TaskScene,
    typed: Mapping[str, Any] | None = None,
    *,
    errors: tuple[Fault, ...] = (),
    faults: Mapping[str, Told] | None = None,
    status: int = 200,
) -> Response:
    context = context_of(here, row, case, scene, typed, errors, faults)
    response = citizen_page(
        here, "portal/correction.html", context, section="tracking", status=status
    )
    response.headers["cache-control"] = "private, no-store"
    return response
