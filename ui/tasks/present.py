"""From a task and its case to what the task page shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup
from starlette.responses import Response

from engine.cadastre.rights import PLAN
from engine.documents.places import Place
from engine.forms import FieldError as Fault
from engine.forms import FieldView
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from ui.cases.entries import entries_of
from ui.cases.files import document_lines
from ui.cases.glance import glance_pairs
from ui.form.faults import summary_of
from ui.form.fields import changes_itself, observations_in, shown_fields
from ui.form.maps import allowing
from ui.form.paging import Paged, page_of, paged
from ui.form.registers import Fetched, with_registers
from ui.form.waiting import sendings, with_file_faults
from ui.parts import Choice, Crumb, FieldError, Pair
from ui.phrases import phrase, plain, strong
from ui.refusals import Told, told
from ui.staff import staff_page
from ui.tasks.company import companions, with_others
from ui.tasks.due import Due, due_of, is_stopped
from ui.tasks.filed import with_filed
from ui.tasks.forms import FILE
from ui.tasks.listed import list_href, task_path
from ui.tasks.papers import FileAsked, file_asked, filed_count
from ui.tasks.scene import TaskScene
from ui.tasks.typed import typed_back
from ui.visit import Member

GLANCE_FACTS = 4
STEPS_BEFORE = 4


def task_page(
    here: Member,
    connection: Connection,
    scene: TaskScene,
    *,
    typed: Mapping[str, Any] | None = None,
    errors: Collection[Fault] = (),
    faults: Mapping[str, Told] | None = None,
    said: Told | None = None,
    status: int = 200,
    page: int | None = None,
) -> Response:
    """The whole page. `said` is why an act was refused, `faults` what is wrong with files."""
    context = task_context(
        here, scene, typed=typed, errors=errors, faults=faults or {}, said=said, page=page
    )
    response = staff_page(
        here,
        connection,
        "tasks/page.html",
        context,
        section="inbox",
        calendar=scene.case.calendar,
        status=status,
    )
    return allowing(response, scene.form, here.surroundings.settings)


def task_context(
    here: Member,
    scene: TaskScene,
    *,
    typed: Mapping[str, Any] | None,
    errors: Collection[Fault],
    faults: Mapping[str, Told],
    said: Told | None,
    page: int | None = None,
) -> dict[str, Any]:
    """The context of tasks/page.html."""
    task, _ = scene.task, here.words.gettext
    stopped = is_stopped(scene)
    views = scene.fields(typed, errors)
    wanted = scene.wanted(typed)
    in_form = kinds_in(views)
    files = sendings(scene.asked, Place(task.id), scene.waiting, here)
    asked = [
        file_asked(each, faults, files.get(each.rule.kind), here)
        for each in wanted
        if each.rule.kind not in in_form
    ]
    pages = paged_form(here, scene, views, page)
    shown = with_file_faults(pages.views if pages else views, faults)
    due = due_of(here, scene)
    drawn = with_registers(shown_fields(shown, here, files), task_path(here, task.id, "draft"))
    parts = with_filed(with_others(drawn, scene, typed, here), scene.case.documents, here)
    return {
        "title": task.name,
        "button_words": button_words(here, task.name, observations_in(parts)),
        "item": task.item or "",
        "crumbs": [
            Crumb(_("Bandeja"), list_href(here)),
            Crumb(task.number, here.path("cases", task.number)),
        ],
        "subject": subject_of(scene),
        "due": due,
        "pages": pages,
        "parts": parts,
        "changing": task_path(here, task.id, "draft") if changes_itself(scene.form) else "",
        "files": asked if pages is None or pages.is_summary else [],
        "summary": summary(here, scene, errors, faults, asked, pages),
        "said": said,
        "stopped": told(Refused(RefusalKind.SUSPENDED), here.words).sentence if stopped else "",
        "typed_back": typed_back(scene, typed if said else scene.left, here),
        "company": companions(scene, here) if scene.may_work else [],
        "company_href": here.path("tasks", task.id, "company"),
        "state": standing(here, scene),
        "may_work": scene.may_work and said is None and not stopped,
        "mine": scene.mine,
        "free": scene.may_be_taken and not stopped,
        "may_hand_over": scene.may_hand_over and task.state == "open" and not stopped,
        "colleagues": [Choice(str(each.id), each.name) for each in scene.colleagues],
        "acts_action": here.path("inbox", "acts"),
        "task_id": scene.task.id,
        "drawing_href": drawing_href(here, scene),
        "assignment": task_path(here, task.id, "assignment"),
        "completion": task_path(here, task.id, "completion"),
        "draft": task_path(here, task.id, "draft"),
        "inbox_href": list_href(here),
        "back": task_path(here, task.id),
        "case_href": here.path("cases", task.number),
        "saved_text": saved_text(here, scene),
        "glance_list": glance_of(here, scene, due),
        "documents": document_lines(scene.case, here),
        "filed_count": filed_count(here, scene),
        "entries": entries_of(scene.case, here, most=STEPS_BEFORE),
    }


def drawing_href(here: Member, scene: TaskScene) -> str:
    """The map on which the plan of this step is drawn; empty where it leaves none."""
    draws = any(rule.kind == PLAN for rule in scene.element.documents)
    return here.path("cadastre", "drawings", scene.task.number) if draws else ""


@dataclass(frozen=True, slots=True)
class ButtonWords:
    """What the button says: with nothing marked as wrong, with one thing, with several; the browser
    follows while one marks."""

    now: str
    plain: str = ""
    one: str = ""
    many: str = ""

    @property
    def follows(self) -> dict[str, str]:
        """The words for the script; nothing where nothing can be marked."""
        if not self.many:
            return {}
        return {"data-plain": self.plain, "data-one": self.one, "data-many": self.many}


def button_words(here: Member, title: str, marked: int | None) -> ButtonWords:
    """«Pedir subsanación de 1 dato»; the name of the task where nothing is marked."""
    if marked is None:
        return ButtonWords(title)

    def told(count: int) -> str:
        return here.words.ngettext(
            "Pedir subsanación de %(n)s dato", "Pedir subsanación de %(n)s datos", count
        )

    now = told(marked) % {"n": marked} if marked else title
    return ButtonWords(now, title, told(1) % {"n": 1}, told(2).replace("%(n)s", "{n}"))


def parts_context(
    here: Member, scene: TaskScene, came: Fetched, page: int | None = None
) -> dict[str, Any]:
    """The context of form/parts.html, after an answer changed or a register was asked."""
    views, changing = scene.fields(came.answers), task_path(here, scene.task.id, "draft")
    pages = paged_form(here, scene, views, page)
    files = sendings(scene.asked, Place(scene.task.id), scene.waiting, here)
    drawn = shown_fields(pages.views if pages else views, here, files)
    parts = with_others(with_registers(drawn, changing, came), scene, came.answers, here)
    return {"parts": with_filed(parts, scene.case.documents, here), "changing": changing}


def page_address(here: Member, task_id: int, page: int | None) -> str:
    """Where one page of the task's form is."""
    return task_path(here, task_id, page="" if page is None else str(page))


