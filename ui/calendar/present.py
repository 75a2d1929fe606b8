"""From the calendar and its decrees to what the pages show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from engine.calendar import Attendance, Calendar
from engine.deadlines.decreeing import Foreseen
from engine.deadlines.permission import may_decree
from engine.refusals import RefusalKind, Refused
from engine.sentences import N_
from storage.queries.closures import ClosureRow, MovedRow
from ui.calendar.forms import DecreeForm
from ui.parts import Choice, Column, Crumb, FieldError
from ui.visit import Member

AHEAD = timedelta(days=365)
BEHIND = timedelta(days=31)
SHOWN = 100
TITLES = {
    Attendance.NONE: N_("No se trabaja el %(day)s"),
    Attendance.HALF: N_("Se trabaja media jornada el %(day)s"),
    Attendance.WHOLE: N_("Se trabaja el %(day)s"),
}
LIFTED = {
    False: N_("Se trabaja el %(day)s: el decreto se dejó sin efecto"),
    True: N_("No se trabaja el %(day)s: el decreto se dejó sin efecto"),
}
"""Of a decree that was taken back; True: of one by which the day was worked."""


@dataclass(frozen=True, slots=True)
class RestDay:
    """A day that is not worked, or is by a decree; with the page of the decree."""

    day: str
    name: str
    source: str
    href: str = ""
    past: bool = False


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A term that moved, or would."""

    number: str
    subject: str
    href: str
    term: str
    before: str
    after: str


def calendar_context(
    here: Member, calendar: Calendar, closures: Sequence[tuple[ClosureRow, str | None, int]]
) -> dict[str, Any]:
    """The context of calendar/page.html."""
    _ = here.words.gettext
    days = rest_days(here, calendar, [row for row, _who, _moved in closures])
    return {
        "columns": [Column(_("Día")), Column(_("Por qué")), Column(_("Norma"))],
        "days": days,
        "sentence": sentence_of(here, calendar),
        "decree_href": here.path("calendar", "decree") if may_decree(here.actor) else "",
        "lifted": [row for row, _who, _moved in closures if row.lifted_at is not None],
    }


def sentence_of(here: Member, calendar: Calendar) -> str:
    """«El próximo día sin atención es el jueves 2 de abril, Jueves Santo.»"""
    for ahead in range(AHEAD.days):
        day = here.today + timedelta(days=ahead)
        if day.weekday() < 5 and not calendar.is_business_day(day):
            return here.words.gettext("El próximo día sin atención es el %(day)s: %(name)s.") % {
                "day": here.formats.day_words(day, here.today),
                "name": calendar.name_of(day) or here.words.gettext("por decreto"),
            }
    return ""


def rest_days(here: Member, calendar: Calendar, closures: Sequence[ClosureRow]) -> list[RestDay]:
    """Working days of the week that are not worked and what was decreed, from a month ago to a year
    ahead."""
    decreed = {row.day: row for row in closures if row.lifted_at is None}
    start = here.today - BEHIND
    found = []
    for ahead in range((BEHIND + AHEAD).days):
        day = start + timedelta(days=ahead)
        row = decreed.get(day)
        if row is None and (day.weekday() >= 5 or calendar.name_of(day) is None):
            continue
        found.append(rest_day(here, day, calendar, row))
    return found


def rest_day(here: Member, day: date, calendar: Calendar, row: ClosureRow | None) -> RestDay:
    _ = here.words.gettext
    name = calendar.name_of(day) or ""
    if row is not None and row.attendance == Attendance.HALF:
        name = _("%(name)s (media jornada)") % {"name": name}
    if row is not None and row.attendance == Attendance.WHOLE:
        name = _("%(name)s (se trabaja)") % {"name": name}
    return RestDay(
        day=here.formats.day_words(day, here.today),
        name=name,
        source=row.source if row else _("Feriado de ley"),
        href=here.path("calendar", "decrees", row.id) if row else "",
        past=day < here.today,
    )


def form_context(here: Member, typed: DecreeForm, refused: Refused | None = None) -> dict[str, Any]:
    """The context of calendar/decree.html."""
    errors = errors_of(here, typed, refused)
    return {
        "crumbs": crumbs(here, here.words.gettext("Decretar un día")),
        "typed": typed,
        "attendances": attendances(here),
        "errors": errors,
        "summary": [FieldError(name, message) for name, message in errors.items()],
        "action": here.path("calendar", "decree"),
        "back": here.path("calendar"),
    }


