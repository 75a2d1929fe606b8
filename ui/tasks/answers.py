"""What the browser gets after an act upon a task: on to the next page, or the form again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from starlette.responses import Response

from engine.cases.numerals import decimal_point
from engine.deadlines.calendars import calendar_of
from engine.forms import FieldError
from engine.refusals import InvalidData, RefusalKind, Refused
from engine.tasks.completing import Completed
from engine.tasks.holding import Assigned, Claimed, Released
from storage.database import Connection
from storage.queries.identity import names_of
from storage.queries.inbox import InboxRow
from ui.errors import PageError, forbidden, not_found
from ui.form.paging import errors_on
from ui.form.registers import Fetched
from ui.inbox.listing import lines_again
from ui.inbox.views import asked_in
from ui.posted import Posted
from ui.refusals import Told, told
from ui.tasks import present
from ui.tasks.afterwards import where_it_went
from ui.tasks.company import companions
from ui.tasks.due import deadline_of_task
from ui.tasks.forms import TaskForm
from ui.tasks.listed import list_href, task_path
from ui.tasks.papers import missing_faults
from ui.tasks.scene import TaskScene, task_scene
from ui.told import deed_told
from ui.visit import Member, go, way_back
from ui.visit import page as drawn

NO_ERRORS: tuple[FieldError, ...] = ()


def after_assignment(
    here: Member,
    task_id: int,
    outcome: Claimed | Released | Assigned | Refused,
    form: Posted,
    *,
    saying: str,
    gone: bool = False,
) -> Response:
    """The row when htmx asked for it, with a message of what was done; else back to where the
    person was, who reads it there. It offers to take the act back, where something was done."""
    if isinstance(outcome, Refused) and outcome.kind is RefusalKind.NOT_FOUND:
        raise not_found(here.words)
    with here.installation.database.read(here.municipality.id) as connection:
        scene = task_scene(here, connection, task_id)
        back = way_back(here, form)
        if by_htmx(here) and form.one("_from"):
            return row_alone(here, connection, scene, back, outcome, saying)
        if isinstance(outcome, Refused):
            return refusal_page(here, scene, outcome)
    back = back or (list_href(here) if gone else task_path(here, task_id))
    return go(here, back, saying=saying, deed=deed_told("act", task_id, outcome.seq))


def row_alone(
    here: Member,
    connection: Connection,
    scene: TaskScene,
    back: str,
    outcome: Claimed | Released | Assigned | Refused,
    saying: str,
) -> Response:
    """The row as it is now, and what was done as a toast; refused, both say why."""
    calendar = calendar_of(here.installation, connection, here.municipality.id)
    asked = asked_in(here, back)
    (line,) = lines_again(here, connection, asked, [as_inbox_row(scene)], calendar)
    context = {"line": line, "saying": saying, "back": back}
    if not isinstance(outcome, Refused):
        deed = deed_told("act", scene.task.id, outcome.seq)
        return drawn(here, "inbox/row.html", {**context, "deed": deed})
    said = refusal_of(here, scene, outcome)
    line = line._replace(mine=False, may_take=False, barred=said.sentence)
    context = {"line": line, "refused": said.sentence}
    return drawn(here, "inbox/row.html", context, status=said.status)


def by_htmx(here: Member) -> bool:
    """A part of a page asks, and takes a part for an answer."""
    return here.request.headers.get("hx-request") == "true"


def as_inbox_row(scene: TaskScene) -> InboxRow:
    """The same task as the inbox lists it."""
    task, deadline = scene.task, deadline_of_task(scene)
    return InboxRow(
        task_id=task.id,
        name=task.name,
        item=task.item,
        role=task.role,
        element_key=task.element_key,
        assignee_id=task.assignee_id,
        assignee_name=task.assignee_name,
        due_at=task.due_at,
        follow_up_at=task.follow_up_at,
        created_at=task.created_at,
        priority=task.priority,
        case_id=task.case_id,
        number=task.number,
        case_title=task.case_title,
        case_state=task.case_state,
        process_key=task.process_key,
        definition_id=task.definition_id,
        amount=task.amount,
        currency=task.currency,
        deadline_start=deadline.start_on if deadline else None,
        deadline_due=deadline.due_on if deadline else None,
        deadline_paused=deadline.paused_on if deadline else None,
        form_key=task.form_key,
    )


def after_draft(
    here: Member,
    task_id: int,
    form: Posted,
    typed: TaskForm,
    came: Fetched,
    *,
    page: int | None = None,
) -> Response:
    """The saved mark alone when it saved by itself; the same form when rows changed; else the
    inbox, saying where the task waits."""
    clock = here.formats.clock(here.now)
    saved = here.words.gettext("Guardado a las %(time)s") % {"time": clock}
    if form.one("_auto") == "parts":
        with here.installation.database.read(here.municipality.id) as connection:
            # Within the transaction: a form may ask the house what lies in its registers.
            scene = task_scene(here, connection, task_id)
            context = present.parts_context(here, scene, came, page)
        return drawn(here, "form/parts.html", context)
    if form.one("_auto"):
        return drawn(here, "tasks/saved_text.html", {"saved_text": saved})
    if typed.place:
        again = present.page_address(here, task_id, page) + f"#f.{typed.place}"
        return go(here, again, saying=came.saying)
    if form.one("_elsewhere"):
        return go(here, here.path("tasks", task_id, "elsewhere"))
    later = here.words.gettext("%(saved)s. La encuentra en «Tengo».") % {"saved": saved}
    return go(here, list_href(here), saying=later)


def company_of(here: Member, scene: TaskScene) -> Response:
    """The note that says who else writes here."""
    context = {
        "company": companions(scene, here) if scene.may_work else [],
        "company_href": here.path("tasks", scene.task.id, "company"),
    }
    return drawn(here, "tasks/company.html", context)


def same_page(here: Member, task_id: int, page: int | None) -> Response:
    """The form again, as it is kept."""
    return go(here, present.page_address(here, task_id, page))


def next_page(here: Member, task_id: int, typed: TaskForm, number: int) -> Response:
    """The page that follows; the same one while something on it is to be corrected."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene = task_scene(here, connection, task_id)
    if scene.form is None or not scene.form.pages:
        return same_page(here, task_id, None)
    errors = scene.faults(typed.answers, decimal_point(here.municipality.country))
    own = errors_on(scene.form, number, errors) if number <= len(scene.form.pages) else ()
    if own:
        return form_again(here, task_id, typed, errors=own, page=number)
    shown = present.paged_form(here, scene, scene.fields(typed.answers), number)
    return same_page(here, task_id, shown.after if shown else None)


