"""The river of the sign-in page: a channel through a valley of contour lines, as one small file.

The file is kept at ui/static/src/img/valley.svg, so that a browser caches it; a test holds it to
this function. Draw it again with `python -m ui.drawing.valley > ui/static/src/img/valley.svg`.
"""

from itertools import pairwise
from math import cos, pi
from sys import stdout

WIDTH, HEIGHT, STEP = 560, 860, 43
NIGHT, BANK, WATER, LIGHT, CONTOUR = "#083e45", "#0f6b70", "#a9d8d3", "#e9f6f4", "#2b7a80"
MIDDLE, SWING, TOP, LENGTH = 263.0, 106.0, 128.0, 1030.0


def valley() -> str:
    """The whole drawing as SVG text."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'preserveAspectRatio="xMidYMid slice" fill="none">',
        f'<path fill="{NIGHT}" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>',
        *(_contour(side * number) for number in range(1, 15) for side in (-1, 1)),
        _stroke(_line(0.0), BANK, 70),
        _stroke(_line(0.0), WATER, 43),
        *(_stroke(_line(shift), LIGHT, 1.1) for shift in (-11.0, -2.0, 3.0, 12.0)),
        "</svg>",
    ]
    return "".join(parts) + "\n"


def _contour(number: int) -> str:
    """A line of equal height: farther from the water it bends less and fades."""
    far = abs(number)
    calm = 1 - far * 0.045
    path = _line((34 + far * 34.5) * (1 if number > 0 else -1), calm=calm)
    opacity = f' stroke-opacity="{max(0.14, 0.82 - far * 0.065):.2f}"'
    return _stroke(path, CONTOUR, 1.15, opacity)


def _line(shift: float, calm: float = 1.0) -> str:
    """The channel's course, moved sideways by `shift`, as a smooth path from top to bottom."""
    points = [(_course(y, calm) + shift, y) for y in range(-STEP, HEIGHT + 2 * STEP, STEP)]
    x, y = points[0]
    parts = [f"M{x:.0f} {y}"]
    for (x, y), (to_x, to_y) in pairwise(points[1:]):
        parts.append(f"Q{x:.0f} {y} {(x + to_x) / 2:.0f} {(y + to_y) / 2:.0f}")
    return "".join(parts)


def _course(y: float, calm: float) -> float:
    lean = 1 + 0.12 * (y / HEIGHT)
    return MIDDLE + SWING * calm * lean * cos(2 * pi * (y - TOP) / LENGTH)


def _stroke(path: str, colour: str, wide: float, more: str = "") -> str:
    return f'<path stroke="{colour}" stroke-width="{wide:g}"{more} d="{path}"/>'


if __name__ == "__main__":
    stdout.write(valley())
