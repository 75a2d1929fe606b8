"""One act upon many marked tasks: each on its own, with a result for each.

What can be done is done, and what cannot is told with its reason; nothing is done twice, because
the verbs are idempotent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from gettext import NullTranslations

from engine.refusals import RefusalKind, Refused
from engine.tasks import (
    Arranged,
    Assigned,
    Claimed,
    Commented,
    Completed,
    Released,
    assign,
    claim,
    comment,
    complete,
    delegate,
    get_back,
    release,
    set_due,
    set_priority,
)
from engine.tasks.permission import has_part_in
from engine.tasks.postponing import Postponed, postpone
from storage.queries.definitions import active_definitions
from storage.queries.identity import names_of
from storage.queries.tasks import TaskDetail, tasks_by_id
from ui.inbox.naming import told_of
from ui.numbers import number_in
from ui.parts import Refusal
from ui.posted import Posted
from ui.refusals import told
from ui.roles import role_titles, title_of_role
from ui.told import deed_told
from ui.visit import Member

MOST = 200
"""Tasks in one act: more than a page of the inbox holds."""


class Act(StrEnum):
    """What can be done to many tasks at once."""

    TAKE = "take"
    RELEASE = "release"
    ASSIGN = "assign"
    DELEGATE = "delegate"
    GET_BACK = "get_back"
    POSTPONE = "postpone"
    DUE = "due"
    PRIORITY = "priority"
    COMMENT = "comment"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Wanted:
    """An act and the tasks it is meant for, and what the act needs: a person, a day, a priority,
    a text."""

    act: Act
    task_ids: tuple[int, ...]
    person: int | None = None
    until: date | None = None
    priority: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """How many were done, and what was not, with its reason; `deeds` (`ui.told`) is what can be
    taken back of it."""

    sentence: str
    refusals: tuple[Refusal, ...]
    deeds: tuple[str, ...] = ()


def marked_in(form: Posted) -> tuple[int, ...]:
    """The tasks that were marked, each once, in their order."""
    given = [number_in(each) for each in form.fields.get("task", [])]
    return tuple(dict.fromkeys(each for each in given if each is not None))[:MOST]


def do(here: Member, wanted: Wanted) -> Result:
    """The act upon each task."""
    outcomes = {task_id: _one(here, wanted, task_id) for task_id in wanted.task_ids}
    return result_of(here, wanted.act, outcomes)


def result_of(here: Member, act: Act, outcomes: Mapping[int, object]) -> Result:
    """What became of each task, in words."""
    refused = {key: value for key, value in outcomes.items() if isinstance(value, Refused)}
    done = len(outcomes) - len(refused)
    sentence = SENTENCES[act](here.words, done) % {"n": done}
    deeds = deeds_of(outcomes)
    said = [each for each in outcomes.values() if isinstance(each, Commented)]
    heard = told_of(here, (named for each in said for named in each.named))
    return Result(" ".join([sentence, *heard]), why_not(here, refused), deeds)


def deeds_of(outcomes: Mapping[int, object]) -> tuple[str, ...]:
    """What can be taken back of what became of each task."""
    deeds = (_deed(task_id, outcome) for task_id, outcome in outcomes.items())
    return tuple(filter(None, deeds))


def _deed(task_id: int, outcome: object) -> str:
    match outcome:
        case Completed():
            return deed_told("step", outcome.case_id, outcome.seq)
        case Claimed() | Released() | Assigned() | Postponed() | Arranged():
            return deed_told("act", task_id, outcome.seq)
    return ""


def _one(here: Member, wanted: Wanted, task_id: int) -> object:
    installation, actor = here.installation, here.actor
    match wanted.act:
        case Act.TAKE:
            return claim(installation, actor, task_id)
        case Act.RELEASE:
            return release(installation, actor, task_id)
        case Act.ASSIGN:
            return assign(installation, actor, task_id, wanted.person or 0)
        case Act.DELEGATE:
            return delegate(installation, actor, task_id, wanted.person or 0)
        case Act.GET_BACK:
            return get_back(installation, actor, task_id)
        case Act.DUE:
            return set_due(installation, actor, task_id, wanted.until)
        case Act.PRIORITY:
            return set_priority(installation, actor, task_id, wanted.priority or 0)
        case Act.COMMENT:
            return comment(installation, actor, task_id, wanted.text)
        case Act.POSTPONE:
            return postpone(installation, actor, task_id, wanted.until or here.today)
        case Act.COMPLETE:
            return complete(installation, actor, task_id, {}, undoable=True)


def why_not(
    here: Member, refused: Mapping[int, Refused], *, own: bool = False
) -> tuple[Refusal, ...]:
    """Each refusal in words, with the task it is about; `own` refusals are of taking back what the
    person did, who need not have a part in the task any more."""
    if not refused:
        return ()
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        names = names_of(connection, town, _people_in(refused.values()))
        titles = role_titles(active_definitions(connection, town))
        tasks = tasks_by_id(connection, town, refused)
    return tuple(
        _refusal(here, task_id, tasks.get(task_id), each, names, titles, own=own)
        for task_id, each in refused.items()
    )


def _refusal(
    here: Member,
    task_id: int,
    task: TaskDetail | None,
    refused: Refused,
    names: Mapping[int, str],
    titles: Mapping[str, str],
    *,
    own: bool,
) -> Refusal:
    _, own = here.words.gettext, own and refused.kind is not RefusalKind.NOT_FOUND
    if task is None or not (own or has_part_in(here.actor, task)):  # nothing is told of others'
        return Refusal(_("Una tarea"), _("No encontramos lo que busca."))
    facts = {
        "who": _who(refused, names) or task.assignee_name or _("Otra persona"),
        "role": title_of_role(refused.details.get("role", task.role), titles),
        "when": "",
    }
    reason = told(refused, here.words, facts).sentence
    if refused.kind is RefusalKind.INVALID_DATA:
        reason = why_invalid(here, refused)
    href = here.path("tasks", task_id)
    return Refusal(subject_of(task), reason, href, _("Ver la tarea"))


def why_invalid(here: Member, refused: Refused) -> str:
    """What was wrong with what the act was given."""
    _ = here.words.gettext
    match refused.details.get("field"):
        case "until":
            return _("Elija un día posterior a hoy.")
        case "due":
            return _("Elija hoy o un día posterior.")
        case "comment":
            return _("Escriba un comentario de hasta 2 000 letras.")
    return _("Su formulario pide datos: complétela en su página.")


def subject_of(task: TaskDetail) -> str:
    """«CON-2026-0004 · Evaluar ofertas»."""
    return f"{task.number} · {task.name}"


def _people_in(refusals: Iterable[Refused]) -> set[int]:
    found = (each.details for each in refusals)
    ids = (details.get("holder_id") or details.get("person_id") or "" for details in found)
    return {int(each) for each in ids if each.isdigit()}


def _who(refused: Refused, names: Mapping[int, str]) -> str:
    given = refused.details.get("holder_id") or refused.details.get("person_id") or ""
    return names.get(int(given), "") if given.isdigit() else ""


SENTENCES: Mapping[Act, Callable[[NullTranslations, int], str]] = {
    Act.TAKE: lambda w, n: w.ngettext("Tomó %(n)s tarea.", "Tomó %(n)s tareas.", n),
    Act.RELEASE: lambda w, n: w.ngettext("Soltó %(n)s tarea.", "Soltó %(n)s tareas.", n),
    Act.ASSIGN: lambda w, n: w.ngettext("Asignó %(n)s tarea.", "Asignó %(n)s tareas.", n),
    Act.DELEGATE: lambda w, n: w.ngettext("Delegó %(n)s tarea.", "Delegó %(n)s tareas.", n),
    Act.GET_BACK: lambda w, n: w.ngettext("Recuperó %(n)s tarea.", "Recuperó %(n)s tareas.", n),
    Act.DUE: lambda w, n: w.ngettext(
        "Cambió el día de %(n)s tarea.", "Cambió el día de %(n)s tareas.", n
    ),
    Act.PRIORITY: lambda w, n: w.ngettext(
        "Cambió la prioridad de %(n)s tarea.", "Cambió la prioridad de %(n)s tareas.", n
    ),
    Act.COMMENT: lambda w, n: w.ngettext("Comentó %(n)s tarea.", "Comentó %(n)s tareas.", n),
    Act.POSTPONE: lambda w, n: w.ngettext("Pospuso %(n)s tarea.", "Pospuso %(n)s tareas.", n),
    Act.COMPLETE: lambda w, n: w.ngettext("Completó %(n)s tarea.", "Completó %(n)s tareas.", n),
}
