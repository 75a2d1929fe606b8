"""The board of what falls due: a month of days with their counts, and the terms below, by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from engine.calendar import Calendar
from engine.cases.lifecycle import CaseState
from storage.queries.deadlines import DeadlineRow, DueRow
from ui.deadlines.term import suspended_term, term_of
from ui.parts import Column, Filter, Term, TermState
from ui.visit import Member

DAYS = 31
"""How far ahead the board looks, today included."""


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the strip: what falls due on it leads to its group below."""

    number: str
    weekday: str
    told: str
    count: int
    href: str
    today: bool
    rest: str


@dataclass(frozen=True, slots=True)
class DueLine:
    """One term of the list."""

    title: str
    number: str
    subject: str
    href: str
    process: str
    term: Term


Group = tuple[str, str, str, list[DueLine]]
"""The id of a group, its words, its state, its lines."""


def board_context(
    here: Member,
    rows: Sequence[DueRow],
    titles: Mapping[str, str],
    calendar: Calendar,
    *,
    process: str,
    cut: bool,
) -> dict[str, Any]:
    """The context of deadlines/board.html."""
    _ = here.words.gettext
    running = [row for row in rows if row.deadline.paused_on is None]
    still = [row for row in rows if row.deadline.paused_on is not None]
    groups = groups_of(here, running, titles, calendar)
    if still:
        lines = [line_of(here, row, titles, calendar) for row in still]
        groups.append(("paused", _("En pausa"), "pause", lines))
    return {
        "sentence": sentence_of(here, running),
        "cells": cells_of(here, running, calendar),
        "columns": [Column(_("Plazo")), Column(_("Expediente y asunto")), Column(_("Vence"))],
        "groups": groups,
        "cut": cut,
        "pills": [Filter(titles.get(process, process), here.path("deadlines"))] if process else [],
        "processes": [
            (title, here.path("deadlines", process=key)) for key, title in sorted(titles.items())
        ],
        "calendar_href": here.path("calendar"),
        "all_href": here.path("deadlines"),
    }


def sentence_of(here: Member, rows: Sequence[DueRow]) -> str:
    """«2 plazos vencieron y 5 vencen en los próximos siete días.»"""
    n = here.words.ngettext
    late = sum(row.deadline.due_on < here.today for row in rows)
    week = here.today + timedelta(days=7)
    soon = sum(here.today <= row.deadline.due_on <= week for row in rows)
    told_late = n("%(n)s plazo venció", "%(n)s plazos vencieron", late) % {"n": late}
    told_soon = n(
        "%(n)s vence en los próximos siete días", "%(n)s vencen en los próximos siete días", soon
    ) % {"n": soon}
    if late and soon:
        return here.words.gettext("%(late)s y %(soon)s.") % {"late": told_late, "soon": told_soon}
    if late or soon:
        return f"{told_late if late else told_soon}."
    return here.words.gettext("Ningún plazo vence en los próximos siete días.")


def cells_of(here: Member, rows: Sequence[DueRow], calendar: Calendar) -> list[DayCell]:
    """A month of days from today on."""
    due = Counter(row.deadline.due_on for row in rows)
    days = [here.today + timedelta(days=ahead) for ahead in range(DAYS)]
    return [cell_of(here, day, due[day], calendar) for day in days]


def cell_of(here: Member, day: date, count: int, calendar: Calendar) -> DayCell:
    rest = ""
    if not calendar.is_business_day(day):
        rest = calendar.name_of(day) or here.words.gettext("Fin de semana")
    told = here.words.ngettext("%(n)s plazo", "%(n)s plazos", count) % {"n": count}
    return DayCell(
        number=str(day.day),
        weekday=here.formats.weekday_short(day),
        told=f"{here.formats.day_words(day, here.today)}: {told}",
        count=count,
        href=f"#due-{day.isoformat()}" if count else "",
        today=day == here.today,
        rest=rest,
    )


def groups_of(
    here: Member, rows: Sequence[DueRow], titles: Mapping[str, str], calendar: Calendar
) -> list[Group]:
    """What is late, then a group a day."""
    _ = here.words.gettext
    late = [row for row in rows if row.deadline.due_on < here.today]
    ahead = [row for row in rows if row.deadline.due_on >= here.today]
    groups: list[Group] = []
    if late:
        lines = [line_of(here, row, titles, calendar) for row in late]
        groups.append(("late", _("Vencidos"), "late", lines))
    for day, of_day in groupby(ahead, key=lambda row: row.deadline.due_on):
        words = here.formats.day_words(day, here.today)
        lines = [line_of(here, row, titles, calendar) for row in of_day]
        state = "near" if day <= here.today + timedelta(days=1) else ""
        groups.append((f"due-{day.isoformat()}", words[:1].upper() + words[1:], state, lines))
    return groups


def line_of(here: Member, row: DueRow, titles: Mapping[str, str], calendar: Calendar) -> DueLine:
    return DueLine(
        title=row.deadline.title,
        number=row.number,
        subject=row.case_title,
        href=here.path("deadlines", row.deadline.id),
        process=titles.get(row.process_key, row.process_key),
        term=term_in_list(here, row, calendar),
    )


def term_in_list(here: Member, row: DueRow, calendar: Calendar) -> Term:
    """The term, marked where its case is suspended."""
    term = told_term(here, row.deadline, calendar)
    return suspended_term(term, here.words) if row.case_state == CaseState.SUSPENDED else term


def told_term(here: Member, deadline: DeadlineRow, calendar: Calendar) -> Term:
    """A term in two lines; a term is overdue as a masculine word, a task as a feminine one."""
    term = term_of(
        start=deadline.anew_on or deadline.start_on,
        due=deadline.due_on,
        today=here.today,
        calendar=calendar,
        formats=here.formats,
        words=here.words,
        paused_on=deadline.paused_on,
    )
    if term.state is not TermState.LATE:
        return term
    return replace(term, word=here.words.gettext("Vencido"))
