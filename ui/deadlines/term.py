"""A due date in two lines: the word with its icon, then the date and how far away it is."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from gettext import NullTranslations

from engine.calendar import Calendar, Remaining
from engine.deadlines import TermState as Legal
from engine.deadlines import term_state
from ui.formats import NBSP, Formats
from ui.parts import Term, TermState

PRESSING = 0.9
SHOWN = {
    Legal.IN_TIME: TermState.IN_TIME,
    Legal.NEAR: TermState.NEAR,
    Legal.LATE: TermState.LATE,
    Legal.PAUSED: TermState.PAUSED,
    Legal.SILENCE: TermState.SILENCE,
}


@lru_cache(maxsize=2_000)
def term_of(
    *,
    start: date,
    due: date,
    today: date,
    calendar: Calendar,
    formats: Formats,
    words: NullTranslations,
    paused_on: date | None = None,
) -> Term:
    """How a task's due date reads today; kept, because the rows of a list share their dates."""
    if paused_on is not None:
        since = formats.short_day(paused_on, today)
        detail = words.gettext("desde el %(day)s") % {"day": since}
        return Term(TermState.PAUSED, words.gettext("En pausa"), detail)
    state = SHOWN[term_state(today, start, due, calendar)]
    away = calendar.remaining(today, due)
    if away.today or (away.tomorrow and state is not TermState.LATE):
        state = TermState.NEAR
    return Term(
        state,
        word_of(state, away, formats=formats, words=words),
        detail_of(state, away, today=today, formats=formats, words=words),
        pressing=state is TermState.NEAR and share_used(start, due, today, calendar) >= PRESSING,
    )


def suspended_term(term: Term | None, words: NullTranslations) -> Term:
    """How the term of a suspended case reads: that nothing moves comes first, and the date stays
    beside it, because only the law stops a term."""
    word = words.gettext("Suspendido")
    if term is None:
        return Term(TermState.PAUSED, word)
    paused = f"{term.word.lower()} {term.detail}" if term.state is TermState.PAUSED else ""
    return Term(TermState.PAUSED, word, paused or term.detail)


def word_of(state: TermState, away: Remaining, *, formats: Formats, words: NullTranslations) -> str:
    """«En plazo», «Vence hoy», «Vence mañana», «Vence el lunes», «Por vencer», «Vencida»."""
    _ = words.gettext
    if state is TermState.LATE:
        return _("Vencida")
    if state is TermState.IN_TIME:
        return _("En plazo")
    if away.today:
        return _("Vence hoy")
    if away.tomorrow:
        return _("Vence mañana")
    if away.business_days == 1 and away.calendar_days < 7:
        return _("Vence el %(weekday)s") % {"weekday": weekday(away.due, formats)}
    return _("Por vencer")


def detail_of(
    state: TermState,
    away: Remaining,
    *,
    today: date,
    formats: Formats,
    words: NullTranslations,
) -> str:
    """«09/04 · quedan 6 días hábiles», «26/03 · hace 2 días hábiles», «martes 31/03»."""
    day = formats.short_day(away.due, today)
    if state is TermState.NEAR and away.business_days <= 1:
        return f"{weekday(away.due, formats)}{NBSP}{day}"
    return f"{day} · {distance(away, words)}"


def distance(away: Remaining, words: NullTranslations) -> str:
    """«quedan 6 días hábiles», «hace 2 días hábiles»."""
    n = away.business_days
    if away.late and n == 0:
        return words.gettext("desde el último día hábil")
    if away.late:
        pattern = words.ngettext("hace %(n)s día hábil", "hace %(n)s días hábiles", n)
    else:
        pattern = words.ngettext("queda %(n)s día hábil", "quedan %(n)s días hábiles", n)
    return pattern % {"n": n}


def heading_of(term: Term, away: Remaining, words: NullTranslations) -> str:
    """For a pill: «En plazo · quedan 6 días hábiles», «Vence mañana», «En pausa»."""
    if term.state is TermState.PAUSED:
        return f"{term.word} · {term.detail}"
    told = term.state in (TermState.IN_TIME, TermState.LATE) or term.word == words.gettext(
        "Por vencer"
    )
    return f"{term.word} · {distance(away, words)}" if told else term.word


def weekday(day: date, formats: Formats) -> str:
    """«martes»."""
    return formats.day_words(day, day).split(" ")[0].rstrip(",")


def share_used(start: date, due: date, today: date, calendar: Calendar) -> float:
    """How much of the term has gone, by business days; 1 when it had none."""
    whole = calendar.business_days_between(start, due)
    return calendar.business_days_between(start, today) / whole if whole > 0 else 1.0
