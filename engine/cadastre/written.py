"""Corners as somebody writes them: one a line, east and north in metres or longitude and latitude
in degrees; an empty line between shapes. What a survey hands over, and what a map writes by itself.
"""

from __future__ import annotations

import re

from shapely import LineString, Point, Polygon

from engine.cadastre.planes import Plane
from engine.sentences import N_, Sentence, phrase

Corner = tuple[float, float]
MOST = 2_000
"""Corners in one text."""
_PAIR = re.compile(r"(-?[0-9]{1,9}(?:\.[0-9]{1,12})?)[\s,;]+(-?[0-9]{1,9}(?:\.[0-9]{1,12})?)")


def line_of(text: str, plane: Plane) -> LineString | Sentence:
    """The line that a text describes, in metres."""
    found = _groups(text, plane)
    if isinstance(found, Sentence):
        return found
    if len(found) != 1 or len(found[0]) < 2:
        return phrase(N_("Una línea de corte tiene dos puntos o más, uno por renglón."))
    return LineString(found[0])


def shapes_of(text: str, plane: Plane) -> tuple[Polygon, ...] | Sentence:
    """The polygons that a text describes, in metres; rings close by themselves."""
    found = _groups(text, plane)
    if isinstance(found, Sentence):
        return found
    for number, ring in enumerate(found, start=1):
        if len(set(ring)) < 3:
            said = N_("La parte %(number)s tiene menos de tres vértices: complétela.")
            return phrase(said, number=number)
    return tuple(Polygon(ring) for ring in found)


def text_of(shape: Polygon) -> str:
    """The corners of a shape as they are written, to the millimetre."""
    return "\n".join(f"{x:.3f} {y:.3f}" for x, y in shape.exterior.coords[:-1])


def _groups(text: str, plane: Plane) -> list[list[Corner]] | Sentence:
    groups: list[list[Corner]] = [[]]
    lines = text.strip().splitlines()
    if len(lines) > MOST:
        return phrase(N_("Son más de %(most)s vértices: simplifique el dibujo."), most=MOST)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            groups.append([])
            continue
        pair = _PAIR.fullmatch(line.strip())
        if pair is None:
            said = N_("Renglón %(number)s: «%(line)s» no son dos números, este y norte.")
            return phrase(said, number=number, line=line.strip()[:40])
        groups[-1].append(_corner(float(pair[1]), float(pair[2]), plane))
    return [each for each in groups if each] or phrase(N_("Escriba los vértices, uno por renglón."))


def _corner(x: float, y: float, plane: Plane) -> Corner:
    """Degrees become metres: no projection has its ground that near its origin."""
    if abs(x) <= 180 and abs(y) <= 90:
        moved = plane.metres(Point(x, y))
        return moved.x, moved.y
    return x, y
