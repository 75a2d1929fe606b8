"""What a taxpayer declares, as a row keeps it and as it comes from a form or a file. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal

from processes.taxes.assessing import Floor


def floors_of(text: str) -> tuple[Floor, ...]:
    """The floors of a row."""
    return tuple(Floor(*(Decimal(each) for each in row)) for row in json.loads(text))


def kept_floors(floors: Iterable[Floor]) -> str:
    """Floors as a row keeps them: area, value of a m² and depreciation of each."""
    rows = [[f"{part:f}" for part in (each.area, each.unit_value, each.depreciation)]
            for each in floors]  # fmt: skip
    return json.dumps(rows, separators=(",", ":"))
