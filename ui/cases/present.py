"""From a case to what its page shows: sentence, river, reason, people, diagram, file, history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.bpmn import Element
from engine.cases.lifecycle import CaseState
from engine.cases.permission import may_mend
from engine.tasks.permission import has_part_in, may_complete
from storage.queries.cases import CaseRow, IncidentRow
from storage.queries.deadlines import ChangeRow
from storage.queries.notifications import NotificationRow
from storage.queries.tasks import TaskDetail
from ui.cases.entries import entries_of
from ui.cases.file_table import file_table
from ui.cases.glance import glance_pairs
from ui.cases.reason import reason_of
from ui.cases.scene import CaseScene, is_outsider
from ui.cases.stages import listed, river_of
from ui.cases.status import due_day, holder_of, silence_of, status_of
from ui.failures import told_failure
from ui.history.sentences import form_word
from ui.parts import Crumb, Pair, Stage
from ui.visit import Member

EVENTS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the case now: a person or an area, for what, until when."""

    name: str
    initials: str
    role: str
    task: str
    until: str
    href: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Diagram:
    """One drawing of the process, with where the case stands in it and its twin as a list."""

    id: str
    title: str
    source: str
    stages: list[Stage]
    passed: list[str]
    here: list[str]


@dataclass(frozen=True, slots=True)
class IncidentNote:
    """A step that failed: where, why, and what may be done about it."""

    element: str
    message: str
    retry: str
    href: str


def case_context(
    here: Member,
    case: CaseRow,
    scene: CaseScene,
    *,
    changes: Sequence[ChangeRow],
    incidents: Sequence[IncidentRow],
    menu: Sequence[tuple[str, str, str]],
    intact: bool,
    events: int,
    ahead: Sequence[Element] = (),
    notified: Sequence[NotificationRow] = (),
) -> dict[str, Any]:
    """The context of cases/page.html."""
    _ = here.words.gettext
    told = status_of(case, scene, here)
    outside = is_outsider(scene.definition, here)
    return {
        "case": case,
        "crumbs": [Crumb(_("Expedientes"), here.path("cases")), Crumb(case.number)],
        "kicker": f"{case.number} · {scene.definition.title}",
        "sentence": told.sentence,
        "menu_items": menu,
        "river": river_of(scene, here, told.day),
        "reason": reason_of(
            scene, here, changes, told.day, suspended=case.state == CaseState.SUSPENDED
        ),
        "silence": silence_of(scene, here),
        "holders": holders_of(scene, here),
        "notified": [] if outside else [notified_line(each, here) for each in notified],
        "ahead": [(each.name, scene.role_title(each.role)) for each in ahead],
        "next_task": next_task(scene, here),
        "diagrams": diagrams_of(scene, here),
        "file": file_table(case, scene, here),
        "facts": [] if outside else facts_of(case, scene, here),
        "entries": entries_of(scene, here, most=EVENTS_SHOWN, future=True),
        "intact": intact,
        "events_href": here.path("cases", case.number, "events"),
        "events_label": here.words.ngettext("La %(n)s actuación", "Las %(n)s actuaciones", events)
        % {"n": events},
        "incidents": [incident_note(each, scene, here) for each in incidents],
        "status_href": here.path("cases", case.number, "status"),
    }


def notified_line(row: NotificationRow, here: Member) -> tuple[str, str, str]:
    """What was made known and how; from when it has effect; the address of the evidence."""
    _ = here.words.gettext
    day = here.formats.date_words
    facts = {
        "act": row.act,
        "who": row.addressee,
        "form": form_word(row.form, here.words),
        "on": day(row.done_on, here.today),
    }
    told = _("«%(act)s», a %(who)s: %(form)s, el %(on)s") % facts
    effect = _("no se encontró a nadie")
    if row.effective_on is not None:
        effect = _("surte efecto el %(day)s") % {"day": day(row.effective_on, here.today)}
    return told, effect, here.path("documents", row.evidence_id) if row.evidence_id else ""


def holders_of(scene: CaseScene, here: Member) -> list[Holder]:
    """The open tasks, the soonest due first."""
    return [holder(task, scene, here) for task in scene.open_tasks]


