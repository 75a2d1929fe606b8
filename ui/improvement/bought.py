"""What the actions of a plan buy: the items of the annual plan of purchases that they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from processes.improvement.plans import Action
from storage.database import Connection
from storage.queries.plans import PlannedItem, items_of_plan
from ui.plan.asked import STATES
from ui.visit import Member


@dataclass(frozen=True, slots=True)
class Bought:
    """An item as an action shows it: what it costs and how far it got; without a way where the
    annual plan has no such item."""

    words: str
    href: str


def bought_by(
    actions: Sequence[Action], here: Member, connection: Connection
) -> Mapping[str, Bought]:
    """By the key of the item («2026-14»)."""
    keys = {each.item for each in actions if each.item}
    years = {int(key.partition("-")[0]) for key in keys}
    known: dict[str, PlannedItem] = {}
    for year in years:
        for each in items_of_plan(connection, here.municipality.id, year):
            known[each.item.key] = each
    return {key: _bought(key, known.get(key), here) for key in keys}


def _bought(key: str, found: PlannedItem | None, here: Member) -> Bought:
    _ = here.words.gettext
    if found is None:
        return Bought(_("El plan anual no tiene el ítem %(item)s") % {"item": key}, "")
    said = _("Plan anual %(item)s: %(amount)s, %(state)s") % {
        "item": key,
        "amount": here.formats.money(found.item.amount),
        "state": STATES[found.state](here.words).lower(),
    }
    return Bought(said, here.path("plan", year=str(found.item.year)))
