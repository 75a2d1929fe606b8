"""A family as a picture: whoever came first at the left, each generation a column further right,
and a line from each to what became of it.

Pure geometry in the pixels of a view box. One that came of several stands one column after the
youngest of them; within a column each stands as near to its parents as the others let it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDE, HIGH = 172, 52
ACROSS, DOWN = 40, 14
EDGE = 4
MOST = 60
"""Whoever has a larger family is told in words only."""


@dataclass(frozen=True, slots=True)
class Kin:
    """One of the family: `key` names it among them, `kind` chooses how it is drawn."""

    key: int
    parents: tuple[int, ...]
    name: str
    words: str
    more: str
    kind: str


@dataclass(frozen=True, slots=True)
class KinBox:
    """One of the family in its place, from its upper left corner."""

    kin: Kin
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Kinship:
    """The picture: its size, its boxes, and the lines between them as paths."""

    width: int
    height: int
    boxes: tuple[KinBox, ...]
    lines: tuple[str, ...]
    wide: int = WIDE
    high: int = HIGH


def kinship(family: Sequence[Kin]) -> Kinship | None:
    """Draw a family, the oldest first; None where there is nobody else in it, or too many."""
    if not 1 < len(family) <= MOST:
        return None
    columns = _columns(family)
    rows = max(len(each) for each in columns)
    boxes: dict[int, KinBox] = {}
    for place, column in enumerate(columns):
        below = EDGE + (rows - len(column)) * (HIGH + DOWN) // 2
        x = EDGE + place * (WIDE + ACROSS)
        for number, kin in enumerate(sorted(column, key=lambda one: _nearness(one, boxes))):
            boxes[kin.key] = KinBox(kin, x, below + number * (HIGH + DOWN))
    return Kinship(
        width=2 * EDGE + len(columns) * (WIDE + ACROSS) - ACROSS,
        height=2 * EDGE + rows * (HIGH + DOWN) - DOWN,
        boxes=tuple(boxes.values()),
        lines=tuple(_line(boxes[parent], box) for box in boxes.values() for parent in _own(box)),
    )


def _columns(family: Sequence[Kin]) -> list[list[Kin]]:
    """Whoever has no parents first; each after the last of its parents."""
    at: dict[int, int] = {}
    for kin in family:
        at[kin.key] = max((at[parent] + 1 for parent in kin.parents), default=0)
    found: list[list[Kin]] = [[] for _ in range(max(at.values()) + 1)]
    for kin in family:
        found[at[kin.key]].append(kin)
    return found


def _nearness(kin: Kin, placed: Mapping[int, KinBox]) -> tuple[float, str]:
    heights = [placed[parent].y for parent in kin.parents]
    return (sum(heights) / len(heights) if heights else 0, kin.name)


def _own(box: KinBox) -> tuple[int, ...]:
    return box.kin.parents


def _line(parent: KinBox, child: KinBox) -> str:
    from_x, from_y = parent.x + WIDE, parent.y + HIGH // 2
    to_y = child.y + HIGH // 2
    middle = (from_x + child.x) // 2
    return f"M{from_x} {from_y}C{middle} {from_y} {middle} {to_y} {child.x} {to_y}"
