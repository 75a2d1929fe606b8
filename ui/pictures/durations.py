"""How long something took, in words and in the little room of a drawing."""

from __future__ import annotations

from ui.formats import NBSP
from ui.visit import Visit

MINUTE, HOUR, DAY = 60, 3_600, 86_400
IN_HOURS = 36 * HOUR
"""What is shorter is told in hours."""


def duration(seconds: float, here: Visit) -> str:
    """«40 minutos», «5 horas», «31 días»; by the clock."""
    ngettext, number = here.words.ngettext, here.formats.number
    if seconds < MINUTE:
        return here.words.gettext("menos de un minuto")
    if seconds < HOUR:
        n = round(seconds / MINUTE)
        return ngettext("%(n)s minuto", "%(n)s minutos", n) % {"n": n}
    if seconds < IN_HOURS:
        n = round(seconds / HOUR)
        return ngettext("%(n)s hora", "%(n)s horas", n) % {"n": n}
    n = round(seconds / DAY)
    return ngettext("%(n)s día", "%(n)s días", n) % {"n": number(n)}


def short_duration(seconds: float) -> str:
    """`<1 min`, `40 min`, `5 h`, `31 d`."""
    if seconds < MINUTE:
        return f"<1{NBSP}min"
    if seconds < HOUR:
        return f"{round(seconds / MINUTE)}{NBSP}min"
    if seconds < IN_HOURS:
        return f"{round(seconds / HOUR)}{NBSP}h"
    return f"{round(seconds / DAY)}{NBSP}d"