def holder(task: TaskDetail, scene: CaseScene, here: Member) -> Holder:
    day = due_day(task, scene)
    told = ""
    if day is not None:
        told = here.words.gettext("hasta el %(day)s") % {
            "day": here.formats.short_day(day, here.today)
        }
    may_open = has_part_in(here.actor, task)
    named = bool(task.assignee_name) and not scene.is_sealed(task)
    mine = task.assignee_id is not None and task.assignee_id == here.actor.person_id
    return Holder(
        name=capital(holder_of(task, scene, here)),
        initials=(task.assignee_name if named else "") or scene.role_title(task.role),
        role=scene.role_title(task.role) if named else "",
        task=f"{task.name}, {task.item}" if _tells_apart(task) else task.name,
        until=told,
        href=here.path("tasks", task.id) if may_open else "",
        mine=mine,
    )


def _tells_apart(task: TaskDetail) -> bool:
    """Whether its label says more than who has it."""
    return bool(task.item) and task.item != task.assignee_name


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def next_task(scene: CaseScene, here: Member) -> Holder | None:
    """The task that this reader can go on with, if there is one: the page's one button."""
    able = [task for task in scene.open_tasks if may_complete(here.actor, task)]
    held = [task for task in able if task.assignee_id is not None]
    first = next(iter(held or able), None)
    return holder(first, scene, here) if first else None


def diagrams_of(scene: CaseScene, here: Member) -> list[Diagram]:
    """The diagram of the process, then those of the called processes in which something stands."""
    program = scene.definition.program
    standing = {
        element.process_id for element in program.elements if element.id in scene.visited.here
    }
    inside = dict.fromkeys(element.process_id for element in program.elements)
    shown = [program.process_id]
    shown += [each for each in inside if each in standing and each != program.process_id]
    return [diagram_of(process_id, scene, here) for process_id in shown]


def diagram_of(process_id: str, scene: CaseScene, here: Member) -> Diagram:
    definition, program = scene.definition, scene.definition.program
    own = process_id == program.process_id
    title = definition.title if own else called_title(process_id, scene)
    running = scene.stand.status == "running"
    return Diagram(
        id=f"diagram-{process_id}",
        title=title,
        source=here.path(
            "processes", definition.key, "versions", definition.version, "diagrams", process_id
        ),
        stages=listed(scene, here, process_id),
        passed=sorted(scene.visited.elements | scene.visited.flows),
        here=sorted(scene.visited.here) if running else [],
    )


def called_title(process_id: str, scene: CaseScene) -> str:
    """What the call is named in the diagram that calls it: of several that which waits."""
    calls = [one for one in scene.definition.program.elements if one.calls == process_id]
    waiting = [one for one in calls if one.id in scene.visited.here]
    named = (one.name or one.id for one in (*waiting, *calls))
    return next(named, process_id.replace("_", " ").capitalize())


def facts_of(case: CaseRow, scene: CaseScene, here: Member) -> list[Pair]:
    """What the process chose to show, after when and by whom the case was opened."""
    _ = here.words.gettext
    opened = here.formats.day_words(case.opened_at, here.today)
    pairs = [Pair(_("Abierto"), opened)]
    if case.opened_by_name:
        pairs.append(Pair(_("Abrió"), case.opened_by_name))
    if case.on_behalf_of:
        pairs.append(Pair(_("A nombre de"), case.on_behalf_of))
    return pairs + glance_pairs(scene, here)


def incident_note(incident: IncidentRow, scene: CaseScene, here: Member) -> IncidentNote:
    """What failed, and the way to try again for who may; what could tell of what is under seal
    waits for its opening."""
    elements = {element.id: element for element in scene.definition.program.elements}
    element = elements.get(incident.element_key or "")
    opens = element.sealed_until if element else None
    message = told_failure(incident.message, incident.said, here.words)
    if opens is not None and opens not in scene.visited.opened:
        message = here.words.gettext("La causa se lee después del acto de apertura.")
    may = may_mend(here.actor, scene.definition)
    return IncidentNote(
        (element.name if element else "") or incident.element_key or "",
        message,
        here.path("incidents", incident.id, "retry") if may else "",
        here.path("incidents", incident.id),
    )
