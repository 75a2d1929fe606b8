"""Months as columns and as a small line: pure geometry in the pixels of a view box.

A month of which nothing is known leaves its place empty; one that is insufficient is drawn dry.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

WIDTH, HEIGHT, LEFT, FOOT, TOP = 560, 210, 44, 26, 22
SPARK_WIDTH, SPARK_HEIGHT, SPARK_PAD = 96, 26, 4
LINES = 4


@dataclass(frozen=True, slots=True)
class Drawn:
    """One column: where it stands, how it is filled (`first`, `second`, `dry`), what it says."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Columns:
    """What the template draws. `ticks`: labelled heights; `names`: labelled places; `target`: the
    height of the target, None where there is none."""

    columns: tuple[Drawn, ...]
    ticks: tuple[tuple[str, float], ...]
    names: tuple[tuple[str, float], ...]
    target: float | None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    bottom: int = HEIGHT - FOOT


Value = tuple[float | None, str, str]
"""How high, how it is filled, and how it is written."""


def columns(
    groups: Sequence[tuple[str, Sequence[Value]]], *, target: float | None = None
) -> Columns:
    """The picture: a group a month, a column a value, from a zero line."""
    heights = [value for _, values in groups for value, _, _ in values if value is not None]
    top = step_up(max([*heights, target or 0, 0.0]))
    low = min([*heights, 0.0])
    base = -step_up(-low) if low < 0 else 0.0
    ground = HEIGHT - FOOT

    def at(value: float) -> float:
        return round(ground - (value - base) / ((top - base) or 1) * (ground - TOP), 1)

    room = (WIDTH - LEFT) / max(1, len(groups))
    drawn, names = [], []
    every = ceil(len(groups) / 7)
    for place, (name, values) in enumerate(groups):
        begins = LEFT + place * room + room * 0.14
        wide = room * 0.72 / max(1, len(values))
        for nth, (value, kind, text) in enumerate(values):
            if value is None:
                continue
            y, zero = at(value), at(0)
            high = max(abs(zero - y), 1.5)
            drawn.append(
                Drawn(
                    round(begins + nth * wide, 1), min(y, zero - 1.5) if value >= 0 else zero,
                    round(max(wide - 2, 2), 1), round(high, 1), kind, text,
                )
            )  # fmt: skip
        if (len(groups) - 1 - place) % every == 0:
            names.append((name, round(LEFT + (place + 0.5) * room, 1)))
    ticks = tuple((_short(base + (top - base) * n / LINES), at(base + (top - base) * n / LINES))
                  for n in range(LINES + 1))  # fmt: skip
    return Columns(tuple(drawn), ticks, tuple(names), None if target is None else at(target))


def spark(values: Sequence[float | None]) -> tuple[str, tuple[float, float] | None]:
    """The path of a small line, and its last point; empty where fewer than two are known."""
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    if not known:
        return "", None
    low, high = min(v for _, v in known), max(v for _, v in known)
    inner = SPARK_HEIGHT - 2 * SPARK_PAD
    step = (SPARK_WIDTH - 2 * SPARK_PAD) / max(1, len(values) - 1)
    points = [
        (
            round(SPARK_PAD + place * step, 1),
            round(SPARK_PAD + inner * (1 - (value - low) / ((high - low) or 1)), 1)
            if high > low
            else SPARK_HEIGHT / 2,
        )
        for place, value in known
    ]
    path = "M" + "L".join(f"{x} {y}" for x, y in points) if len(points) > 1 else ""
    return path, points[-1]


def step_up(value: float) -> float:
    """The next round number that is not below: 1, 2, 4 or 8 times a power of ten."""
    if value <= 0:
        return 1.0
    power = 10.0 ** floor(log10(value))
    return next(each * power for each in (1, 2, 4, 8, 10) if each * power >= value - 1e-9)


def _short(value: float) -> str:
    return f"{value:g}"
