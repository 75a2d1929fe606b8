"""The periods that pages compare: the last months and quarters, in words."""

from __future__ import annotations

from datetime import date
from gettext import NullTranslations

from engine.indicators.periods import Period, first_of, month_of, named, shifted
from engine.network.figures import quarter_of
from ui.formats import Formats
from ui.parts import Choice

MONTHS, QUARTERS = 12, 5


def quarter_words(name: str, words: NullTranslations) -> str:
    """«tercer trimestre de 2026»."""
    _ = words.gettext
    said = {
        "1": _("primer trimestre de %(year)s"),
        "2": _("segundo trimestre de %(year)s"),
        "3": _("tercer trimestre de %(year)s"),
        "4": _("cuarto trimestre de %(year)s"),
    }
    return said[name[-1]] % {"year": name[:4]}


def period_words(period: Period, words: NullTranslations, formats: Formats) -> str:
    """A quarter or a month."""
    if "-T" in period.name:
        return quarter_words(period.name, words)
    told = {"month": formats.month_words(period.begins), "year": period.begins.year}
    return words.gettext("%(month)s de %(year)s") % told


def quarters_until(today: date) -> list[Period]:
    """The quarter that goes on and those before it, the newest first."""
    found = [quarter_of(today)]
    while len(found) < QUARTERS:
        found.append(found[-1].before())
    return found


def offered(today: date, words: NullTranslations, formats: Formats) -> list[Choice]:
    """What may be chosen: the last quarters, then the last months."""
    months = [month_of(shifted(first_of(today), -back)) for back in range(MONTHS)]
    return [
        Choice(each.name, period_words(each, words, formats))
        for each in (*quarters_until(today), *months)
    ]


def chosen(text: str, today: date) -> Period:
    """What an address names of them; the last quarter that is over where it names nothing else."""
    found = named(text)
    if found is not None and found.name == text and len(text) == 7 and found.begins <= today:
        return found
    return quarter_of(today).before()
