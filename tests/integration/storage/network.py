"""What the network keeps of a municipality, for the tests of tenancy: questions and their rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from storage.database import Connection
from storage.queries import network_towns, scores
from storage.queries.network_towns import (
    NetworkFigureRow,
    NetworkProcessRow,
    NetworkTownRow,
    NetworkUseRow,
)
from storage.queries.pictures import PictureCountRow
from storage.queries.scores import ActRow, StatementRow
from storage.writes.network import (
    insert_scores,
    put_town,
    replace_figures,
    replace_processes,
    replace_uses,
)
from storage.writes.pictures import add_to_pictures
from tests.integration.storage.conftest import NOW

MARCH = date(2026, 3, 1)
NETWORK: list[tuple[Callable[..., Any], dict[str, Any]]] = [
    (network_towns.network_town, {}),
    (network_towns.network_figures_of, {"periods": ["2026-03"]}),
    (network_towns.network_processes_of, {}),
    (network_towns.network_uses_of, {"periods": ["2026-03"]}),
    (network_towns.changed_month, {"since": NOW, "after": date(2020, 1, 1)}),
    (network_towns.begun_by_month, {"what": 1, "since": MARCH}),
    (network_towns.last_months, {}),
    (scores.statements_of, {}),
]


def fill_network(connection: Connection) -> None:
    """A municipality with a figure, a process that was used, and a score."""
    put_town(connection, NetworkTownRow(1, "Secreta", "PE", "", 900, 0, 2000, 1, MARCH, NOW))
    figure = NetworkFigureRow("2026-03", "secret", 0, 9, 9, 9, 1, "PE", 0)
    replace_figures(connection, 1, gone=(), new=[figure])
    replace_processes(connection, 1, [NetworkProcessRow("secret", "Secreto", 1, "own", MARCH)])
    replace_uses(connection, 1, gone=(), new=[NetworkUseRow("2026-03", "secret", 9, 9, 9)])
    begun = PictureCountRow("procurement", MARCH, 1, "", 1, 0, 3)
    add_to_pictures(connection, 1, [begun], {}, {})
    act = ActRow(1_900_920, "secret", "2026-T1", "PE", NOW, None, "Ana", "{}", 1, 1, b"r")
    row = StatementRow("secret", "2026-T1", act.id, 620, 0, "{}", b"h")
    insert_scores(connection, act, [(1, row)])
