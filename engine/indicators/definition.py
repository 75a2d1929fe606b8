"""What an indicator is, as its file says it: read and checked. Pure.

A file holds `[[indicators]]`; a fault names the file, the indicator and what is wrong.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any


class How(StrEnum):
    """share: some of all; ratio: a sum over a sum; median: the middle number of days; latest: the
    last of what was measured at a moment or told for a year, which months do not add up to."""

    SHARE = "share"
    RATIO = "ratio"
    MEDIAN = "median"
    LATEST = "latest"


class Better(StrEnum):
    """Which way is good."""

    MORE = "more"
    LESS = "less"


class BadDefinition(ValueError):
    """A file of definitions says something that cannot be."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. `cells`: the area and dimension of the diagnostic that it is evidence of.
    `facts`: whose facts it is made of, itself unless it tells another one the other way round
    (`complement`). `minimum`: below so many in the denominator it is insufficient; 0 where the
    denominator is no number of things. `entered`: people enter it. `parts`: what its slices are."""

    number: int
    key: str
    title: str
    definition: str
    formula: str
    numerator: str
    denominator: str
    unit: str
    how: How
    better: Better
    cells: tuple[tuple[str, str], ...]
    worst: Decimal
    best: Decimal
    minimum: int
    sources: tuple[str, ...]
    basis: str
    status: str
    facts: str
    complement: bool
    entered: bool
    money: bool
    parts: str

    @property
    def factor(self) -> int:
        """By what the quotient is multiplied to be told in the unit."""
        return 1 if self.unit in ("índice", "días", "días hábiles") else 100

    @property
    def places(self) -> int:
        """How many decimals it is told with."""
        return 2 if self.unit == "índice" else 1


_WORDS = (
    "key", "title", "definition", "formula", "numerator", "denominator", "unit", "basis",
)  # fmt: skip
_STATUS = ("V", "S", "K")
_PARTS = ("", "process", "method")


def read_definitions(files: Iterable[tuple[str, str]]) -> tuple[Indicator, ...]:
    """The indicators of files (name and text), by number. Raises BadDefinition."""
    found: dict[str, Indicator] = {}
    for name, text in files:
        for told in tomllib.loads(text).get("indicators", ()):
            one = _read(name, told)
            if one.key in found:
                raise BadDefinition(f"{name}: «{one.key}» is defined twice")
            found[one.key] = one
    for one in found.values():
        if one.facts not in found:
            raise BadDefinition(f"«{one.key}» is made of «{one.facts}», which nobody defines")
    return tuple(sorted(found.values(), key=lambda one: one.number))


def _read(file: str, told: Mapping[str, Any]) -> Indicator:
    where = f"{file}, «{told.get('key', '?')}»"
    missing = [name for name in _WORDS if not isinstance(told.get(name), str) or not told[name]]
    if missing:
        raise BadDefinition(f"{where}: {', '.join(missing)} is missing")
    unknown = set(told) - _KNOWN
    if unknown:
        raise BadDefinition(f"{where}: unknown {', '.join(sorted(unknown))}")
    try:
        one = Indicator(
            number=int(told["number"]),
            **{name: " ".join(told[name].split()) for name in _WORDS},
            how=How(told["how"]),
            better=Better(told["better"]),
            cells=tuple((each["area"], each["dimension"]) for each in told["cells"]),
            worst=Decimal(str(told["worst"])),
            best=Decimal(str(told["best"])),
            minimum=int(told.get("minimum", 10)),
            sources=tuple(told["sources"]),
            status=told.get("status", "K"),
            facts=told.get("complement_of", told["key"]),
            complement="complement_of" in told,
            entered=bool(told.get("entered")),
            money=bool(told.get("money")),
            parts=told.get("parts", ""),
        )
    except (KeyError, ValueError, TypeError, ArithmeticError) as fault:
        raise BadDefinition(f"{where}: {fault}") from fault
    _check(where, one)
    return one


def _check(where: str, one: Indicator) -> None:
    if one.best == one.worst or (one.best > one.worst) != (one.better is Better.MORE):
        raise BadDefinition(f"{where}: best {one.best} and worst {one.worst} are no scale")
    if one.status not in _STATUS or one.parts not in _PARTS or not one.sources or not one.cells:
        raise BadDefinition(f"{where}: status, parts, sources or cells")
    if one.complement and one.how is not How.SHARE:
        raise BadDefinition(f"{where}: only a share has its other way round")


_KNOWN = frozenset(
    (*_WORDS, "number", "how", "better", "cells", "worst", "best", "minimum", "sources", "status")
) | {"complement_of", "entered", "money", "parts"}
