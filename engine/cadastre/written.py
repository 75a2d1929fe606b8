"""Corners as somebody writes them: one a line, east and north in metres or longitude and latitude
in degrees; an empty line between shapes. What a survey hands over, and what a map writes by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from shapely import LineString, Point, Polygon

from engine.cadastre.planes import Plane
from engine.sentences import N_, Sentence, phrase

Corner = tuple[float, float]
MOST = 2_000
"""Corners in one text."""
_NUMBER = r"(-?[0-9]{1,9}(?:\.[0-9]{1,12})?)"
_BETWEEN = r"[\s,;]+"
_PAIR = re.compile(_NUMBER + _BETWEEN + _NUMBER)
_MOVE = re.compile(_BETWEEN.join([_NUMBER] * 4))
_MARKED = re.compile(r"([+-])\s+" + _NUMBER + _BETWEEN + _NUMBER)


@dataclass(frozen=True, slots=True)
class Step:
    """A corner that is moved from `start` to `end`; added where there is only an `end`, removed
    where there is only a `start`."""

    start: Point | None
    end: Point | None


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


def steps_of(text: str, plane: Plane) -> tuple[Step, ...] | Sentence:
    """What a text says is done to corners, one step a line."""
    lines = [each.strip() for each in text.strip().splitlines() if each.strip()]
    if len(lines) > MOST:
        return phrase(N_("Son más de %(most)s vértices: simplifique el dibujo."), most=MOST)
    found = []
    for number, line in enumerate(lines, start=1):
        step = _step(line, plane)
        if step is None:
            said = N_(
                "Renglón %(number)s: «%(line)s» no mueve, agrega (+) ni quita (-) un vértice."
            )
            return phrase(said, number=number, line=line[:60])
        found.append(step)
    return tuple(found) or phrase(N_("Escriba qué vértices cambian, uno por renglón."))


def text_of(shape: Polygon) -> str:
    """The corners of a shape as they are written, to the millimetre."""
    return "\n".join(f"{x:.3f} {y:.3f}" for x, y in shape.exterior.coords[:-1])


def _step(line: str, plane: Plane) -> Step | None:
    move = _MOVE.fullmatch(line)
    if move is not None:
        x, y, to_x, to_y = map(float, move.groups())
        return Step(Point(_corner(x, y, plane)), Point(_corner(to_x, to_y, plane)))
    marked = _MARKED.fullmatch(line)
    if marked is None:
        return None
    at = Point(_corner(float(marked[2]), float(marked[3]), plane))
    return Step(None, at) if marked[1] == "+" else Step(at, None)


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
