"""What mobile teams recommended and the municipality accepted, while no plan has taken it yet.

A recommendation that was accepted goes to the plan that is named with it; without one it waits here
for the next plan, among what planning puts in order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.installation import Installation
from processes.improvement.rounds import known_by, mappings
from storage.database import Connection
from storage.queries.standing_data import stands_of_process

PROCESS = "asesoria"
MOST = 30
"""The newest requests for advice that are looked into."""


def waiting_for_a_plan(
    installation: Installation, connection: Connection, municipality_id: int
) -> list[dict[str, Any]]:
    """Actions as the plan takes them: `accion`, `area`, `origen` (the number of the advice)."""
    found: list[dict[str, Any]] = []
    for row in stands_of_process(connection, municipality_id, PROCESS, limit=MOST):
        known = known_by(installation, connection, municipality_id, row)
        found += _actions(known, row.number)
    return found


def _actions(known: Mapping[str, Any], number: str) -> list[dict[str, Any]]:
    if known.get("en_plan") is True:
        return []
    return [
        {"accion": each.get("recomendacion"), "area": known.get("area"), "origen": number}
        for each in mappings(known.get("aceptadas"))
    ]
