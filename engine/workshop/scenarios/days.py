"""Days as a scenario writes them: «lunes 2 de marzo de 2026», «segunda-feira, 2 de março de 2026»,
«Monday 2 March 2026», «02/03/2026» (day, month, year). Pure."""

from __future__ import annotations

import re
from datetime import date

MONTHS = {
    "es": (
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "setiembre",
        "octubre", "noviembre", "diciembre",
    ),
    "pt": (
        "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro",
        "outubro", "novembro", "dezembro",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
}  # fmt: skip
WEEKDAYS = {
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    "pt": (
        "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado",
        "domingo",
    ),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}  # fmt: skip
_SHAPES = {
    "es": "{weekday} {day} de {month} de {year}",
    "pt": "{weekday}, {day} de {month} de {year}",
    "en": "{weekday} {day} {month} {year}",
}
_MONTH = {
    "septiembre": 9,
    **{name.casefold(): at for names in MONTHS.values() for at, name in enumerate(names, 1)},
}
_WEEKDAY = {name.casefold(): at for names in WEEKDAYS.values() for at, name in enumerate(names)}
_WORDS = re.compile(
    r"(?:([^\W\d_-]+(?:-feira)?),? (?:el )?)?(\d{1,2}) (?:de )?(\w+) (?:(?:de|del) )?(\d{4})",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def day_in(text: str) -> date | None:
    """The day that is meant, in any of the languages; None where there is none, also where the
    weekday is not that day's."""
    told = text.strip()
    numbers = _NUMBERS.fullmatch(told)
    if numbers is not None:
        return _day(int(numbers[3]), int(numbers[2]), int(numbers[1]))
    words = _WORDS.fullmatch(told)
    month = _MONTH.get(words[3].casefold()) if words else None
    if words is None or month is None:
        return None
    found = _day(int(words[4]), month, int(words[2]))
    if found is not None and words[1] and _WEEKDAY.get(words[1].casefold()) != found.weekday():
        return None
    return found


def in_words(day: date, language: str = "es") -> str:
    """«lunes 2 de marzo de 2026»."""
    known = language if language in _SHAPES else "es"
    return _SHAPES[known].format(
        weekday=WEEKDAYS[known][day.weekday()],
        day=day.day,
        month=MONTHS[known][day.month - 1],
        year=day.year,
    )


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
