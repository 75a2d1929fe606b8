"""An experience, for the tests of tenancy: the questions and the rows that they find."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from storage.database import Connection
from storage.queries import experiences
from storage.queries.experiences import ExperienceRow, PlaceRow
from storage.tables.experiences import ExperienceState
from storage.writes.experiences import put_experience
from tests.integration.storage.conftest import NOW, Rows

TOLD = 1_900_950
EXPERIENCES: list[tuple[Callable[..., Any], dict[str, Any]]] = [
    (experiences.written_experiences, {"limit": 5}),
    (experiences.written_experience, {"experience_id": TOLD}),
    (experiences.places_of, {"experience_ids": [TOLD]}),
]


def fill_experiences(connection: Connection, town: Rows) -> None:
    """One that is not shared, about a process."""
    row = ExperienceRow(
        TOLD, "Secreto", "", "a", "b", "c", "", "", None, None, None, "d", "",
        ExperienceState.DRAFT, town.person_id, NOW, None, None, None, "", None, None,
    )  # fmt: skip
    put_experience(connection, 1, row, [PlaceRow(TOLD, "procurement", "", "Compra")])
