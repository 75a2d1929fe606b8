"""What the pages of the load say: rows with bars, and the list behind a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.calendar import Calendar
from storage.queries.workload import HeldTask, Load
from ui.parts import Choice, Column, Crumb
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


def load_context(here: Member, rows: Sequence[tuple[str, Load]]) -> dict[str, Any]:
    """The context of inbox/load.html; who has most work comes first."""
    _, ngettext = here.words.gettext, here.words.ngettext
    most = max((row.held for _name, row in rows), default=0)
    held = sum(row.held for _name, row in rows)
    late = sum(row.overdue for _name, row in rows)
    ordered = sorted(rows, key=lambda each: (-each[1].held, each[0]))
    told = ngettext(
        "Hay %(n)s tarea en manos de personas", "Hay %(n)s tareas en manos de personas", held
    )
    told_late = ngettext("%(n)s está vencida", "%(n)s están vencidas", late)
    return {
        "sentence": f"{told % {'n': held}}; {told_late % {'n': late}}.",
        "columns": [
            Column(_("Persona")),
            Column(_("Tiene")),
            Column(_("Vencidas")),
            Column(_("Vencen esta semana")),
            Column(_("Repartir")),
        ],
        "rows": [
            (name, _bars(here, row, most), here.path("inbox", "load", row.person_id))
            for name, row in ordered
        ],
    }


def _bars(here: Member, row: Load, most: int) -> list[Bar]:
    _ = here.words.gettext
    parts = (
        (row.held, "", _("Tiene")),
        (row.overdue, "late", _("Vencidas")),
        (row.week, "week", _("Vencen esta semana")),
    )
    return [
        Bar(
            number,
            round(number * WIDEST / most) if most else 0,
            _address(here, row.person_id, less) if number else "",
            f"{word}: {number}",
            late=less == "late",
        )
        for number, less, word in parts
    ]


def _address(here: Member, person_id: int, less: Less) -> str:
    narrowed = {"only": less} if less else {}
    return here.path("inbox", "load", person_id, **narrowed)


def held_context(
    here: Member,
    person_id: int,
    name: str,
    less: Less,
    tasks: Sequence[HeldTask],
    titles: Mapping[str, str],
    receivers: Mapping[int, str],
    calendar: Calendar,
) -> dict[str, Any]:
    """The context of inbox/held.html, without what was typed and what came of it."""
    _ = here.words.gettext
    sentences = {
        "late": _("Lo vencido, lo más antiguo primero."),
        "week": _("Lo que vence esta semana."),
    }
    return {
        "crumbs": [Crumb(_("Carga por persona"), here.path("inbox", "load"))],
        "name": name,
        "sentence": sentences.get(less, _("Todo lo que tiene, lo más urgente primero.")),
        "only": less,
        "action": here.path("inbox", "load", person_id),
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
