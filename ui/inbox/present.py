"""From the rows of the inbox to what its page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from engine.calendar import Calendar
from engine.cases.lifecycle import CaseState
from engine.tasks.lifecycle import TaskState
from engine.tasks.permission import may_claim, may_release
from storage.queries.inbox import Counts, InboxRow
from ui.deadlines.term import suspended_term, term_of
from ui.inbox.columns import Cell
from ui.parts import Term
from ui.phrases import phrase
from ui.visit import Member

NOON, EVENING = 12, 19


class Line(NamedTuple):
    """One row: the task, its case, who has it, and by when. `label` says what is marked
    with it; `completion` is where it is completed from the list: only what the person holds and
    what asks nothing."""

    id: int
    label: str
    title: str
    item: str
    href: str
    number: str
    subject: str
    holder: str
    mine: bool
    may_take: bool
    may_release: bool
    assignment: str
    completion: str
    back: str
    cells: tuple[Cell, ...]
    barred: str
    term: Term | None
    urgency: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """An empty list: one sentence and one next step."""

    sentence: str
    next: str = ""
    link: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class OpenWork:
    """A listed task as the questions about permission see it: whatever is listed is open."""

    role: str
    assignee_id: int | None
    case_id: int
    state: str = TaskState.OPEN


def line_of(
    task: InboxRow,
    here: Member,
    calendar: Calendar,
    *,
    back: str = "",
    cells: tuple[Cell, ...] = (),
    barred: str = "",
) -> Line:
    """What a row of the table says; `barred` is why the reader may not have the task."""
    due = due_day(task, calendar)
    work = OpenWork(task.role, task.assignee_id, task.case_id)
    mine = task.assignee_id is not None and task.assignee_id == here.actor.person_id
    marking = here.words.gettext("Marcar %(task)s, %(number)s")
    return Line(
        id=task.task_id,
        label=marking % {"task": task.name, "number": task.number},
        title=task.name,
        item=task.item or "",
        href=here.path("tasks", task.task_id, list=back.partition("?")[2]),
        number=task.number,
        subject=task.case_title,
        holder=task.assignee_name or "",
        mine=mine,
        may_take=not barred and may_be_taken(task, here, work),
        may_release=may_release(here.actor, work),
        assignment=here.path("tasks", task.task_id, "assignment"),
        completion=here.path("tasks", task.task_id, "completion")
        if mine and task.form_key is None
        else "",
        back=back,
        cells=cells,
        barred=barred,
        term=told_term(task, here, calendar),
        urgency=urgency_of(None if task.deadline_paused else due, here.today),
    )


def may_be_taken(task: InboxRow, here: Member, work: OpenWork) -> bool:
    """Nobody has it, and its case goes on."""
    free = task.assignee_id is None and task.case_state != CaseState.SUSPENDED
    return free and may_claim(here.actor, work)


def told_term(task: InboxRow, here: Member, calendar: Calendar) -> Term | None:
    """The due date in two lines; None when the task has none, unless its case is suspended."""
    due, stopped = due_day(task, calendar), task.case_state == CaseState.SUSPENDED
    if due is None:
        return suspended_term(None, here.words) if stopped else None
    paused_on = task.deadline_paused
    start = task.deadline_start or calendar.local_day(task.created_at)
    term = term_of(
        start=start,
        due=due,
        today=here.today,
        calendar=calendar,
        formats=here.formats,
        words=here.words,
        paused_on=paused_on,
    )
    return suspended_term(term, here.words) if stopped else term


def due_day(task: InboxRow, calendar: Calendar) -> date | None:
    """The legal day when there is one, else the local day of the task's own due instant."""
    if task.deadline_due is not None:
        return task.deadline_due
    return calendar.local_day(task.due_at) if task.due_at else None


def urgency_of(due: date | None, today: date) -> str:
    if due is None or due > today + timedelta(days=1):
        return "later"
    return "late" if due < today else "soon"


def groups_of(lines: Sequence[Line], here: Member) -> list[tuple[str, str, str, list[Line]]]:
    """Vencidas, Hoy y mañana, Después: the list comes in this order already."""
    _ = here.words.gettext
    heads = {
        "late": (_("Vencidas"), "late", ""),
        "soon": (_("Hoy y mañana"), "near", ""),
        "later": (_("Después"), "ok", "calendar"),
    }
    return [
        (*heads[urgency], list(group))
        for urgency, group in groupby(lines, key=lambda line: line.urgency)
    ]


def greeting(here: Member, counts: Counts) -> Markup:
    """«Buenos días, Rosa. **Tres tareas vencieron** y una vence hoy.»"""
    hello = hello_at(here.formats.local(here.now), here)
    first = here.actor.name.split()[0] if here.actor.name else ""
    told = Markup("{}, {}.").format(hello, first)
    late, today = counts.overdue, counts.due_today
    if not late and not today:
        return told
    return told + " " + pressing(late, today, here)


def pressing(late: int, today: int, here: Member) -> Markup:
    """What is late, in the colour of what is late; then what is due today."""
    ngettext = here.words.ngettext
    overdue = ngettext("%(n)s tarea venció", "%(n)s tareas vencieron", late) % {
        "n": spelt(late, here)
    }
    due = ngettext("%(n)s vence hoy", "%(n)s vencen hoy", today) % {"n": spelt(today, here)}
    if not late:
        return Markup("{}.").format(capital(due))
    strong = Markup('<strong class="state-late">{}</strong>').format(capital(overdue))
    if not today:
        return strong + "."
    return phrase(here.words.gettext("%(late)s y %(today)s."), late=strong, today=due)


def spelt(number: int, here: Member) -> str:
    """Small numbers as words, as one speaks of tasks (feminine in Spanish)."""
    _ = here.words.gettext
    small = ["", _("una"), _("dos"), _("tres"), _("cuatro"), _("cinco"), _("seis"), _("siete")]
    small += [_("ocho"), _("nueve")]
    return small[number] if 0 < number < len(small) else str(number)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def hello_at(moment: datetime, here: Member) -> str:
    _ = here.words.gettext
    if moment.hour < NOON:
        return _("Buenos días")
    return _("Buenas tardes") if moment.hour < EVENING else _("Buenas noches")