def paged_form(
    here: Member, scene: TaskScene, views: Sequence[FieldView], page: int | None
) -> Paged | None:
    """The page of the form that is asked for; None when it has only one, or nobody may fill it."""
    if scene.form is None or not scene.may_work:
        return None
    return paged(
        scene.form,
        views,
        page,
        lambda number: page_address(here, scene.task.id, number),
        here,
        sendings(scene.asked, Place(scene.task.id), scene.waiting, here),
    )


def kinds_in(views: Collection[FieldView]) -> set[str]:
    """The kinds of document that the form itself asks for."""
    own = {view.document_kind for view in views if view.document_kind}
    return own.union(*(kinds_in(view.children) for view in views))


def subject_of(scene: TaskScene) -> str:
    """«Compra de bienes · Motobombas y tubería»."""
    title = scene.case.definition.title
    parts = [title, scene.task.case_title if scene.task.case_title != title else ""]
    return " · ".join(part for part in parts if part)


def summary(
    here: Member,
    scene: TaskScene,
    errors: Collection[Fault],
    faults: Mapping[str, Told],
    asked: Collection[FileAsked],
    pages: Paged | None,
) -> list[FieldError]:
    """Everything to correct, in the order of the form; what is on another page leads there."""
    found = summary_of(errors, here)
    if pages is not None and pages.is_summary and scene.form is not None:
        found = [
            replace(line, href=page_address(here, scene.task.id, page_of(scene.form, error)))
            for line, error in zip(found, errors, strict=True)
        ]
    found += [FieldError(each.id, f"{each.label}: {each.error}") for each in asked if each.error]
    if "" in faults:
        found.append(FieldError("work", faults[""].sentence))
    known = {each.name.removeprefix(FILE) for each in asked} | {""}
    found += [
        FieldError("work", fault.sentence) for kind, fault in faults.items() if kind not in known
    ]
    return found


def standing(here: Member, scene: TaskScene) -> Markup | None:
    """Why the task can only be read: somebody has it, or it is over. None when one may work."""
    task, _ = scene.task, here.words.gettext
    if task.state == "completed":
        who = strong(task.closed_by_name or _("El sistema"))
        when = here.formats.moment(task.closed_at, here.today) if task.closed_at else ""
        return phrase(_("%(who)s completó esta tarea: %(when)s."), who=who, when=when)
    if task.state != "open":
        return plain(_("Esta tarea ya no hace falta: el trámite siguió otro camino."))
    if task.assignee_id is not None and not scene.mine:
        who = strong(task.assignee_name or "")
        when = here.formats.moment(task.claimed_at, here.today) if task.claimed_at else ""
        return phrase(
            _("La tiene %(who)s desde: %(when)s. Usted puede leerla."), who=who, when=when
        )
    return plain(told(scene.barred, here.words).sentence) if scene.barred else None


def saved_text(here: Member, scene: TaskScene) -> str:
    """«Guardado 9:42», or nothing when there is no draft."""
    if scene.saved_at is None:
        return ""
    if here.formats.local_day(scene.saved_at) == here.today:
        return here.words.gettext("Guardado %(time)s") % {
            "time": here.formats.clock(scene.saved_at)
        }
    day = here.formats.short_day(scene.saved_at, here.today)
    return here.words.gettext("Guardado el %(day)s") % {"day": day}


def glance_of(here: Member, scene: TaskScene, due: Due | None) -> list[Pair]:
    """Number, since when, until when, and the first facts of the process."""
    task, _ = scene.task, here.words.gettext
    pairs = [
        Pair(_("Número"), task.number),
        Pair(_("Abierto"), here.formats.day_words(task.opened_at, here.today)),
    ]
    if due is not None:
        until = _("hasta el %(day)s") % {"day": due.day}
        pairs.append(Pair(_("Esta tarea"), until, due.term.state if due.term else None))
    return pairs + glance_pairs(scene.case, here)[:GLANCE_FACTS]
