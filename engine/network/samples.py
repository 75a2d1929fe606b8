"""Municipalities of which there are figures here and nothing else: nobody works in them in this
installation."""

from __future__ import annotations

import json
from collections.abc import Iterable

from storage.queries.municipalities import MunicipalityRow

MARK = "figures_only"
"""The setting that says so."""


def worked_in(rows: Iterable[MunicipalityRow]) -> tuple[MunicipalityRow, ...]:
    """Those in which somebody may come in."""
    return tuple(row for row in rows if not json.loads(row.settings).get(MARK))
