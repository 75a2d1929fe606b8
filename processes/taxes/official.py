"""What an authority of the cadastre says of a parcel, as a row keeps it and a form gives. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

UNLIMITED = "ninguna"


@dataclass(frozen=True, slots=True)
class Official:
    """The official `value`, the `stratum` of a dwelling (0: it is none), why its tax has no limit
    (`excluded`; of one year alone where `only_in` names it), and what it paid in the year `paid_in`
    where the registers do not know. `before`, `rate` (per thousand) and `rated_by` are filled in
    when a year is assessed."""

    value: Decimal
    stratum: int = 0
    excluded: str = UNLIMITED
    only_in: int = 0
    paid: Decimal | None = None
    paid_in: int = 0
    before: Decimal | None = None
    rate: Decimal | None = None
    rated_by: str = ""

    def excluded_in(self, year: int) -> str:
        """Why there is no limit in a year."""
        return self.excluded if self.only_in in (0, year) else UNLIMITED


def kept_official(official: Official | None) -> str:
    """As a row keeps it."""
    if official is None:
        return ""
    said: dict[str, object] = {"v": f"{official.value:f}", "s": official.stratum}
    if official.excluded != UNLIMITED:
        said |= {"x": official.excluded, "xy": official.only_in}
    if official.paid is not None:
        said |= {"p": f"{official.paid:f}", "py": official.paid_in}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def official_of(text: str) -> Official | None:
    """That of a row."""
    if not text:
        return None
    said = json.loads(text)
    return Official(
        Decimal(said["v"]), said["s"], said.get("x", UNLIMITED), said.get("xy", 0),
        Decimal(said["p"]) if "p" in said else None, said.get("py", 0),
    )  # fmt: skip


def official_given(row: Mapping[str, Any]) -> Official | None:
    """As a form gives it: `value`, `stratum`, `excluded`, `only_in`, `paid`, `paid_in`; None
    without a value. Raises TypeError or ArithmeticError."""
    if row.get("value") is None:
        return None
    paid = row.get("paid")
    return Official(
        Decimal(row["value"]), int(row.get("stratum") or 0),
        str(row.get("excluded") or UNLIMITED), int(row.get("only_in") or 0),
        None if paid is None else Decimal(paid), int(row.get("paid_in") or 0),
    )  # fmt: skip