def attendances(here: Member) -> list[Choice]:
    """How a day may be worked, with what follows."""
    _ = here.words.gettext
    return [
        Choice("none", _("No se trabaja"), _("No cuenta en ningún plazo por días hábiles.")),
        Choice(
            "half",
            _("Solo media jornada"),
            _("Cuenta como día hábil en los plazos administrativos y no en los tributarios."),
        ),
        Choice(
            "whole",
            _("Se trabaja, aunque sea feriado o fin de semana"),
            _("Cuenta como día hábil: los plazos que lo tienen adentro terminan antes."),
        ),
    ]


def errors_of(here: Member, typed: DecreeForm, refused: Refused | None) -> dict[str, str]:
    """What to correct, by field."""
    _ = here.words.gettext
    if refused is None:
        return {}
    if not typed.read_day:
        return {"day": _("Escriba el día completo: día, mes y año.")}
    if refused.kind is RefusalKind.LATE:
        return {"day": _("Ese día ya pasó. Elija hoy o un día posterior.")}
    messages = {
        "day": _("Ese día ya se trabaja, o ya está decretado.")
        if typed.attendance == "whole"
        else _("Ese día ya no se trabaja: es feriado, fin de semana o está decretado."),
        "name": _("Escriba el motivo, como se leerá en los plazos."),
        "source": _("Escriba la norma que lo ordena."),
    }
    field = refused.details.get("field", "day")
    return {field: messages[field]}


def foreseen_context(here: Member, typed: DecreeForm, found: Sequence[Foreseen]) -> dict[str, Any]:
    """The context of calendar/foreseen.html."""
    _, ngettext = here.words.gettext, here.words.ngettext
    day = typed.read_day or here.today
    title = {
        "none": _("No se trabajará el %(day)s"),
        "half": _("Se trabajará media jornada el %(day)s"),
        "whole": _("Se trabajará el %(day)s"),
    }[typed.attendance]
    pattern = ngettext(
        "Se moverá %(n)s plazo abierto.", "Se moverán %(n)s plazos abiertos.", len(found)
    )
    return {
        "crumbs": crumbs(here, _("Decretar un día")),
        "title": title % {"day": here.formats.day_words(day, here.today)},
        "sentence": pattern % {"n": len(found)} if found else _("Ningún plazo abierto cambia."),
        "typed": typed,
        "columns": move_columns(here),
        "lines": [foreseen_line(here, each) for each in found[:SHOWN]],
        "rest": max(0, len(found) - SHOWN),
        "action": here.path("calendar", "decrees"),
        "change": here.path("calendar", "decree"),
    }


def decree_context(
    here: Member,
    row: ClosureRow,
    moved: Sequence[MovedRow],
    *,
    more: bool,
) -> dict[str, Any]:
    """The context of calendar/decreed.html."""
    _ = here.words.gettext
    day = here.formats.day_words(row.day, here.today)
    title = TITLES[Attendance(row.attendance)]
    if row.lifted_at is not None:
        title = LIFTED[row.attendance == Attendance.WHOLE]
    may_lift = may_decree(here.actor) and row.lifted_at is None and row.day > here.today
    return {
        "crumbs": crumbs(here, row.name),
        "title": _(title) % {"day": day},
        "row": row,
        "columns": move_columns(here),
        "lines": [moved_line(here, each) for each in moved],
        "working": row.applied_at is None,
        "more_href": here.path("calendar", "decrees", row.id, after=moved[-1].change_id)
        if more
        else "",
        "lifting": here.path("calendar", "decrees", row.id, "lifting") if may_lift else "",
        "decreed": here.formats.moment(here.formats.local_day(row.decreed_at), here.today),
    }


def move_columns(here: Member) -> list[Column]:
    _ = here.words.gettext
    return [
        Column(_("Expediente y asunto")),
        Column(_("Plazo")),
        Column(_("Vencía")),
        Column(_("Vence")),
    ]


def foreseen_line(here: Member, each: Foreseen) -> MoveLine:
    touched = each.touched
    return move_line(
        here,
        touched.number,
        touched.case_title,
        touched.deadline.title,
        touched.deadline.due_on,
        each.to_on,
    )


def moved_line(here: Member, each: MovedRow) -> MoveLine:
    return move_line(here, each.number, each.case_title, each.term, each.from_on, each.to_on)


def move_line(
    here: Member, number: str, subject: str, term: str, before: date, after: date
) -> MoveLine:
    short = here.formats.short_day
    return MoveLine(
        number,
        subject,
        here.path("cases", number),
        term,
        short(before, here.today),
        short(after, here.today),
    )


def crumbs(here: Member, last: str) -> list[Crumb]:
    return [Crumb(here.words.gettext("Calendario"), here.path("calendar")), Crumb(last)]
