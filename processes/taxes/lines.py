"""How an amount came about, line by line, as the taxpayer is told it. Pure.

A line says what it is, and the base, rate and norm it rests on; the top floor makes it a sentence.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class LineKind(StrEnum):
    """land, floor, works: what a parcel is worth; parcel: what it adds to the base; deduction:
    what is taken off; base: what is left; bracket: a part of the scale; scale: all of it; minimum:
    where that is more; surcharge: of vacant lots; tax: what the year owes; instalment: a part of
    it; emission: what issuing costs; exempt: nothing is owed; capital: what an interest is counted
    on; interest: of some days at one rate of a month, yearly: of a year; official: its value by
    the cadastre, rated: what a rate takes of that, limit: what it may come to at most, or unlimited
    and why, own: what a parcel pays; financed: that of an agreement, in its quota; suspended: days
    that bear none, updated: by what prices grew on them; adjustment: by the index of prices; due:
    what is owed."""

    LAND = "land"
    FLOOR = "floor"
    WORKS = "works"
    PARCEL = "parcel"
    DEDUCTION = "deduction"
    BASE = "base"
    BRACKET = "bracket"
    SCALE = "scale"
    MINIMUM = "minimum"
    SURCHARGE = "surcharge"
    TAX = "tax"
    INSTALMENT = "instalment"
    EMISSION = "emission"
    EXEMPT = "exempt"
    OFFICIAL = "official"
    RATED = "rated"
    LIMIT = "limit"
    UNLIMITED = "unlimited"
    OWN = "own"
    CAPITAL = "capital"
    INTEREST = "interest"
    YEARLY = "yearly"
    FINANCED = "financed"
    SUSPENDED = "suspended"
    UPDATED = "updated"
    ADJUSTMENT = "adjustment"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `rate` is a percentage, a factor for an adjustment, the value of a m² of land or
    a floor, which `less` percent are taken off; `days` of an interest; `note` is told after it
    (the code of a parcel, the reason of a table)."""

    kind: LineKind
    amount: Decimal
    base: Decimal | None = None
    rate: Decimal | None = None
    days: int = 0
    note: str = ""
    norm: str = ""
    less: Decimal | None = None


def kept(lines: Iterable[Line]) -> str:
    """Lines as a row keeps them: JSON."""
    return json.dumps([_short(each) for each in lines], ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> tuple[Line, ...]:
    """The lines of a row."""
    return tuple(_line(each) for each in json.loads(text))


_NAMES = {"kind": "k", "amount": "a", "base": "b", "rate": "r", "days": "d", "note": "n",
          "less": "m"}  # fmt: skip
_NORM = "TUO DS 156-2004-EF"
_USUAL = {
    LineKind.LAND: f"{_NORM}, art. 11",
    LineKind.FLOOR: f"{_NORM}, art. 11",
    LineKind.WORKS: f"{_NORM}, art. 11",
    LineKind.PARCEL: f"{_NORM}, art. 11",
    LineKind.BASE: f"{_NORM}, art. 11",
    LineKind.BRACKET: f"{_NORM}, art. 13",
    LineKind.SCALE: f"{_NORM}, art. 13",
    LineKind.INSTALMENT: f"{_NORM}, art. 15",
    LineKind.EMISSION: f"{_NORM}, cuarta disposición final",
}
"""The norm that most lines of a kind rest on, which is not written with each of them."""


def _short(line: Line) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, letter in _NAMES.items():
        value = getattr(line, name)
        if value not in (None, "", 0) or name == "amount":
            found[letter] = f"{value:f}" if isinstance(value, Decimal) else value
    if line.norm != _USUAL.get(line.kind, ""):
        found["l"] = line.norm
    return found


def _line(found: dict[str, object]) -> Line:
    kind = LineKind(str(found["k"]))
    return Line(
        kind,
        Decimal(str(found["a"])),
        _number(found.get("b")),
        _number(found.get("r")),
        int(str(found.get("d", 0))),
        str(found.get("n", "")),
        str(found.get("l", _USUAL.get(kind, ""))),
        _number(found.get("m")),
    )


def _number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))
