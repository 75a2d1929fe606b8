"""The sentence that says why a date is what it is; the twin in words of the ruler of days.

«5 días hábiles desde el viernes 27 de marzo: 30 y 31 de marzo, 1, 6 y 7 de abril. No se cuentan el
fin de semana ni el 2 y 3 de abril, feriados (Jueves Santo y Viernes Santo).»
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from gettext import NullTranslations
from itertools import groupby

from engine.calendar import Explanation, Unit
from ui.formats import NBSP, Formats

MOST_LISTED = 12


def why(explanation: Explanation, *, today: date, formats: Formats, words: NullTranslations) -> str:
    """How the term was counted, when it stood still, and what was left out."""
    parts = [counting(explanation, today=today, formats=formats, words=words)]
    parts += left_out(explanation, formats=formats, words=words)
    return " ".join(parts)


def counting(
    explanation: Explanation, *, today: date, formats: Formats, words: NullTranslations
) -> str:
    """«5 días hábiles desde el viernes 27 de marzo: 30 y 31 de marzo, 1, 6 y 7 de abril.»"""
    length = length_words(explanation.length, explanation.unit, words)
    start = formats.day_words(explanation.start, today)
    days = explanation.counted
    if explanation.unit is Unit.BUSINESS and 0 < len(days) <= MOST_LISTED:
        listed = days_listed(days, formats=formats, words=words)
        return words.gettext("%(length)s desde el %(start)s: %(days)s.") % {
            "length": length,
            "start": start,
            "days": listed,
        }
    return words.gettext("%(length)s desde el %(start)s.") % {"length": length, "start": start}


def left_out(explanation: Explanation, *, formats: Formats, words: NullTranslations) -> list[str]:
    """The days in pause, and what was not counted, or why the last day was moved."""
    still = standing_still(explanation, formats=formats, words=words)
    return [*still, *not_counted(explanation, formats=formats, words=words)]


def standing_still(
    explanation: Explanation, *, formats: Formats, words: NullTranslations
) -> list[str]:
    """«Estuvo en pausa 3 días: 16, 17 y 18 de junio.»"""
    days = explanation.paused
    if not days:
        return []
    if len(days) > MOST_LISTED:
        pattern = words.ngettext(
            "Estuvo en pausa %(n)s día.", "Estuvo en pausa %(n)s días.", len(days)
        )
        return [pattern % {"n": len(days)}]
    pattern = words.ngettext(
        "Estuvo en pausa %(n)s día: %(days)s.", "Estuvo en pausa %(n)s días: %(days)s.", len(days)
    )
    listed = days_listed(days, formats=formats, words=words)
    return [pattern % {"n": len(days), "days": listed}]


def not_counted(
    explanation: Explanation, *, formats: Formats, words: NullTranslations
) -> list[str]:
    """The days of rest inside the term, or the one on which it would have ended."""
    if explanation.rolled_from is not None:
        moved = formats.day_words(explanation.rolled_from, explanation.due)
        return [words.gettext("El %(day)s no es día hábil: pasa al siguiente.") % {"day": moved}]
    if explanation.unit is not Unit.BUSINESS:
        return []
    holidays = holidays_listed(explanation, formats=formats, words=words)
    weekend = bool(explanation.skipped_weekend)
    if weekend and holidays:
        return [
            words.gettext("No se cuentan los fines de semana ni %(days)s.") % {"days": holidays}
        ]
    if holidays:
        return [words.gettext("No se cuenta %(days)s.") % {"days": holidays}]
    return [words.gettext("No se cuentan los fines de semana.")] if weekend else []


def holidays_listed(explanation: Explanation, *, formats: Formats, words: NullTranslations) -> str:
    """«el 2 y 3 de abril, feriados (Jueves Santo y Viernes Santo)»."""
    skipped = explanation.skipped
    if not skipped:
        return ""
    days = days_listed([day.date for day in skipped], formats=formats, words=words)
    names = joined([name for day in skipped if (name := day.name)], words)
    pattern = words.ngettext(
        "el %(days)s, feriado (%(names)s)", "el %(days)s, feriados (%(names)s)", len(skipped)
    )
    return pattern % {"days": days, "names": names or words.gettext("por decreto")}


def length_words(length: int, unit: Unit, words: NullTranslations) -> str:
    """«5 días hábiles»."""
    patterns = {
        Unit.BUSINESS: words.ngettext("%(n)s día hábil", "%(n)s días hábiles", length),
        Unit.CALENDAR: words.ngettext("%(n)s día calendario", "%(n)s días calendario", length),
        Unit.MONTH: words.ngettext("%(n)s mes", "%(n)s meses", length),
        Unit.YEAR: words.ngettext("%(n)s año", "%(n)s años", length),
    }
    return (patterns[unit] % {"n": length}).replace(" ", NBSP, 1)


def days_listed(days: Sequence[date], *, formats: Formats, words: NullTranslations) -> str:
    """«30 y 31 de marzo, 1, 6 y 7 de abril»: the month is said once."""
    months = []
    for _, group in groupby(sorted(days), key=lambda day: (day.year, day.month)):
        of_month = list(group)
        numbers = joined([str(day.day) for day in of_month], words)
        month = formats.month_words(of_month[0])
        months.append(words.gettext("%(days)s de %(month)s") % {"days": numbers, "month": month})
    return ", ".join(months)


def joined(items: Sequence[str], words: NullTranslations) -> str:
    """«1, 6 y 7»; each thing is said once."""
    once = list(dict.fromkeys(items))
    if len(once) < 2:
        return "".join(once)
    return words.gettext("%(first)s y %(last)s") % {"first": ", ".join(once[:-1]), "last": once[-1]}
