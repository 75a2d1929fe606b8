"""What an address asks of the pictures of a process: months, a version, how often or how long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from engine.indicators.periods import first_of, shifted
from engine.pictures.reading import Asked
from storage.queries.definitions import DefinitionRow
from ui.parts import Choice
from ui.visit import Member

SPANS = (1, 3, 6, 12, 24)
"""Months that are offered, the one that goes on included."""
USUAL = 12
COUNT, TIME = "count", "time"


@dataclass(frozen=True, slots=True)
class PicturesAsked:
    """So many months until now, a version (None: all), and what the drawing shows."""

    months: int = USUAL
    version: int | None = None
    show: str = TIME

    @classmethod
    def of(cls, query: Mapping[str, str], versions: Sequence[DefinitionRow]) -> PicturesAsked:
        """From the query of an address; what it does not offer is as if it were not asked."""
        months = next((each for each in SPANS if str(each) == query.get("months")), USUAL)
        known = (each.version for each in versions)
        version = next((each for each in known if str(each) == query.get("version")), None)
        return cls(months, version, COUNT if query.get("show") == COUNT else TIME)

    def asked(self, process: str, today: date) -> Asked:
        """These months."""
        until = first_of(today)
        return Asked(process, shifted(until, 1 - self.months), until, self.version)

    def before(self, process: str, today: date) -> Asked:
        """As many months right before."""
        since = shifted(first_of(today), 1 - self.months)
        return Asked(process, shifted(since, -self.months), shifted(since, -1), self.version)

    def path(self, here: Member, process: str, *, show: str) -> str:
        """The same with another drawing."""
        version = {"version": self.version} if self.version is not None else {}
        return here.path("processes", process, "pictures", months=self.months, show=show, **version)


def month_choices(here: Member) -> list[Choice]:
    """How many months."""
    words = here.words
    return [
        Choice(
            str(each),
            words.gettext("Este mes")
            if each == 1
            else words.ngettext("El último mes", "Los últimos %(n)s meses", each) % {"n": each},
        )
        for each in SPANS
    ]


def version_choices(here: Member, versions: Sequence[DefinitionRow]) -> list[Choice]:
    """Which version."""
    pattern = here.words.gettext("Versión %(version)s")
    return [Choice(str(each.version), pattern % {"version": each.version}) for each in versions]
