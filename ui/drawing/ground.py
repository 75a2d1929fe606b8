"""A small map of a municipality: its outline over a graticule, and tiles below where there are any.

Drawn in the pixels of Web Mercator (EPSG:3857) at one zoom, so that tiles fit and the script can go
from a pixel to a place and back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import asinh, atan, ceil, degrees, floor, log2, pi, radians, sinh, tan

from engine.territory.bounds import Bounds

WIDTH, HEIGHT, MARGIN = 640, 400, 24
TILE = 256
DEEPEST = 17
_STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the graticule: its path, what it is called and where that stands."""

    path: str
    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Tile:
    """A picture of a tile server and where it lies."""

    href: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class GroundMap:
    """What the template draws. `zoom`, `left` and `top` say which pixel of the world is the corner;
    `marker` is the point."""

    zoom: float
    left: float
    top: float
    outline: str
    lines: tuple[Line, ...]
    tiles: tuple[Tile, ...] = ()
    marker: tuple[float, float] | None = None
    width: int = WIDTH
    height: int = HEIGHT


def ground_map(
    bounds: Bounds, point: tuple[float, float] | None = None, *, tiles: str = ""
) -> GroundMap:
    """The map of an outline; `tiles` is the address of the tiles with {z}, {x} and {y}."""
    west, south, east, north = bounds.box
    zoom = _zoom(west, south, east, north, whole=bool(tiles))
    (x0, y0), (x1, y1) = _pixel(west, north, zoom), _pixel(east, south, zoom)
    left, top = (x0 + x1 - WIDTH) / 2, (y0 + y1 - HEIGHT) / 2
    marker = None
    if point is not None:
        x, y = _pixel(*point, zoom)
        marker = round(x - left, 1), round(y - top, 1)
    return GroundMap(
        zoom=zoom,
        left=round(left, 2),
        top=round(top, 2),
        outline="".join(_path(ring, zoom, left, top) for ring in bounds.rings),
        lines=tuple(_graticule(zoom, left, top)),
        tiles=tuple(_tiles(int(zoom), left, top, tiles)) if tiles else (),
        marker=marker,
    )


def _zoom(west: float, south: float, east: float, north: float, *, whole: bool) -> float:
    """The zoom at which the box fills the map; a whole one where tiles lie below."""
    (x0, y0), (x1, y1) = _pixel(west, north, 0), _pixel(east, south, 0)
    across = (WIDTH - 2 * MARGIN) / max(x1 - x0, 1e-9)
    down = (HEIGHT - 2 * MARGIN) / max(y1 - y0, 1e-9)
    zoom = min(log2(min(across, down)), float(DEEPEST))
    return float(floor(zoom)) if whole else round(zoom, 3)


def _pixel(lon: float, lat: float, zoom: float) -> tuple[float, float]:
    lat = max(-85.0, min(85.0, lat))
    size = TILE * 2**zoom
    return (lon + 180) / 360 * size, (1 - asinh(tan(radians(lat))) / pi) / 2 * size


def _place(x: float, y: float, zoom: float) -> tuple[float, float]:
    size = TILE * 2**zoom
    return x / size * 360 - 180, degrees(atan(sinh(pi * (1 - 2 * y / size))))


def _path(ring: tuple[tuple[float, float], ...], zoom: float, left: float, top: float) -> str:
    corners = (_pixel(lon, lat, zoom) for lon, lat in ring[:-1])
    return "M" + "L".join(f"{x - left:.1f} {y - top:.1f}" for x, y in corners) + "Z"


def _graticule(zoom: float, left: float, top: float) -> Iterator[Line]:
    west, north = _place(left, top, zoom)
    east, south = _place(left + WIDTH, top + HEIGHT, zoom)
    step = next((s for s in _STEPS if (east - west) / s <= MOST_LINES), _STEPS[-1])
    for number in range(ceil(west / step), floor(east / step) + 1):
        x = _pixel(number * step, north, zoom)[0] - left
        yield Line(f"M{x:.1f} 0V{HEIGHT}", _named(number * step, step), round(x + 3, 1), HEIGHT - 6)
    for number in range(ceil(south / step), floor(north / step) + 1):
        y = _pixel(west, number * step, zoom)[1] - top
        yield Line(f"M0 {y:.1f}H{WIDTH}", _named(number * step, step), 4, round(y - 4, 1))


def _named(degree: float, step: float) -> str:
    digits = max(0, ceil(-log2(step) / log2(10) - 1e-9))
    return f"{degree:.{digits}f}°".replace("-", "−")


def _tiles(zoom: int, left: float, top: float, template: str) -> Iterator[Tile]:
    for column in range(floor(left / TILE), floor((left + WIDTH) / TILE) + 1):
        for row in range(floor(top / TILE), floor((top + HEIGHT) / TILE) + 1):
            if 0 <= row < 2**zoom:
                address = template.replace("{z}", str(zoom)).replace("{x}", str(column % 2**zoom))
                x, y = round(column * TILE - left, 2), round(row * TILE - top, 2)
                yield Tile(address.replace("{y}", str(row)), x, y)