def after_completion(here: Member, done: Completed, form: Posted) -> Response:
    """Back to the list where the person was, with where the case went; htmx takes the row away
    and gets that sentence alone."""
    saying = where_it_went(here, done)
    deed = deed_told("step", done.case_id, done.seq)
    back = way_back(here, form) or list_href(here)
    if by_htmx(here):
        context = {"saying": saying, "deed": deed, "back": back}
        return drawn(here, "tasks/completed.html", context)
    return go(here, back, saying=saying, deed=deed)


def open_to_complete(here: Member, task_id: int) -> Response:
    """What htmx gets when a row cannot be completed as it stands: the page of the task says why."""
    return Response(status_code=204, headers={"hx-redirect": task_path(here, task_id)})


def form_again(
    here: Member,
    task_id: int,
    typed: TaskForm,
    *,
    errors: tuple[FieldError, ...] = NO_ERRORS,
    faults: Mapping[str, Told] | None = None,
    page: int | None = None,
) -> Response:
    """The form with what was typed and what to correct."""
    faults = faults or {}
    status = next(iter(faults.values())).status if faults else 422
    with here.installation.database.read(here.municipality.id) as connection:
        scene = task_scene(here, connection, task_id)
        return present.task_page(
            here,
            connection,
            scene,
            typed=typed.answers,
            errors=errors,
            faults=faults,
            status=status,
            page=page,
        )


