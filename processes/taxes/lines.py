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
    """parcel: what a parcel adds to the base; deduction: what is taken off; base: what is left;
    bracket: a part of the scale; scale: all of it; minimum: where that is more; surcharge: of
    vacant lots; tax: what the year owes; instalment: a part of it; emission: what issuing costs;
    exempt: nothing is owed; capital: what an interest is counted on; interest: of some days at one
    rate; financed: that of an agreement, in its quota; suspended: days that bear
    none; adjustment: by the index of prices; due: what is owed."""

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
    CAPITAL = "capital"
    INTEREST = "interest"
    FINANCED = "financed"
    SUSPENDED = "suspended"
    ADJUSTMENT = "adjustment"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `rate` is a percentage, a factor for an adjustment; `days` of an interest;
    `note` is told after it (the code of a parcel, the reason of a table)."""

    kind: LineKind
    amount: Decimal
    base: Decimal | None = None
    rate: Decimal | None = None
    days: int = 0
    note: str = ""
    norm: str = ""


def kept(lines: Iterable[Line]) -> str:
    """Lines as a row keeps them: JSON."""
    return json.dumps([_short(each) for each in lines], ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> tuple[Line, ...]:
    """The lines of a row."""
    return tuple(_line(each) for each in json.loads(text))


_NAMES = {"kind": "k", "amount": "a", "base": "b", "rate": "r", "days": "d", "note": "n",
          "norm": "l"}  # fmt: skip


def _short(line: Line) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, letter in _NAMES.items():
        value = getattr(line, name)
        if value not in (None, "", 0) or name == "amount":
            found[letter] = f"{value:f}" if isinstance(value, Decimal) else value
    return found


def _line(found: dict[str, object]) -> Line:
    return Line(
        LineKind(str(found["k"])),
        Decimal(str(found["a"])),
        _number(found.get("b")),
        _number(found.get("r")),
        int(str(found.get("d", 0))),
        str(found.get("n", "")),
        str(found.get("l", "")),
    )


def _number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))
