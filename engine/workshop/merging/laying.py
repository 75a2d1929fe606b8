"""What two sides drew apart is laid so that it can be read: nothing new lies upon another thing,
and lines end at what they join. Only what came together from both sides is touched."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from engine.bpmn.tree import FLOW_NODES, SUBPROCESSES, Node, kind, local

GAP = 30.0
NEAR = 8.0
_SOLID = FLOW_NODES - SUBPROCESSES - {"boundaryEvent"}


@dataclass(frozen=True, slots=True)
class Box:
    """Where a shape lies, in the units of the drawing."""

    x: float
    y: float
    width: float
    height: float

    def over(self, other: Box) -> bool:
        """Whether one covers a part of the other."""
        apart = self.x >= other.x + other.width or other.x >= self.x + self.width
        return not (apart or self.y >= other.y + other.height or other.y >= self.y + self.height)

    def at(self, point: tuple[float, float]) -> bool:
        """Whether a line that ends there ends at the shape."""
        x, y = point
        inside = self.x - NEAR <= x <= self.x + self.width + NEAR
        return inside and self.y - NEAR <= y <= self.y + self.height + NEAR


Ends = Mapping[str, tuple[str, str]]
"""What each flow joins."""


def ends_in(root: Node) -> Ends:
    """The flows of a file."""
    flows = (node for node in root.iter() if kind(node) == "sequenceFlow")
    return {
        flow.get("id", ""): (flow.get("sourceRef", ""), flow.get("targetRef", "")) for flow in flows
    }


def lay(
    root: Node, sheet: Mapping[str, Node], sides: Mapping[str, int], before: Sequence[Ends]
) -> None:
    """Lay a sheet: its shapes and lines by what they show, from which side each came, and what the
    flows join on each side. What came from a later side alone gives way."""
    kinds = {node.get("id", ""): kind(node) for node in root.iter() if kind(node)}
    solid = [own for own in sheet if kinds.get(own) in _SOLID and _box(sheet[own])]
    late = [own for own in solid if sides[own] > 0]
    moved = {own for own in late if _gives_way(own, solid, sheet)}
    for own, ends in ends_in(root).items():
        if own in sheet and all(end in sheet for end in ends):
            mixed = len({sides[each] for each in (own, *ends)}) > 1
            turned = before[sides[own]].get(own) != ends
            if mixed or turned or not moved.isdisjoint(ends):
                _join(sheet[own], sheet[ends[0]], sheet[ends[1]])


def _gives_way(own: str, solid: Collection[str], sheet: Mapping[str, Node]) -> bool:
    """Move a shape below whatever it lies upon; whether it was moved."""
    others = [box for each in solid if each != own and (box := _box(sheet[each]))]
    first = box = _box(sheet[own])
    while box and (upon := [each for each in others if box.over(each)]):
        below = max(each.y + each.height for each in upon) + GAP
        box = Box(box.x, below, box.width, box.height)
    if first is None or box is None or box == first:
        return False
    for bounds in _bounds(sheet[own]):
        bounds.set("y", _figure(float(bounds.get("y", "0")) + box.y - first.y))
    return True


def _join(line: Node, source: Node, target: Node) -> None:
    """Draw a line anew where it does not end at what it joins."""
    points = [each for each in line if local(each) == "waypoint"]
    one, other = _box(source), _box(target)
    if len(points) < 2 or one is None or other is None:
        return
    first, last = (_point(points[each]) for each in (0, -1))
    if one.at(first) and other.at(last):
        return
    start = (one.x + one.width, one.y + one.height / 2)
    end = (other.x, other.y + other.height / 2)
    middle = (start[0] + end[0]) / 2
    bend = [] if start[1] == end[1] else [(middle, start[1]), (middle, end[1])]
    at = line.index(points[0])
    for each in points:
        line.remove(each)
    for number, (x, y) in enumerate([start, *bend, end]):
        made = etree.Element(points[0].tag)
        made.set("x", _figure(x))
        made.set("y", _figure(y))
        line.insert(at + number, made)


def _bounds(shape: Node) -> list[Node]:
    return [each for each in shape.iter() if isinstance(each.tag, str) and local(each) == "Bounds"]


def _box(shape: Node) -> Box | None:
    own = next((each for each in _bounds(shape) if each.getparent() is shape), None)
    if own is None:
        return None
    x, y, width, height = (float(own.get(name, "0")) for name in ("x", "y", "width", "height"))
    return Box(x, y, width, height)


def _point(node: Node) -> tuple[float, float]:
    return float(node.get("x", "0")), float(node.get("y", "0"))


def _figure(value: float) -> str:
    return f"{value:.10g}"
