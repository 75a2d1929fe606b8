"""From the explanation of a term to the ruler of days: what each day is, seen from today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from gettext import NullTranslations

from engine.calendar import Day, Explanation
from engine.calendar import DayKind as Counted
from ui.drawing.ruler import DayKind, Ruler, RulerDay, ruler


@dataclass(frozen=True, slots=True)
class Rulers:
    """The same ruler for a wide page and for a narrow column."""

    wide: Ruler
    compact: Ruler


def rulers(
    explanation: Explanation,
    *,
    today: date,
    words: NullTranslations,
    start_name: str = "",
    consequence: tuple[date, str] | None = None,
) -> Rulers:
    """Draw a term; `consequence` is the day on which the law acts if nobody does, and its word."""
    days = ruler_days(
        explanation, today=today, words=words, start_name=start_name, consequence=consequence
    )
    return Rulers(ruler(days), ruler(days, width=336, compact=True))


def ruler_days(
    explanation: Explanation,
    *,
    today: date,
    words: NullTranslations,
    start_name: str = "",
    consequence: tuple[date, str] | None = None,
) -> list[RulerDay]:
    """One cell a calendar day, from the start to the due date and what follows from it."""
    days = [_cell(day, explanation, today, words, start_name) for day in explanation.days]
    if consequence is not None:
        then, name = consequence
        between = (then - explanation.due).days
        days += [
            RulerDay(explanation.due + timedelta(days=ahead), DayKind.NOT_COUNTED)
            for ahead in range(1, between)
        ]
        days.append(RulerDay(then, DayKind.CONSEQUENCE, name))
    return days


def _cell(
    day: Day, explanation: Explanation, today: date, words: NullTranslations, start_name: str
) -> RulerDay:
    if day.date == explanation.due:
        name = words.gettext("vence hoy") if day.date == today else words.gettext("vence")
        return RulerDay(day.date, DayKind.DUE, name)
    if day.date == today:
        return RulerDay(day.date, DayKind.TODAY, words.gettext("hoy"))
    if day.kind is Counted.PAUSED:
        return RulerDay(day.date, DayKind.PAUSE)
    if day.kind is Counted.START:
        return RulerDay(day.date, DayKind.START, start_name)
    if day.kind is Counted.HOLIDAY:
        return RulerDay(day.date, DayKind.HOLIDAY, day.name or "")
    if day.kind is Counted.WEEKEND:
        return RulerDay(day.date, DayKind.NOT_COUNTED)
    return RulerDay(day.date, DayKind.PASSED if day.date < today else DayKind.TO_COME)
