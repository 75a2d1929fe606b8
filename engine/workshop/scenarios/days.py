"""Days as a scenario writes them: «lunes 2 de marzo de 2026», «02/03/2026». Pure."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "setiembre",
    "octubre", "noviembre", "diciembre",
)  # fmt: skip
WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_WORDS = re.compile(r"(?:(\w+),? (?:el )?)?(\d{1,2}) de (\w+) (?:de|del) (\d{4})", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def day_in(text: str) -> date | None:
    """The day that is meant; None where there is none, also where the weekday is not that day's."""
    told = text.strip()
    numbers = _NUMBERS.fullmatch(told)
    if numbers is not None:
        return _day(int(numbers[3]), int(numbers[2]), int(numbers[1]))
    words = _WORDS.fullmatch(told)
    if words is None:
        return None
    month = words[3].casefold().replace("septiembre", "setiembre")
    if month not in MONTHS:
        return None
    found = _day(int(words[4]), MONTHS.index(month) + 1, int(words[2]))
    weekday = (words[1] or "").casefold()
    if found is not None and weekday and WEEKDAYS[found.weekday()] != weekday:
        return None
    return found


def in_words(day: date) -> str:
    """«lunes 2 de marzo de 2026»."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} de {MONTHS[day.month - 1]} de {day.year}"


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
