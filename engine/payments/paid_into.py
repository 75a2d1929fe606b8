"""Where the money of an order went beyond its case: registers with accounts of their own (taxes).

When money of an order counts no more, each is told in the same commit and counters what it wrote.
A family names its own in `processes/registry.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from engine.cases.scene import Scene
from engine.cases.surroundings import surroundings_of
from engine.refusals import Refused
from storage.database import Connection
from storage.queries.payments import OrderRow

if TYPE_CHECKING:  # the installation holds the registers
    from engine.installation import Installation


@dataclass(frozen=True, slots=True)
class Gone:
    """So much of what an order paid counts no more since a day; `why` names the proof."""

    order_id: int
    amount: Decimal
    on: date
    why: str
    person_id: int | None


PaidInto = Callable[["Installation", Connection, int, Gone], bool | Refused]
"""Counters in its own books what the order paid there, in the given commit; False where nothing of
that order lies there, a refusal where it cannot be undone. Nothing is written when it refuses."""


def countered(
    connection: Connection, scene: Scene, order: OrderRow, amount: Decimal, why: str
) -> bool | Refused:
    """Tell every register; True where one held money of the order."""
    house, town = scene.installation, scene.municipality_id
    day = surroundings_of(house, connection, town, scene.now).today
    gone = Gone(order.id, amount, day, why, scene.actor.person_id)
    held = False
    for register in house.paid_into:
        answer = register(house, connection, town, gone)
        if isinstance(answer, Refused):
            return answer
        held = held or answer
    return held
