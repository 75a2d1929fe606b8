"""What an address asks of the plan of a year, and the items that are left."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from gettext import NullTranslations

from storage.queries.plans import ItemState, PlannedItem
from ui.parts import Choice
from ui.visit import Visit

LONGEST = 120


@dataclass(frozen=True, slots=True)
class PlanAsked:
    """What was typed; what is none of these is left out."""

    words: str = ""
    state: str = ""
    area: str = ""
    quarter: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> PlanAsked:
        """From the query of an address."""
        quarter = query.get("quarter", "")
        return cls(
            words=query.get("q", "").strip()[:LONGEST],
            state=query.get("state", "") if query.get("state") in STATES else "",
            area=query.get("area", "").strip()[:LONGEST],
            quarter=quarter if quarter in ("1", "2", "3", "4") else "",
        )

    def among(self, rows: Sequence[PlannedItem]) -> list[PlannedItem]:
        """The items that are asked for, in the order of their numbers."""
        return [row for row in rows if self._wants(row)]

    def address(self, here: Visit, *parts: str, year: str = "") -> str:
        """The address of the page that this asks for."""
        return here.path(
            *parts, year=year, q=self.words, state=self.state, area=self.area,
            quarter=self.quarter,
        )  # fmt: skip

    def _wants(self, row: PlannedItem) -> bool:
        item = row.item
        told = f"{item.number} {item.description} {item.code} {item.area}".casefold()
        return (
            all(word in told for word in self.words.casefold().split())
            and self.state in ("", row.state)
            and self.area in ("", item.area)
            and self.quarter in ("", str(item.quarter))
        )


STATES: Mapping[str, Callable[[NullTranslations], str]] = {
    ItemState.PLANNED: lambda w: w.gettext("Por convocar"),
    ItemState.CALLED: lambda w: w.gettext("Convocado"),
    ItemState.AWARDED: lambda w: w.gettext("Con buena pro"),
    ItemState.CONTRACTED: lambda w: w.gettext("Contratado"),
    ItemState.EXCLUDED: lambda w: w.gettext("Excluido"),
}


def state_choices(words: NullTranslations) -> list[Choice]:
    """The states that an item may be in."""
    return [Choice(key, name(words)) for key, name in STATES.items()]


def area_choices(rows: Sequence[PlannedItem]) -> list[Choice]:
    """The areas of the plan."""
    return [Choice(area, area) for area in sorted({row.item.area for row in rows})]


def quarter_choices(words: NullTranslations) -> list[Choice]:
    """The quarters of a year."""
    return [Choice(str(n), quarter_name(n, words)) for n in (1, 2, 3, 4)]


def quarter_name(number: int, words: NullTranslations) -> str:
    """«1.er trimestre»."""
    _ = words.gettext
    return (
        _("1.er trimestre"), _("2.º trimestre"), _("3.er trimestre"), _("4.º trimestre"),
    )[number - 1]  # fmt: skip
