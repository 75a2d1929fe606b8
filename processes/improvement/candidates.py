"""What citizens bring into the improvement plan: proposals that were accepted, and what won a vote.

They stand among the actions that are put in order, with where they come from; planning keeps them
or takes them out, as it does with every other.
"""

from __future__ import annotations

from typing import Any

from engine.participation.counting import counted_in
from engine.participation.winners import Fate
from storage.database import Connection
from storage.queries.proposals import proposals_of
from storage.queries.votes import consultations_of, options_of
from storage.tables.participation import ProposalState

MOST = 30
"""Actions that are put in order at once; a plan has no room for more."""


def candidates_of(connection: Connection, municipality_id: int) -> list[dict[str, Any]]:
    """Actions as the plan takes them: `accion`, `area`, `origen`, `presupuesto`; newest first, what
    won a vote before what was accepted, each by its title once."""
    found = {each["accion"]: each for each in reversed(_accepted(connection, municipality_id))}
    found |= {each["accion"]: each for each in reversed(_won(connection, municipality_id))}
    return list(reversed(found.values()))[:MOST]


def _accepted(connection: Connection, municipality_id: int) -> list[dict[str, Any]]:
    rows = proposals_of(connection, municipality_id, state=ProposalState.ACCEPTED, limit=MOST)
    return [
        {
            "accion": row.action or row.title,
            "area": row.area,
            "origen": row.number,
            "presupuesto": row.cost,
        }
        for row in rows
    ]


def _won(connection: Connection, municipality_id: int) -> list[dict[str, Any]]:
    found = []
    for vote in consultations_of(connection, municipality_id, limit=5):
        if not vote.result:
            continue
        options = {each.place: each for each in options_of(connection, municipality_id, vote.id)}
        for each in counted_in(vote).ranked:
            if each.fate == Fate.WON:
                option = options[each.place]
                found.append(
                    {
                        "accion": option.title,
                        "area": option.area,
                        "origen": vote.number,
                        "presupuesto": option.cost,
                    }
                )
    return found
