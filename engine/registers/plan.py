"""The items of the procurement plans, for the forms of a purchase: what it is and for which area.

The key is that of the item (`2026-7`). A plan is public, so whoever fills the form in may know it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.identity.actor import Actor
from engine.registers.offering import Found
from storage.database import Connection
from storage.queries.plans import items_of_plan

if TYPE_CHECKING:  # the installation holds the registers
    from engine.installation import Installation


class PlanItems:
    """The register of plan items."""

    name = "plan"
    gives = frozenset({"descripcion", "area"})
    of_people = False

    def lookup(
        self, _installation: Installation, connection: Connection, actor: Actor, key: str
    ) -> Found | None:
        """Description and area of an item."""
        year = key.partition("-")[0]
        if not (year.isdecimal() and len(year) == 4):  # as years are written
            return None
        items = items_of_plan(connection, actor.municipality_id, int(year))
        found = next((each.item for each in items if each.item.key == key), None)
        if found is None:
            return None
        return Found({"descripcion": found.description, "area": found.area})


PLAN = PlanItems()
