"""What a purchase says of itself: the expressions of `[publication.data]` over what it knew. Pure.

The names are those of the standard's ideas, not of the forms: a municipality that calls a field
otherwise changes one line of its manifest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from engine.bpmn.whereabouts import APART
from engine.definitions.publication import Publication, condition
from engine.publishing.telling import CaseTold, Step


@dataclass(frozen=True, slots=True)
class Bidder:
    """Somebody who offers or sells: name and tax number, what they ask, in how many days."""

    name: str
    tax_id: str
    amount: Decimal | None
    days: int | None
    small: bool = False
    lot: int = 0
    """The number of the item that they bid for, where a call has several."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the case knew at a step, asked by name."""

    case: CaseTold
    step: Step
    values: Mapping[str, Any]
    """What was sent in with the act that is told."""

    @property
    def publication(self) -> Publication:
        return self.case.definition.manifest.publication

    def value(self, name: str) -> Any:
        """What the expression of that name gives; None where the manifest has none."""
        text = self.publication.tables.get("data", {}).get(name)
        if text is None:
            return None
        known = {**self.step.said, **self.step.variables, **self.values}
        return condition(text).evaluate(known)

    def text(self, name: str) -> str | None:
        value = self.value(name)
        return value.strip() or None if isinstance(value, str) else None

    def amount(self, name: str) -> Decimal | None:
        value = self.value(name)
        return value if isinstance(value, Decimal) else None

    def whole(self, name: str) -> int | None:
        value = self.amount(name)
        return None if value is None else int(value)

    def day(self, name: str) -> date | None:
        value = self.value(name)
        return value if isinstance(value, date) and not isinstance(value, datetime) else None

    def bidder(self, name: str) -> Bidder | None:
        """One bidder; None where there is none."""
        return _bidder(self.value(name))

    def bidders(self, name: str) -> tuple[Bidder, ...]:
        """A list of bidders."""
        found = self.value(name)
        told = map(_bidder, found) if isinstance(found, list) else ()
        return tuple(one for one in told if one is not None)

    def flags(self, name: str) -> tuple[bool, ...]:
        """A list of yes and no."""
        found = self.value(name)
        return tuple(each is True for each in found) if isinstance(found, list) else ()

    def term(self, name: str) -> date | None:
        """The last day of a legal term, by what it means."""
        elements = self.publication.elements_of_term(name)
        return next((self.step.terms[each] for each in elements if each in self.step.terms), None)

    @property
    def lot(self) -> int:
        """The number of the item (lot) in which it happened; 0 for the whole."""
        return self.whole("lot") or 0

    def of_lot(self, number: int) -> Facts:
        """The facts as they are seen from inside of an item; of the whole for 0."""
        seen = (replace(self, values=known) for known in self.step.inside.values())
        return next((each for each in seen if number and each.lot == number), self)

    def lot_of(self, path: str) -> int:
        """The number of the item that the outermost of these instances is about; 0 for none."""
        known = self.step.inside.get(path.partition(APART)[0])
        return 0 if known is None else replace(self, values=known).lot

    @property
    def plan_item(self) -> tuple[int, int] | None:
        """Year and number of the item of the plan that the purchase runs."""
        year, _, number = (self.text("plan_item") or "").partition("-")
        return (int(year), int(number)) if year.isdecimal() and number.isdecimal() else None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.case.town.timezone)

    def moment(self, at: datetime) -> str:
        """An instant as the municipality's clock shows it."""
        return at.astimezone(self.zone).isoformat(timespec="seconds")

    def start_of(self, day: date | None) -> str | None:
        """The first second of a day."""
        return None if day is None else self.moment(datetime.combine(day, time(), self.zone))

    def end_of(self, day: date | None) -> str | None:
        """The last second of a day."""
        if day is None:
            return None
        following = datetime.combine(day + timedelta(days=1), time(), self.zone)
        return self.moment(following - timedelta(seconds=1))


def _bidder(told: Any) -> Bidder | None:
    if not isinstance(told, Mapping) or not isinstance(told.get("name"), str):
        return None
    amount, days = told.get("amount"), told.get("days")
    return Bidder(
        told["name"].strip(),
        str(told.get("id") or "").strip(),
        amount if isinstance(amount, Decimal) else None,
        int(days) if isinstance(days, Decimal) else None,
        told.get("small") is True,
        int(told["lot"]) if isinstance(told.get("lot"), Decimal) else 0,
    )
