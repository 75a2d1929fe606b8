"""What the network compares: the indicators of the house, and what municipalities adopted of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from engine.network.refreshing import Compared
from processes.adopting import Standing, offered
from processes.indicators.catalogue import by_key
from storage.database import Connection
from storage.queries.definitions import active_definitions
from storage.queries.municipalities import MunicipalityRow
from storage.queries.network_towns import NetworkProcessRow

MAIN: Mapping[str, tuple[str, ...]] = {
    "ciudadano": (
        "on_time_cases", "positive_silence_rate", "observation_rate", "digital_share",
        "satisfaction",
    ),
    "compras": (
        "days_to_award", "competition_rate", "single_bid_rate", "direct_share", "saving",
    ),
    "recaudo": (
        "collection_effectiveness", "arrears_recovery", "cadastre_coverage", "collection_cost",
    ),
    "finanzas": ("payment_time", "payment_days", "own_revenue_share", "reconciliation_days"),
    "inversion": ("budget_execution", "investment_execution", "annual_plan_execution"),
}  # fmt: skip
"""By area of management the indicators that stand beside each other in lists of municipalities."""


@cache
def compared() -> Compared:
    """All indicators, and the processes in force."""
    return Compared(by_key(), adopted)


def adopted(connection: Connection, town: MunicipalityRow) -> Sequence[NetworkProcessRow]:
    """What is in force in a municipality; what the house does not offer is its own."""
    known = {each.key: each.standing for each in offered(connection, town)}
    return [
        NetworkProcessRow(
            row.key, row.title, row.version, str(known.get(row.key, Standing.OWN)), None
        )
        for row in active_definitions(connection, town.id)
    ]
