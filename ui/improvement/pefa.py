"""The view of PEFA: the indicators that a round assessed, with their score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from processes.improvement.pefa import scored, shown
from ui.visit import Visit


@dataclass(frozen=True, slots=True)
class PefaLine:
    """An indicator: how it was scored, its dimensions, its letter, and a figure of 0 to 100."""

    indicator: str
    method: str
    dimensions: str
    letter: str
    figure: str


def pefa_lines(rows: Sequence[Mapping[str, Any]], here: Visit) -> list[PefaLine]:
    """Those that can be scored, in their order."""
    return [_line(each, here) for each in rows if each.get("dimensiones")]


def _line(row: Mapping[str, Any], here: Visit) -> PefaLine:
    letters = [each.strip() for each in str(row["dimensiones"]).split(",")]
    method = str(row.get("metodo") or "M1")
    letter = scored(letters, method)
    figure = here.formats.number(shown(letter), 2) if letter else ""
    return PefaLine(
        str(row.get("indicador") or ""), method, ", ".join(letters), letter or "—", figure
    )