def refused_page(
    here: Member, task_id: int, refused: Refused, typed: TaskForm, *, page: int | None = None
) -> Response:
    """What a refusal of the verb leads to: the form, or the task as it is now, with the text."""
    if isinstance(refused, InvalidData):
        return form_again(here, task_id, typed, errors=refused.errors, page=page)
    if refused.kind is RefusalKind.NOT_FOUND:
        raise not_found(here.words)
    with here.installation.database.read(here.municipality.id) as connection:
        scene = task_scene(here, connection, task_id)
        if refused.kind is RefusalKind.MISSING_DOCUMENTS:
            missing = missing_faults(here, scene, typed.answers)
            return present.task_page(
                here, connection, scene, typed=typed.answers, faults=missing, status=422, page=page
            )
        said = told(
            refused,
            here.words,
            facts_of(
                here, scene, refused, names_of(connection, here.municipality.id, people_in(refused))
            ),
        )
        return present.task_page(
            here, connection, scene, typed=typed.answers, said=said, status=said.status
        )


def refusal_page(here: Member, scene: TaskScene, refused: Refused) -> Response:
    """The task as it is now, saying why the act was not done."""
    said = refusal_of(here, scene, refused)
    raise PageError(
        said.status,
        here.words.gettext("Alguien se adelantó"),
        said.sentence,
        ways_on=((here.words.gettext("Ver la tarea"), task_path(here, scene.task.id)),),
    )


def refusal_of(here: Member, scene: TaskScene, refused: Refused) -> Told:
    """Why the act was not done; it is an error where the person has not the role."""
    if refused.kind is RefusalKind.NO_ROLE:
        raise forbidden(here.words, scene.case.role_title(scene.task.role))
    names = {scene.task.assignee_id or 0: scene.task.assignee_name or ""}
    return told(refused, here.words, facts_of(here, scene, refused, names))


def people_in(refused: Refused) -> set[int]:
    """The people whom a refusal mentions."""
    told_of = (refused.details.get(key, "") for key in ("holder_id", "person_id"))
    return {int(each) for each in told_of if each.isdigit()}


def facts_of(
    here: Member, scene: TaskScene, refused: Refused, names: Mapping[int, str]
) -> dict[str, str]:
    """The names and moments that a sentence needs; of a task under seal nobody is named."""
    who = next((names[each] for each in people_in(refused) if each in names), "")
    someone = here.words.gettext("Otra persona")
    when = scene.task.closed_at
    told = who or scene.task.closed_by_name or scene.task.assignee_name or someone
    return {
        "who": someone if scene.case.is_sealed(scene.task) else told,
        "role": scene.case.role_title(scene.task.role),
        "when": how_long_ago(here, when) if when else "",
        "due": due_words(here, refused.details.get("due", "")),
    }


def due_words(here: Member, day: str) -> str:
    """« el lunes 9 de marzo», when the refusal says which day it was."""
    if not day:
        return ""
    told_day = here.formats.day_words(date.fromisoformat(day), here.today)
    return " " + here.words.gettext("el %(day)s") % {"day": told_day}


def how_long_ago(here: Member, when: datetime) -> str:
    """«hace 2 minutos», «hoy a las 9:42», «el martes 7 de abril»."""
    minutes = int((here.now - when).total_seconds() // 60)
    if minutes < 1:
        return here.words.gettext("hace un momento")
    if minutes < 60:
        pattern = here.words.ngettext("hace %(n)s minuto", "hace %(n)s minutos", minutes)
        return pattern % {"n": minutes}
    if here.formats.local_day(when) == here.today:
        return here.words.gettext("hoy a las %(time)s") % {"time": here.formats.clock(when)}
    return here.words.gettext("el %(day)s") % {"day": here.formats.day_words(when, here.today)}
