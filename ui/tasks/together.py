"""Many tasks of one step, completed with one filled-in form: the form, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from engine.cases.numerals import decimal_point
from engine.deadlines.calendars import calendar_of
from engine.forms import FieldError as Fault
from engine.forms import validate, view
from engine.refusals import RefusalKind, Refused
from engine.tasks.in_bulk import Step, Together, complete_together, gather
from engine.tasks.lifecycle import TaskState
from storage.database import Connection
from storage.queries.tasks import TaskDetail
from ui.errors import not_found
from ui.form.faults import summary_of
from ui.form.fields import changes_itself, shown_fields
from ui.form.maps import allowing
from ui.inbox.acts import MOST, Act, result_of, subject_of
from ui.inbox.listing import inbox_page
from ui.inbox.views import asked_in
from ui.parts import Crumb, Refusal
from ui.posted import Posted
from ui.refusals import told
from ui.staff import staff_page
from ui.tasks.forms import Answers, TaskForm
from ui.tasks.listed import list_href
from ui.visit import Form, Member, SignedIn, page

router = APIRouter(prefix="/{municipality}/tasks/together")


@router.get("", response_model=None)
def together(here: SignedIn) -> Response:
    """The form, with the tasks that it is filled in for."""
    return form_page(here, numbers_in(here.request.query_params.get("tasks", "")), None, {})


@router.post("", response_model=None)
def send_together(here: SignedIn, form: Form) -> Response:
    """Complete each task; the form again while something in it is to be corrected."""
    typed, marked, step = TaskForm.of(form), numbers_in(form.one("_tasks")), step_in(form)
    if form.one("_auto") == "parts":
        return parts_again(here, marked, step, typed.answers)
    if typed.place:
        return form_page(here, marked, step, typed.answers)
    with here.installation.database.read(here.municipality.id) as connection:
        found = found_at(here, connection, marked, step)
        errors = faults_of(here, found, typed.answers)
        if errors:
            return shown(here, connection, found, marked, typed.answers, errors)
    outcomes = complete_together(here.installation, here.actor, marked, typed.answers, found)
    asked = asked_in(here, list_href(here))
    return inbox_page(here, asked, result=result_of(here, Act.COMPLETE, outcomes))


def numbers_in(text: str) -> tuple[int, ...]:
    """The tasks of an address or a form, each once: «7,8,9»."""
    given = (each for each in text.split(",") if each.isascii() and each.isdigit())
    return tuple(dict.fromkeys(int(each) for each in given if len(each) < 19))[:MOST]


def step_in(form: Posted) -> Step | None:
    """The step that the form was shown for; None for what is none."""
    definition, version, element = (
        form.one(f"_{name}") for name in ("definition", "version", "element")
    )
    if not numbers_in(definition) or not numbers_in(version):
        return None
    return Step(int(definition), int(version), element)


def found_at(
    here: Member, connection: Connection, marked: Sequence[int], step: Step | None
) -> Together:
    """The tasks of the form; a page that is not there where no form completes them."""
    found = gather(here.installation, here.actor, connection, marked, step)
    if found is None:
        raise not_found(here.words)
    return found


def faults_of(here: Member, found: Together, typed: Answers) -> tuple[Fault, ...]:
    """What is wrong with the form itself, whatever the case."""
    point = decimal_point(here.municipality.country)
    return validate(found.form, typed, {}, host=found.host, point=point).errors


def parts_again(here: Member, marked: Sequence[int], step: Step | None, typed: Answers) -> Response:
    """The parts of the form, after an answer changed."""
    with here.installation.database.read(here.municipality.id) as connection:
        found = found_at(here, connection, marked, step)
        parts = shown_fields(view(found.form, typed or None, {}, host=found.host), here)
    return page(here, "form/parts.html", {"parts": parts, "changing": action_of(here)})


def form_page(
    here: Member,
    marked: Sequence[int],
    step: Step | None,
    typed: Answers,
) -> Response:
    """The form with what was typed."""
    with here.installation.database.read(here.municipality.id) as connection:
        found = found_at(here, connection, marked, step)
        return shown(here, connection, found, marked, typed, ())


def shown(
    here: Member,
    connection: Connection,
    found: Together,
    marked: Sequence[int],
    typed: Answers,
    errors: Sequence[Fault],
) -> Response:
    """The form of what was gathered, and what to correct in it."""
    response = staff_page(
        here,
        connection,
        "tasks/together.html",
        context_of(here, found, marked, typed, errors),
        section="inbox",
        calendar=calendar_of(here.installation, connection, here.municipality.id),
        status=422 if errors else 200,
    )
    return allowing(response, found.form, here.surroundings.settings)


def context_of(
    here: Member,
    found: Together,
    marked: Sequence[int],
    typed: Answers,
    errors: Sequence[Fault],
) -> dict[str, Any]:
    """The context of tasks/together.html."""
    _, ngettext = here.words.gettext, here.words.ngettext
    count = len(found.tasks)
    title = ngettext("Completar %(n)s tarea", "Completar %(n)s tareas", count) % {"n": count}
    views = view(found.form, typed or None, {}, errors=errors, host=found.host)
    back = list_href(here)
    return {
        "crumbs": [Crumb(_("Bandeja"), back), Crumb(_("Marcadas"))],
        "title": title,
        "step_name": found.element.name,
        "parts": shown_fields(views, here),
        "changing": action_of(here) if changes_itself(found.form) else "",
        "summary": summary_of(errors, here),
        "task_ids": ",".join(str(each) for each in marked),
        "step": found.step,
        "lines": [line_of(here, task) for task in found.tasks],
        "apart": apart_of(here, found.apart),
        "action": action_of(here),
        "back": back,
    }


def action_of(here: Member) -> str:
    """Where the form goes, with the way back in it."""
    listed = here.request.query_params.get("list", "")
    return here.path("tasks", "together", list=listed)


def line_of(here: Member, task: TaskDetail) -> tuple[str, str]:
    """A task of the form: what it is about, and what should be known before it is completed."""
    _ = here.words.gettext
    amount = here.formats.money(task.amount) if task.amount is not None else ""
    held = task.assignee_name if task.assignee_id not in (None, *here.actor.people) else ""
    note = _("La tiene %(who)s") % {"who": held} if held else ""
    if task.state != TaskState.OPEN:
        note = _("Ya no está abierta")
    parts = (task.case_title, amount, note)
    return subject_of(task), " · ".join(each for each in parts if each)


def apart_of(here: Member, apart: Mapping[int, Refused]) -> list[Refusal]:
    """What is not of this form, with the reason; nothing is told of what is not theirs."""
    _ = here.words.gettext
    return [
        Refusal(
            _("Una tarea"),
            told(refused, here.words).sentence,
            *(
                (here.path("tasks", task_id), _("Ver la tarea"))
                if refused.kind is not RefusalKind.NOT_FOUND
                else ()
            ),
        )
        for task_id, refused in apart.items()
    ]
