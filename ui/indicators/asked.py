"""What an address asks of the dashboard: a period and an area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.indicators.periods import Period, between, month_of, named, shifted
from processes.indicators.catalogue import AREAS
from ui.parts import Choice
from ui.visit import Visit

MONTHS = 6
"""Months that are offered by name."""


@dataclass(frozen=True, slots=True)
class BoardAsked:
    """A period, and an area («» all of them)."""

    period: Period
    area: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str], today: date) -> BoardAsked:
        """From the query of an address; the month that goes on where it names no period."""
        chosen = between(query.get("from", ""), query.get("until", ""))
        period = chosen or named(query.get("period", "")) or month_of(today)
        area = query.get("area", "")
        return cls(period, area if area in AREAS else "")

    def path(self, here: Visit, *parts: object, **more: object) -> str:
        """An address with this period and area."""
        return here.path(*parts, period=self.period.name, area=self.area, **more)


def period_words(period: Period, here: Visit) -> str:
    """«marzo de 2026», «primer trimestre de 2026», «2026», «del 5 de enero al 10 de febrero»."""
    _, formats, name = here.words.gettext, here.formats, period.name
    if ".." in name:
        days = {
            "begins": formats.date_words(period.begins, None),
            "ends": formats.date_words(period.ends, None),
        }
        return _("del %(begins)s al %(ends)s") % days
    if "-T" in name:
        quarter = {"quarter": name[-1], "year": name[:4]}
        return _("trimestre %(quarter)s de %(year)s") % quarter
    if "-" in name:
        month = {"month": formats.month_words(period.begins), "year": name[:4]}
        return _("%(month)s de %(year)s") % month
    return name


def period_choices(today: date, here: Visit) -> list[Choice]:
    """The last months, this quarter and the one before, this year and the one before."""
    first = today.replace(day=1)
    quarter = named(f"{today.year}-T{(today.month - 1) // 3 + 1}")
    year = named(str(today.year))
    assert quarter is not None  # noqa: S101  today is a day
    assert year is not None  # noqa: S101
    offered = [
        *(month_of(shifted(first, -back)) for back in range(MONTHS)),
        quarter, quarter.before(), year, year.before(),
    ]  # fmt: skip
    return [Choice(each.name, _capital(period_words(each, here))) for each in offered]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
