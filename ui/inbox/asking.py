"""What an act upon many tasks still needs to know: to whom they go, until when they rest."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.responses import Response

from engine.deadlines.calendars import calendar_of
from engine.forms.dates import DateFault, DateParts, parts_of, read_date
from storage.database import Connection
from storage.queries.identity import people_in_role
from storage.queries.tasks import TaskDetail, task_by_id
from ui.inbox.acts import Act, Wanted, subject_of
from ui.parts import Choice, Crumb, FieldError
from ui.posted import Posted
from ui.staff import staff_page
from ui.visit import Member

NEEDS = {Act.ASSIGN: "person", Act.POSTPONE: "until"}


def asked_more(wanted: Wanted, form: Posted) -> Wanted | None:
    """The act with what it needs; None while that is missing or wrong."""
    if wanted.act not in NEEDS:
        return wanted
    if wanted.act is Act.ASSIGN:
        person = form.one("person")
        return replace(wanted, person=int(person)) if person.isdigit() else None
    day = read_date(until_in(form))
    return None if isinstance(day, DateFault) else replace(wanted, until=day)


def asking_page(here: Member, wanted: Wanted, form: Posted) -> Response:
    """The page that asks for it, with the tasks that were marked."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        tasks = [task for each in wanted.task_ids if (task := task_by_id(connection, town, each))]
        people = colleagues_for(here, connection, tasks) if wanted.act is Act.ASSIGN else []
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
    _, ngettext = here.words.gettext, here.words.ngettext
    count = len(wanted.task_ids)
    assigning = wanted.act is Act.ASSIGN
    title = ngettext("Asignar %(n)s tarea", "Asignar %(n)s tareas", count)
    if not assigning:
        title = ngettext("Posponer %(n)s tarea", "Posponer %(n)s tareas", count)
    fault = ""
    if form.one("_step") == "asked":
        fault = _("Elija a quién.") if assigning else _("Escriba el día completo: día, mes y año.")
    field, back = NEEDS[wanted.act], way_back(here, form)
    return {
        "crumbs": [Crumb(_("Bandeja"), back), Crumb(_("Marcadas"))],
        "title": title % {"n": count},
        "act": wanted.act.value,
        "task_ids": wanted.task_ids,
        "subjects": [subject_of(task) for task in tasks],
        "people": people,
        "assigning": assigning,
        "until": until_in(form),
        "fault": fault,
        "summary": [FieldError(field, fault)] if fault else [],
        "action": here.path("inbox", "acts"),
        "back": back,
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
