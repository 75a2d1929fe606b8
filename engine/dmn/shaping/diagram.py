"""The picture in a decision file: what is new gets a shape there, what goes leaves none behind.

A file without a picture gets none; other editors lay it out themselves.
"""

from __future__ import annotations

from lxml import etree

from engine.dmn.reading import Element, attribute, identity
from engine.dmn.trees import free, put_at, take_out

WIDTH, HEIGHT, GAP = 180.0, 80.0, 40.0


def show(root: Element, element: Element) -> None:
    """A shape at the right of all others."""
    shapes = list(root.iter("{*}DMNShape"))
    if not shapes or shapes[0].getparent() is None:
        return
    first = shapes[0].find("{*}Bounds")
    if first is None:
        return
    boxes = [box for each in shapes if (box := _box(each)) is not None]
    left = max((x + width for x, _y, width, _height in boxes), default=0.0) + GAP
    top = min((y for _x, y, _width, _height in boxes), default=0.0)
    names = {"id": free(root, f"figura_{identity(element)}"), "dmnElementRef": identity(element)}
    shape = etree.Element(shapes[0].tag, names)
    bounds = {"x": left, "y": top, "width": WIDTH, "height": HEIGHT}
    etree.SubElement(shape, first.tag, {key: f"{value:g}" for key, value in bounds.items()})
    _behind(shapes[-1], shape)


def join(root: Element, row: Element, source: str, target: str) -> None:
    """A line from what is used to what uses it, where both are in the picture."""
    boxes = {attribute(each, "dmnElementRef"): _box(each) for each in root.iter("{*}DMNShape")}
    shapes = list(root.iter("{*}DMNShape"))
    start, end = boxes.get(source), boxes.get(target)
    if start is None or end is None:
        return
    space = etree.QName(shapes[0]).namespace
    bounds = shapes[0].find("{*}Bounds")
    points = [each.tag for each in root.iter("{*}waypoint")]
    if bounds is None:
        return
    point = points[0] if points else f"{{{_drawing(bounds)}}}waypoint"
    names = {"id": free(root, f"arista_{identity(row)}"), "dmnElementRef": identity(row)}
    edge = etree.Element(f"{{{space}}}DMNEdge", names)
    for x, y in ((start[0] + start[2] / 2, start[1]), (end[0] + end[2] / 2, end[1] + end[3])):
        etree.SubElement(edge, point, {"x": f"{x:g}", "y": f"{y:g}"})
    _behind((list(root.iter("{*}DMNEdge")) or shapes)[-1], edge)


def hide(root: Element, id_: str) -> None:
    """What shows an element goes."""
    for each in list(root.iter("{*}DMNShape", "{*}DMNEdge")):
        if id_ and attribute(each, "dmnElementRef") == id_:
            take_out(each)


def _box(shape: Element) -> tuple[float, float, float, float] | None:
    bounds = shape.find("{*}Bounds")
    if bounds is None:
        return None
    try:
        x, y, width, height = (float(bounds.get(key) or 0) for key in ("x", "y", "width", "height"))
    except ValueError:
        return None
    return x, y, width, height


def _behind(neighbour: Element, element: Element) -> None:
    parent = neighbour.getparent()
    if parent is not None:
        put_at(parent, element, parent.index(neighbour) + 1)


def _drawing(bounds: Element) -> str:
    """The namespace of lines, which stands beside that of bounds."""
    return str(etree.QName(bounds).namespace).replace("/DC/", "/DI/")
