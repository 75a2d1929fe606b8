"""What a taxpayer declares, as a row keeps it and as it comes from a form or a file. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple
from decimal import Decimal
from typing import Any

from processes.taxes.assessing import Floor, Made

PARTS = 7
"""The components of a storey that a category is given to."""
_TYPED = ("area", "unit_value", "depreciation")


def floors_of(text: str) -> tuple[Floor, ...]:
    """The floors of a row."""
    return tuple(_floor(row) for row in json.loads(text))


def kept_floors(floors: Iterable[Floor]) -> str:
    """Floors as a row keeps them: area, value of a m² and depreciation of each; or its area and
    what it is made of."""
    return json.dumps([_kept(each) for each in floors], ensure_ascii=False, separators=(",", ":"))


def floor_given(each: Mapping[str, Any]) -> Floor:
    """A floor as a form gives it: `area`, and either `unit_value` and `depreciation` or
    `categories`, `material`, `state`, `use` and `built`. Raises KeyError, TypeError or
    ArithmeticError."""
    if not each.get("categories"):
        return Floor(*(Decimal(each[name]) for name in _TYPED))
    material, state, use = (str(each[name]).strip() for name in ("material", "state", "use"))
    categories = str(each["categories"]).strip().upper()
    if len(categories) != PARTS:
        raise TypeError(categories)
    made = Made(categories, material, state, use, int(each["built"]))
    return Floor(Decimal(each["area"]), Decimal(0), made=made)


def _floor(row: list[Any]) -> Floor:
    if isinstance(row[1], list):
        return Floor(Decimal(row[0]), Decimal(0), made=Made(*row[1]))
    return Floor(*(Decimal(each) for each in row))


def _kept(floor: Floor) -> list[object]:
    if floor.made is not None:
        return [f"{floor.area:f}", list(astuple(floor.made))]
    return [f"{part:f}" for part in (floor.area, floor.unit_value, floor.depreciation)]
