"""What decisions need, as a picture in the signs of the standard (DMN, requirements diagram).

What is decided last stands on top, what it uses below, with a line from each to what uses it.

Pure geometry in the pixels of a view box. What several use stands one row below the lowest of them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDE, HIGH = 168, 56
ACROSS, DOWN = 24, 52
EDGE = 6
LETTERS, LINES = 21, 2
MOST = 80
"""A file with more is told in words only."""


@dataclass(frozen=True, slots=True)
class Need:
    """An element: `key` names it, `kind` is «decision», «input», «knowledge» or «source»."""

    key: str
    uses: tuple[str, ...]
    name: str
    kind: str
    href: str


@dataclass(frozen=True, slots=True)
class NeedBox:
    """An element in its place, from its upper left corner, with its outline and its words."""

    need: Need
    x: int
    y: int
    outline: str
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Requirements:
    """The picture: its size, its boxes, and the lines between them by the kind of what is used."""

    width: int
    height: int
    boxes: tuple[NeedBox, ...]
    lines: tuple[tuple[str, str], ...]
    wide: int = WIDE


def requirements(needs: Sequence[Need]) -> Requirements | None:
    """Draw the elements of a file; None where there is nothing to see, or too much."""
    if not 1 < len(needs) <= MOST:
        return None
    rows = _rows(needs)
    widest = max(len(row) for row in rows)
    width = widest * (WIDE + ACROSS) - ACROSS + 2 * EDGE
    boxes: dict[str, NeedBox] = {}
    for depth, row in enumerate(rows):
        left = EDGE + (width - 2 * EDGE - len(row) * (WIDE + ACROSS) + ACROSS) // 2
        for place, need in enumerate(_in_order(row, needs, boxes)):
            x, y = left + place * (WIDE + ACROSS), EDGE + depth * (HIGH + DOWN)
            boxes[need.key] = NeedBox(need, x, y, _outline(need.kind), _words(need.name))
    lines = [
        (boxes[used].need.kind, _line(boxes[used], boxes[need.key]))
        for need in needs
        for used in need.uses
        if used in boxes
    ]
    height = len(rows) * (HIGH + DOWN) - DOWN + 2 * EDGE
    return Requirements(width, height, tuple(boxes.values()), tuple(lines))


def _rows(needs: Sequence[Need]) -> list[list[Need]]:
    """Each below all that use it; a circle is cut where it closes."""
    known = {need.key: need for need in needs}
    depth = dict.fromkeys(known, 0)
    for _ in needs:
        before = dict(depth)
        for need in needs:
            for used in need.uses:
                if used in known:
                    depth[used] = min(max(depth[used], depth[need.key] + 1), len(needs) - 1)
        if depth == before:
            break
    kept = sorted(set(depth.values()))
    return [[need for need in needs if depth[need.key] == row] for row in kept]


def _in_order(
    row: Sequence[Need], needs: Sequence[Need], boxes: Mapping[str, NeedBox]
) -> list[Need]:
    """As near to what uses them as the others let them."""

    def middle(need: Need) -> float:
        above = [boxes[each.key].x for each in needs if need.key in each.uses and each.key in boxes]
        return sum(above) / len(above) if above else 0.0

    return sorted(row, key=middle)


def _words(name: str) -> tuple[tuple[int, str], ...]:
    lines = textwrap.wrap(name, LETTERS, max_lines=LINES, placeholder="…") or ["—"]
    top = HIGH // 2 + 5 - 9 * (len(lines) - 1)
    return tuple((top + 18 * place, line) for place, line in enumerate(lines))


def _outline(kind: str) -> str:
    right, low, bend = WIDE, HIGH, 14
    if kind == "input":
        arc = HIGH // 2
        return f"M{arc} 0H{right - arc}a{arc} {arc} 0 0 1 0 {low}H{arc}a{arc} {arc} 0 0 1 0 -{low}z"
    if kind == "knowledge":
        return f"M{bend} 0H{right}V{low - bend}L{right - bend} {low}H0V{bend}z"
    if kind == "source":
        half, foot = right // 2, low - 6
        return f"M0 0H{right}V{foot}Q{right - half // 2} {foot - 10} {half} {foot}T0 {foot}z"
    return f"M0 0H{right}V{low}H0z"


def _line(used: NeedBox, user: NeedBox) -> str:
    return f"M{used.x + WIDE // 2} {used.y}L{user.x + WIDE // 2} {user.y + HIGH}"
