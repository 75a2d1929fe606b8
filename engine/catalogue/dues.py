"""When taxes fall due, as far as the municipality has it among its dated parameters:
`pe.predial.vence.1`, of unit `text`, holds the day of the first instalment. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from engine.parameters.resolving import TEXT
from storage.queries.deadlines import ParameterRow

_KEY = re.compile(r"[a-z]{2}\.(?P<tax>[a-z_]+)\.vence\.(?P<instalment>[0-9]{1,2})")


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """The last day of an instalment of a tax."""

    on: date
    tax: str
    instalment: int


def dues_of(rows: Iterable[ParameterRow], today: date) -> tuple[Due, ...]:
    """Those of today and later, the next one first."""
    found = (_due(row) for row in rows if row.unit == TEXT)
    return tuple(sorted(each for each in found if each is not None and each.on >= today))


def _due(row: ParameterRow) -> Due | None:
    named = _KEY.fullmatch(row.key)
    if named is None:
        return None
    try:
        return Due(date.fromisoformat(row.value), named["tax"], int(named["instalment"]))
    except ValueError:
        return None
