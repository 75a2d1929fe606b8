"""The ruler of days: one cell a calendar day, so that a date can be counted with a finger.

Weekends are narrow. Above 25 days, weeks collapse into one cell each, except the first, the present
and the last. Names above the cells that would touch are shortened or left out: the sentence under
the ruler, which the page writes, always says everything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

MOST_DAYS = 25
GAP = 2.5
NARROW, WEEK = 0.42, 2.0  # of the width of a day
WIDEST_CELL = 64.0
GLYPH = 0.47  # the mean width of a letter, in letter heights


class DayKind(StrEnum):
    """What a day is to the term: its start, passed, today, to come, or not counted at all."""

    START = "start"
    PASSED = "passed"
    TODAY = "today"
    TO_COME = "to-come"
    NOT_COUNTED = "not-counted"
    HOLIDAY = "holiday"
    PAUSE = "pause"
    DUE = "due"
    CONSEQUENCE = "consequence"


STRONG = frozenset({DayKind.START, DayKind.TODAY, DayKind.DUE, DayKind.CONSEQUENCE})


@dataclass(frozen=True, slots=True)
class RulerDay:
    """One calendar day of a term; `name` stands above its cell (hoy, vence, the holiday's), or
    `short` (F) where that would touch its neighbour."""

    day: date
    kind: DayKind
    name: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class RulerCell:
    """A drawn cell: its box, the words above and below, and the lines that hatch or pause it."""

    kind: DayKind
    x: float
    width: float
    above: str
    below: str
    lines: str
    strong: bool

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Ruler:
    """The drawing in a box `width` by `height`; cells stand at `top`, `thick` high."""

    width: float
    height: float
    top: float
    thick: float
    letter: float
    cells: tuple[RulerCell, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    kind: DayKind
    units: float
    name: str
    short: str
    below: tuple[str, ...]


def ruler(days: Sequence[RulerDay], *, width: float = 612, compact: bool = False) -> Ruler:
    """Draw the days in order. `compact` is for a narrow column: smaller cells and letters."""
    thick, letter, top = (16.0, 10.0, 15.0) if compact else (21.0, 11.5, 19.0)
    spans = _collapsed(days) if len(days) > MOST_DAYS else [_span(day) for day in days]
    units = sum(span.units for span in spans) or 1.0
    unit = min((width - GAP * (len(spans) - 1)) / units, WIDEST_CELL)
    boxes = _boxes(spans, unit)
    names = _names(spans, boxes, width=width, letter=letter)
    cells = tuple(
        _cell(span, x, wide, name, thick=thick, top=top, letter=letter)
        for span, (x, wide), name in zip(spans, boxes, names, strict=True)
    )
    return Ruler(width, top + thick + letter + 5, top, thick, letter, cells)


def _span(day: RulerDay) -> _Span:
    weekend = day.kind is DayKind.NOT_COUNTED
    below = () if weekend else (str(day.day.day),)
    return _Span(day.kind, NARROW if weekend else 1.0, day.name, day.short, below)


def _collapsed(days: Sequence[RulerDay]) -> list[_Span]:
    """Days of the first, present and last weeks; every other week as one cell."""
    weeks = [list(week) for _, week in groupby(days, key=lambda day: day.day.isocalendar()[:2])]
    spans: list[_Span] = []
    for number, week in enumerate(weeks):
        if number in (0, len(weeks) - 1) or any(day.kind is DayKind.TODAY for day in week):
            spans.extend(_span(day) for day in week)
        else:
            spans.append(_week(week))
    return spans


def _week(week: list[RulerDay]) -> _Span:
    """A week told by what matters most in it: a due day, a pause, then what most days are."""
    kinds = [day.kind for day in week]
    told = (DayKind.DUE, DayKind.CONSEQUENCE, DayKind.PAUSE, DayKind.TO_COME, DayKind.PASSED)
    kind = next((kind for kind in told if kind in kinds), kinds[0])
    name = next((day.name for day in week if day.kind is kind), "")
    first = str(week[0].day.day)
    return _Span(kind, WEEK, name, "", (f"{first}–{week[-1].day.day}", first))


def _boxes(spans: Sequence[_Span], unit: float) -> list[tuple[float, float]]:
    boxes, x = [], 0.0
    for span in spans:
        wide = span.units * unit
        boxes.append((round(x, 1), round(wide, 1)))
        x += wide + GAP
    return boxes


def _names(
    spans: Sequence[_Span], boxes: Sequence[tuple[float, float]], *, width: float, letter: float
) -> list[str]:
    """Names that fit beside their neighbours; one that would touch is shortened or left out."""
    shown, free = [], -letter
    for span, (x, wide) in zip(spans, boxes, strict=True):
        for text in (span.name, span.short):
            half = len(text) * letter * GLYPH / 2
            start = x + wide / 2 - half
            roomy = text == span.short or not span.short or 2 * half <= wide + GAP
            if text and roomy and start >= free:
                break
        else:
            shown.append("")
            continue
        shown.append(text)
        free = min(start + 2 * half, width) + letter * 0.3
    return shown


def _cell(
    span: _Span, x: float, wide: float, name: str, *, thick: float, top: float, letter: float
) -> RulerCell:
    lines = ""
    if span.kind is DayKind.HOLIDAY:
        lines = _hatch(x, top, wide, thick)
    elif span.kind is DayKind.PAUSE:
        lines = _bars(x + wide / 2, top, thick)
    fitting = (text for text in span.below if len(text) * letter * GLYPH <= wide)
    below = next(fitting, "")
    return RulerCell(span.kind, x, wide, name, below, lines, span.kind in STRONG)


def _hatch(x: float, top: float, wide: float, thick: float, every: float = 6.0) -> str:
    """Lines at 45 degrees clipped to the box."""
    parts, offset = [], every
    while offset < wide + thick:
        left, low = max(0.0, offset - thick), min(offset, thick)
        right, high = min(offset, wide), max(0.0, offset - wide)
        parts.append(f"M{x + left:.1f} {top + low:.1f}L{x + right:.1f} {top + high:.1f}")
        offset += every
    return "".join(parts)


def _bars(middle: float, top: float, thick: float) -> str:
    high, low = top + thick * 0.3, top + thick * 0.7
    return "".join(f"M{middle + side:.1f} {high:.1f}V{low:.1f}" for side in (-2.5, 2.5))
