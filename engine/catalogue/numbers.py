"""The dated numbers of a municipality, read once and asked many times. Pure but for the reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from storage.queries.deadlines import ParameterRow


class Numbers:
    """Every parameter of a municipality, by key."""

    def __init__(self, rows: Iterable[ParameterRow]) -> None:
        self._by_key: dict[str, list[ParameterRow]] = defaultdict(list)
        for row in sorted(rows, key=lambda row: row.valid_from):
            self._by_key[row.key].append(row)

    def on(self, key: str, day: date) -> ParameterRow | None:
        """The row that is valid on a day; the latest beginning wins."""
        for row in reversed(self._by_key.get(key, ())):
            if row.valid_from <= day and (row.valid_to is None or row.valid_to >= day):
                return row
        return None
