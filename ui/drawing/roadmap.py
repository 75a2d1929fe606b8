"""The roadmap of a plan: a bar an action over the months, diamonds for milestones, and today.

A bar is filled as far as its progress goes. Pure geometry in the pixels of a view box; what a bar
is called and how it stands comes from whoever draws.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

WIDTH, TOP, ROW, BAR = 640, 34, 40, 12
LEFT, RIGHT = 8, 116
SPAN = WIDTH - LEFT - RIGHT
DIAMOND = 6


@dataclass(frozen=True, slots=True)
class Stretch:
    """An action to be drawn: `share` of one hundred is done; milestones as day and whether met;
    `kind` chooses the colour, `words` stand at the end."""

    begins: date
    ends: date
    share: Decimal
    milestones: tuple[tuple[date, bool], ...]
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month: where it begins, how wide it is, its name; every other one is shaded."""

    x: float
    width: float
    name: str
    shaded: bool


@dataclass(frozen=True, slots=True)
class RoadBar:
    """A bar: its whole length, the part that is filled, and its diamonds (path, met)."""

    y: float
    x: float
    length: float
    filled: float
    diamonds: tuple[tuple[str, bool], ...]
    kind: str
    words: str
    words_x: float


@dataclass(frozen=True, slots=True)
class Roadmap:
    """What the template draws; `today` None where it lies outside."""

    months: tuple[Month, ...]
    bars: tuple[RoadBar, ...]
    today: float | None
    height: int
    width: int = WIDTH
    top: int = TOP
    thick: int = BAR
    row: int = ROW


def roadmap(stretches: Sequence[Stretch], names: dict[int, str], today: date) -> Roadmap:
    """The picture; `names` of the months by their number. One action at least."""
    first = min(each.begins for each in stretches).replace(day=1)
    last = _next_month(max(max(each.ends, each.begins) for each in stretches))
    scale = SPAN / (last - first).days

    def across(day: date) -> float:
        return round(LEFT + (day - first).days * scale, 1)

    return Roadmap(
        months=tuple(_months(first, last, scale, names)),
        bars=tuple(_bar(n, each, across) for n, each in enumerate(stretches)),
        today=across(today) if first <= today <= last else None,
        height=TOP + ROW * len(stretches) + 6,
    )


def _months(first: date, last: date, scale: float, names: dict[int, str]) -> list[Month]:
    found: list[Month] = []
    day = first
    while day < last:
        after = _next_month(day)
        x, width = LEFT + (day - first).days * scale, (after - day).days * scale
        name = names[day.month] if width > 22 or day.month % 3 == 1 else ""
        found.append(Month(round(x, 1), round(width, 1), name, len(found) % 2 == 0))
        day = after
    return found


def _bar(number: int, each: Stretch, across: Callable[[date], float]) -> RoadBar:
    x, end = across(each.begins), across(max(each.ends, each.begins))
    y = TOP + ROW * number + (ROW - BAR) / 2 + 7
    middle, length = y + BAR / 2, max(end - x, 4.0)
    filled = round(length * float(each.share) / 100, 1)
    diamonds = tuple((_diamond(across(day), middle), met) for day, met in each.milestones)
    return RoadBar(
        y, x, round(length, 1), filled, diamonds, each.kind, each.words, round(x + length + 11, 1)
    )


def _diamond(x: float, y: float) -> str:
    d = DIAMOND
    return f"M{x:.1f} {y - d:.1f}l{d} {d}l-{d} {d}l-{d} -{d}z"


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
