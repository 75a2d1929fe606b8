"""One thing that a municipality changed goes back to what the shared process has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.bpmn.tree import Unreadable
from engine.dmn import DmnError
from engine.dmn.reading import read
from engine.workshop.merging.conflicts import Judge
from engine.workshop.merging.diagrams import (
    ELEMENTS,
    ENDS,
    IN,
    diagram_of,
    elements_of,
    read_diagram,
)
from engine.workshop.merging.parts import Part
from engine.workshop.merging.tables import decisions_of, decisions_part
from engine.workshop.merging.trees import TABLE, form_of, form_part, sheet_of, sheet_part

Files = Mapping[str, bytes]


def returned(shared: Files, ours: Files, path: str, element: str) -> dict[str, bytes]:
    """Our files with one element, rule, field or key as in the shared ones; `element` is that of a
    `Change` ("": the file as a whole, as it is too where the file does not read)."""
    found = dict(ours)
    before, now = shared.get(path), ours.get(path)
    if before is None:
        found.pop(path, None)
    elif now is None or not element:
        found[path] = before
    else:
        try:
            found[path] = _in_file(path, before, now, element)
        except (Unreadable, DmnError, ValueError, RecursionError):
            found[path] = before
    return found


def _in_file(path: str, shared: bytes, ours: bytes, element: str) -> bytes:
    if path.endswith(".bpmn"):
        before, now = read_diagram(shared), read_diagram(ours)
        own, other = elements_of(now.part), elements_of(before.part)
        inner = dict(own)
        for key in _together(own, other, f"#{element}"):
            inner = put(inner, other, key)
        elements = replace(now.part.parts[ELEMENTS], parts=inner)
        part = replace(now.part, parts={**now.part.parts, ELEMENTS: elements})
        around = put(part.parts, before.part.parts, f"#{element}")
        return diagram_of(replace(part, parts=around), now, before, base=before)
    if path.endswith(".dmn"):
        mine, root = read(ours, name=path), read(shared, name=path)
        part = _deep(decisions_part(mine), decisions_part(root), f"#{element}")
        return decisions_of(part, mine, root, base=root, judge=Judge(path, {}))
    if path.endswith(".json"):
        return form_of(_field(form_part(ours), form_part(shared), element))
    return sheet_of(_at(sheet_part(ours), sheet_part(shared), element), ours)


def put(ours: Mapping[str, Part], shared: Mapping[str, Part], key: str) -> dict[str, Part]:
    """The parts with one as in the shared ones, or without it."""
    found = dict(ours)
    if key not in shared:
        found.pop(key, None)
    elif key in found:
        found[key] = shared[key]
    else:
        before = [each for each in shared if each in found or each == key]
        at = before.index(key)
        behind = before[at - 1] if at else ""
        items = list(found.items())
        place = next((n + 1 for n, (own, _) in enumerate(items) if own == behind), 0)
        found = dict([*items[:place], (key, shared[key]), *items[place:]])
    return found


def _together(ours: Mapping[str, Part], shared: Mapping[str, Part], key: str) -> list[str]:
    """An element and what goes with it: the ends of a flow that are missing; of one that comes back
    its flows, and of one that goes the flows that were led to it or around it."""
    found: list[str] = []
    waiting = [key]
    while waiting:
        one = waiting.pop()
        if one in found:
            continue
        found.append(one)
        if one in shared:
            waiting += [end for end in _ends(shared[one]) if end in shared and end not in ours]
        if (one in ours) != (one in shared):
            side = ours if one in ours else shared
            waiting += [each for each in side if each in shared and one in _ends(side[each])]
        if one not in shared:
            waiting += _around(ours, shared, one)
    return found


def _around(ours: Mapping[str, Part], shared: Mapping[str, Part], key: str) -> list[str]:
    """The shared flows that went where an element of ours was drawn between."""
    near = {end for part in ours.values() if key in _ends(part) for end in _ends(part)}
    lost = (each for each in shared if each not in ours)
    return [each for each in lost if len(ends := _flow_ends(shared[each])) == 2 and ends <= near]


def _flow_ends(part: Part) -> set[str]:
    return {f"#{part.says[name]}" for name in ("sourceRef", "targetRef") if name in part.says}


def _ends(part: Part) -> set[str]:
    return {f"#{part.says[name]}" for name in (*ENDS, IN) if name in part.says}


def _field(ours: Part, shared: Part, key: str) -> Part:
    """A field by its key, or by its way through the groups around it."""
    while True:
        found = _deep(ours, shared, f"={key}")
        if found != ours or "." not in key:
            return found
        key = key.partition(".")[2]


def _at(ours: Part, shared: Part, key: str) -> Part:
    """A key of the sheet, by its way through the tables; rows of a table go together."""
    for name in dict.fromkeys([*ours.parts, *shared.parts]):
        mine, other = ours.parts.get(name), shared.parts.get(name)
        inside = mine is not None and other is not None and mine.kind == other.kind == TABLE
        if key.startswith(f"{name}.") and inside and mine and other:
            deeper = _at(mine, other, key.removeprefix(f"{name}."))
            return replace(ours, parts={**ours.parts, name: deeper})
        if key == name or key.startswith(f"{name}."):
            return replace(ours, parts=put(ours.parts, shared.parts, name))
    return ours


def _deep(ours: Part, shared: Part, ending: str) -> Part:
    """The same, wherever in the tree the key is."""
    keys = dict.fromkeys([*ours.parts, *shared.parts])
    hit = next((key for key in keys if key.endswith(ending)), None)
    if hit is not None:
        return replace(ours, parts=put(ours.parts, shared.parts, hit))
    parts = {
        key: _deep(each, shared.parts[key], ending) if key in shared.parts else each
        for key, each in ours.parts.items()
    }
    return replace(ours, parts=parts)
