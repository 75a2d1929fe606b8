"""What the pages of the load say: rows with bars, and the list behind a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.calendar import Calendar
from engine.operations.load import Workload
from storage.queries.workload import FreeLoad, HeldTask, Load
from ui.parts import Choice, Column, Crumb
from ui.roles import title_of_role
from ui.visit import Member

WIDEST = 120
"""Of a bar, in pixels."""
LESS = ("late", "week")
"""What a list may be narrowed to: what is overdue, what falls due until Sunday."""
Less = str


@dataclass(frozen=True, slots=True)
class Bar:
    """A number with its bar (width in pixels) and the list behind it; empty when there is none."""

    number: int
    width: int
    href: str
    told: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Pile:
    """Tasks that are spread: what a person holds, or what nobody took of a role."""

    person_id: int = 0
    role: str = ""

    def path(self, here: Member, *below: str, **query: str) -> str:
        """The address of its page, or of what lies below it."""
        whose = ("role", self.role) if self.role else (self.person_id,)
        return here.path("inbox", "load", *whose, *below, **query)


def load_context(here: Member, found: Workload, titles: Mapping[str, str]) -> dict[str, Any]:
    """The context of inbox/load.html; who has most work comes first."""
    _, ngettext = here.words.gettext, here.words.ngettext
    rows = found.people
    most = max((row.held for _name, row in rows), default=0)
    most_free = max((row.free for row in found.roles), default=0)
    held = sum(row.held for _name, row in rows)
    late = sum(row.overdue for _name, row in rows)
    told = ngettext(
        "Hay %(n)s tarea en manos de personas", "Hay %(n)s tareas en manos de personas", held
    )
    told_late = ngettext("%(n)s está vencida", "%(n)s están vencidas", late)
    return {
        "sentence": f"{told % {'n': held}}; {told_late % {'n': late}}.",
        "columns": _columns(here, _("Persona"), _("Tiene")),
        "rows": [
            (name, _bars(here, row, row.held, most, _("Tiene"), pile), pile.path(here))
            for name, row in rows
            for pile in [Pile(person_id=row.person_id)]
        ],
        "free_columns": _columns(here, _("Rol"), _("Sin tomar")),
        "free_rows": [
            (
                title_of_role(row.role, titles),
                _bars(here, row, row.free, most_free, _("Sin tomar"), pile),
                pile.path(here),
            )
            for row in found.roles
            for pile in [Pile(role=row.role)]
        ],
    }


def _columns(here: Member, who: str, number: str) -> list[Column]:
    _ = here.words.gettext
    more = (_("Vencidas"), _("Vencen esta semana"), _("Repartir"))
    return [Column(each) for each in (who, number, *more)]


def _bars(
    here: Member, row: Load | FreeLoad, number: int, most: int, word: str, pile: Pile
) -> list[Bar]:
    _ = here.words.gettext
    parts = (
        (number, "", word),
        (row.overdue, "late", _("Vencidas")),
        (row.week, "week", _("Vencen esta semana")),
    )
    return [
        Bar(
            number,
            round(number * WIDEST / most) if most else 0,
            pile.path(here, only=less) if number else "",
            f"{word}: {number}",
            late=less == "late",
        )
        for number, less, word in parts
    ]


def held_context(
    here: Member,
    pile: Pile,
    name: str,
    less: Less,
    tasks: Sequence[HeldTask],
    titles: Mapping[str, str],
    receivers: Mapping[int, str],
    calendar: Calendar,
) -> dict[str, Any]:
    """The context of inbox/held.html, without what was typed and what came of it."""
    _ = here.words.gettext
    whole = _("Todo lo que tiene, lo más urgente primero.")
    if pile.role:
        whole = _("Lo que nadie tomó todavía, lo más urgente primero.")
    sentences = {
        "late": _("Lo vencido, lo más antiguo primero."),
        "week": _("Lo que vence esta semana."),
    }
    return {
        "crumbs": [Crumb(_("Carga por persona"), here.path("inbox", "load"))],
        "name": name,
        "sentence": sentences.get(less, whole),
        "only": less,
        "action": pile.path(here),
        "undo_action": pile.path(here, "undoing"),
        "back": here.path("inbox", "load"),
        "columns": [Column(_("Tarea")), Column(_("Expediente y asunto")), Column(_("Vence"))],
        "tasks": [
            (task, titles.get(task.process_key, ""), _due(here, task, calendar)) for task in tasks
        ],
        "people": [Choice(str(key), each) for key, each in receivers.items()],
    }


def _due(here: Member, task: HeldTask, calendar: Calendar) -> str:
    if task.due_at is None:
        return here.words.gettext("Sin plazo")
    return here.formats.short_day(calendar.local_day(task.due_at), here.today)
