"""What an act upon many tasks still needs to know: to whom they go, until when they rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from gettext import NullTranslations
from typing import Any

from starlette.responses import Response

from engine.deadlines.calendars import calendar_of
from engine.forms.dates import DateFault, DateParts, parts_of, read_date
from engine.tasks.commenting import LONGEST
from storage.database import Connection
from storage.queries.identity import people_in_role
from storage.queries.tasks import TaskDetail, tasks_by_id
from ui.inbox.acts import Act, Wanted, subject_of
from ui.inbox.columns import priority_word
from ui.inbox.naming import told_beforehand
from ui.numbers import number_in
from ui.parts import Choice, Crumb, FieldError
from ui.posted import Posted
from ui.staff import staff_page
from ui.visit import Member

NEEDS = {
    Act.ASSIGN: "person",
    Act.DELEGATE: "person",
    Act.POSTPONE: "until",
    Act.DUE: "until",
    Act.PRIORITY: "priority",
    Act.COMMENT: "text",
}
PRIORITIES = (80, 50, 20)
"""Urgent, usual, can wait."""


def asked_more(wanted: Wanted, form: Posted) -> Wanted | None:
    """The act with what it needs; None while that is missing or wrong."""
    match NEEDS.get(wanted.act):
        case "person":
            person = number_in(form.one("person"))
            return None if person is None else replace(wanted, person=person)
        case "until":
            return _with_day(wanted, form)
        case "priority":
            chosen = form.one("priority")
            known = chosen in {str(each) for each in PRIORITIES}
            return replace(wanted, priority=int(chosen)) if known else None
        case "text":
            text = form.one("text")
            return replace(wanted, text=text) if text and len(text) <= LONGEST else None
    return wanted


def _with_day(wanted: Wanted, form: Posted) -> Wanted | None:
    """A day; a task may also be due on none."""
    if wanted.act is Act.DUE and form.one("no_day"):
        return wanted
    day = read_date(until_in(form))
    return None if isinstance(day, DateFault) else replace(wanted, until=day)


def asking_page(here: Member, wanted: Wanted, form: Posted) -> Response:
    """The page that asks for it, with the tasks that were marked."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        tasks = list(tasks_by_id(connection, town, wanted.task_ids).values())
        people = colleagues_for(here, connection, tasks) if NEEDS[wanted.act] == "person" else []
        context = asking_context(here, wanted, form, tasks, people)
        return staff_page(
            here,
            connection,
            "inbox/asking.html",
            context,
            section="inbox",
            calendar=calendar_of(here.installation, connection, town),
            status=422 if context["fault"] else 200,
        )


def asking_context(
    here: Member,
    wanted: Wanted,
    form: Posted,
    tasks: list[TaskDetail],
    people: list[Choice],
) -> dict[str, Any]:
    """The context of inbox/asking.html."""
    count, needs = len(wanted.task_ids), NEEDS[wanted.act]
    title = _titled(here, wanted.act, count)
    fault = FAULTS[needs](here.words) if form.one("_step") == "asked" else ""
    _ = here.words.gettext
    field, back = NEEDS[wanted.act], way_back(here, form)
    return {
        "crumbs": [Crumb(_("Bandeja"), back), Crumb(_("Marcadas"))],
        "title": title,
        "needs": needs,
        "dated": wanted.act is Act.DUE,
        "priorities": [Choice(str(each), priority_word(each, here)) for each in PRIORITIES],
        "priority": form.one("priority") or str(PRIORITIES[1]),
        "text": form.one("text"),
        "named": told_beforehand(here, wanted.task_ids, form.one("text")) * (needs == "text"),
        "naming": here.path("inbox", "acts", "named"),
        "act": wanted.act.value,
        "task_ids": wanted.task_ids,
        "subjects": [subject_of(task) for task in tasks],
        "people": people,
        "until": until_in(form),
        "fault": fault,
        "summary": [FieldError(field, fault)] if fault else [],
        "action": here.path("inbox", "acts"),
        "back": back,
    }


def _titled(here: Member, act: Act, count: int) -> str:
    """The act and how many tasks it is meant for."""
    ngettext = here.words.ngettext
    match act:
        case Act.ASSIGN:
            title = ngettext("Asignar %(n)s tarea", "Asignar %(n)s tareas", count)
        case Act.DELEGATE:
            title = ngettext("Delegar %(n)s tarea", "Delegar %(n)s tareas", count)
        case Act.DUE:
            title = ngettext("Fijar el día de %(n)s tarea", "Fijar el día de %(n)s tareas", count)
        case Act.PRIORITY:
            title = ngettext("Priorizar %(n)s tarea", "Priorizar %(n)s tareas", count)
        case Act.COMMENT:
            title = ngettext("Comentar %(n)s tarea", "Comentar %(n)s tareas", count)
        case _:
            title = ngettext("Posponer %(n)s tarea", "Posponer %(n)s tareas", count)
    return title % {"n": count}


FAULTS: Mapping[str, Callable[[NullTranslations], str]] = {
    "person": lambda w: w.gettext("Elija a quién."),
    "until": lambda w: w.gettext("Escriba el día completo: día, mes y año."),
    "priority": lambda w: w.gettext("Elija una prioridad."),
    "text": lambda w: w.gettext("Escriba un comentario de hasta 2 000 letras."),
}


def way_back(here: Member, form: Posted) -> str:
    """The list that the marks were made on; nowhere else."""
    back = form.one("_from")
    ours = here.path("inbox")
    return back if back == ours or back.startswith(f"{ours}?") else ours


def until_in(form: Posted) -> DateParts:
    """The day as it was typed."""
    return parts_of({part: form.one(f"until-{part}") for part in ("day", "month", "year")})


def colleagues_for(here: Member, connection: Connection, tasks: list[TaskDetail]) -> list[Choice]:
    """Who has the role of at least one of the tasks, by name."""
    town, found = here.municipality.id, dict[int, str]()
    for role in sorted({task.role for task in tasks}):
        people = people_in_role(connection, town, role, at=here.now)
        found.update({person.id: person.name for person in people})
    return [Choice(str(key), name) for key, name in sorted(found.items(), key=lambda each: each[1])]
