"""Diagrams as parts: every element of a process by its id, wherever it is drawn, and back.

An element is told with the subprocess that it lies in (`@in`), its lanes (`@lanes`) and the flows
and events at it that a side made or changed (`@joins`): taking it out is then at odds with them.
Lists that follow from the flows (`incoming`, `outgoing`, `flowNodeRef`) are made anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from engine.bpmn.dialects.tree import read_whole
from engine.bpmn.tree import SCOPES, Node, bpmn, kind, local, words
from engine.workshop.differing_diagrams import ELEMENT, subject_of
from engine.workshop.drawn import drawn_in
from engine.workshop.labels import KINDS
from engine.workshop.merging.conflicts import ConflictKind, Found, Judge, Thing
from engine.workshop.merging.drawings import DRAWINGS, drawn, put_drawings
from engine.workshop.merging.parts import JOINS, KIND, Part, same
from engine.workshop.merging.weaving import weave
from engine.workshop.merging.xml import keyed, node_of, part_of, root_of, says_of, written

ELEMENTS = "elements"
IN, LANES = "@in", "@lanes"
ENDS = ("sourceRef", "targetRef", "attachedToRef")
_LISTS = frozenset({"incoming", "outgoing"})
_BEFORE = ("documentation", "extensionElements", "auditing", "monitoring", "categoryValueRef")


@dataclass(frozen=True, slots=True)
class Diagram:
    """A file, as it was read and as parts; `wired`: it lists the flows at each element."""

    root: Node
    part: Part
    wired: bool


def read_diagram(content: bytes) -> Diagram:
    """Raises engine.bpmn.tree.Unreadable."""
    root = read_whole(content)
    lanes: dict[str, list[str]] = {}
    for lane in root.iter(bpmn("lane")):
        for ref in lane.iterchildren(bpmn("flowNodeRef")):
            lanes.setdefault(words(ref), []).append(lane.get("id", ""))
    elements: dict[str, Part] = {}
    outer = [each for each in root if not (isinstance(each.tag, str) and local(each) in DRAWINGS)]
    parts = {key: _taken(node, "", lanes, elements) for key, node in keyed(outer).items()}
    says = says_of(root)
    inner = {**parts, ELEMENTS: Part({KIND: ELEMENTS}, elements)}
    part = Part(says, inner, beside=frozenset({"exporter", "exporterVersion"}))
    return Diagram(root, part, next(root.iter(bpmn("outgoing")), None) is not None)


def merge_diagrams(base: bytes, ours: bytes, theirs: bytes, judge: Judge) -> bytes:
    """The file that has what both sides changed. Raises Unreadable, and ValueError where a side is
    another drawing altogether."""
    sides = [read_diagram(each) for each in (base, ours, theirs)]
    before = elements_of(sides[0].part)
    if before and any(before.keys().isdisjoint(elements_of(each.part)) for each in sides[1:]):
        raise ValueError("another drawing")
    joined = [_joined(before, each.part) for each in sides[1:]]
    parts = [sides[0].part, _bound(before, *joined), _bound(before, *reversed(joined))]
    judge.about = _Losses(*map(elements_of, parts))
    for content, side in zip((base, theirs, ours), (sides[0], sides[2], sides[1]), strict=True):
        _name(judge, content, side.root)
    made = weave(parts[0], parts[1], parts[2], judge)
    return diagram_of(made, sides[1], sides[2], base=sides[0])


def diagram_of(made: Part, *sources: Diagram, base: Diagram) -> bytes:
    """The file of these parts, drawn as in the first source that draws each, unless that one left
    it as in the base."""
    kept = _sound(elements_of(made))
    root = root_of(made, *(each.root for each in sources))
    for name, value in made.says.items():
        if name[0] not in "#@":
            root.set(name, str(value))
    for key, part in made.parts.items():
        if key != ELEMENTS:
            node_of(part, root)
    places = {node.get("id", ""): node for node in root.iter() if kind(node) in SCOPES}
    _place(kept, places)
    if any(each.wired for each in sources):
        _wire(root, [each.root for each in sources])
    _fill_lanes(root, kept)
    put_drawings(root, drawn(base.root), *(drawn(each.root) for each in sources))
    return written(root)


def _name(judge: Judge, content: bytes, root: Node) -> None:
    """What the elements of a side are called."""
    found = {each.id: each for each in drawn_in(content)}
    for own, each in found.items():
        thing = Thing(KINDS.get(each.kind, ELEMENT), subject_of(each, found), own)
        judge.things[ELEMENTS, f"#{own}"] = thing
        judge.names[own] = thing.subject
    for node in root.iter(*map(bpmn, ("lane", "process", "participant"))):
        judge.names[str(node.get("id", ""))] = str(node.get("name") or node.get("id", ""))


def elements_of(part: Part) -> Mapping[str, Part]:
    """The elements of a diagram by their keys."""
    return part.parts[ELEMENTS].parts if ELEMENTS in part.parts else {}


def _taken(
    node: Node, scope: str, lanes: Mapping[str, list[str]], elements: dict[str, Part]
) -> Part:
    """An element without the elements in it, which are noted; what a lane lists is told of them."""
    if not isinstance(node.tag, str) or any((each.tail or "").strip() for each in node):
        return part_of(node)
    own = str(node.get("id", ""))
    inner: dict[str, Part] = {}
    is_scope = kind(node) in SCOPES
    for key, each in keyed(node).items():
        if is_scope and key.startswith("#") and kind(each):
            part = _taken(each, own, lanes, elements)
            told = {IN: own, LANES: " ".join(lanes.get(each.get("id", ""), []))}
            elements[key] = replace(part, says={**part.says, **told})
        elif kind(each) in _LISTS or kind(each) == "flowNodeRef":
            continue
        else:
            inner[key] = _taken(each, scope, lanes, elements) if kind(each) else part_of(each)
    return part_of(node, inner)


def _joined(before: Mapping[str, Part], part: Part) -> Part:
    """Each element with what a side made or changed at it."""
    elements = elements_of(part)
    joins: dict[str, set[str]] = {}
    for key, each in elements.items():
        if not same(before.get(key), each):
            for end in (each.says.get(name) for name in (*ENDS, IN)):
                joins.setdefault(f"#{end}", set()).add(key)
    told = {
        key: replace(
            each,
            says={**each.says, **({JOINS: sorted(joins[key])} if key in joins else {})},
        )
        for key, each in elements.items()
    }
    return _with_elements(part, told)


def _bound(before: Mapping[str, Part], part: Part, other: Part) -> Part:
    """The flows that the other side took out together with an end which this one changed: they
    come back with it."""
    elements, there = elements_of(part), elements_of(other)
    gone = {key for key in before if key not in there}
    lost = {key for key in gone if key in elements and not same(before[key], elements[key])}
    told = dict(elements)
    for key in gone - lost:
        ends = (f"#{before[key].says.get(name)}" for name in (*ENDS, IN))
        if key in elements and any(end in lost for end in ends):
            told[key] = replace(elements[key], says={**elements[key].says, JOINS: [key]})
    return _with_elements(part, told)


def _with_elements(part: Part, elements: Mapping[str, Part]) -> Part:
    inner = {**part.parts, ELEMENTS: replace(part.parts[ELEMENTS], parts=elements)}
    return replace(part, parts=inner)


class _Losses:
    """A flow that one side took out together with an element at its end goes as that one goes."""

    def __init__(self, *sides: Mapping[str, Part]) -> None:
        self._sides = sides

    def __call__(self, one: Found) -> Found:
        if one.kind not in (ConflictKind.OURS_GONE, ConflictKind.THEIRS_GONE):
            return one
        if len(one.path) != 2 or one.path[0] != ELEMENTS or not isinstance(one.base, Part):
            return one
        gone = self._sides[1 if one.kind is ConflictKind.OURS_GONE else 2]
        for name in (*ENDS, IN):
            end = f"#{one.base.says.get(name, '')}"
            if end in self._sides[0] and end not in gone:
                base, ours, theirs = (each.get(end) for each in self._sides)
                other = theirs if one.kind is ConflictKind.OURS_GONE else ours
                if not same(base, other):
                    return self(Found(one.kind, (ELEMENTS, end), "", base, ours, theirs))
        return one


def _sound(elements: Mapping[str, Part]) -> dict[str, Part]:
    """Without flows and edge events whose ends are gone, until nothing hangs loose."""
    kept = dict(elements)
    while loose := [key for key, part in kept.items() if _loose(part, kept)]:
        for key in loose:
            del kept[key]
    defaults = {key: str(part.says.get("default", "")) for key, part in kept.items()}
    for key, flow in defaults.items():
        if flow and f"#{flow}" not in kept:
            says = {name: each for name, each in kept[key].says.items() if name != "default"}
            kept[key] = replace(kept[key], says=says)
    return kept


def _loose(part: Part, kept: Mapping[str, Part]) -> bool:
    if part.kind not in (bpmn("sequenceFlow"), bpmn("boundaryEvent")):
        return False
    ends = (part.says[name] for name in ENDS if name in part.says)
    return any(f"#{end}" not in kept for end in ends)


def _place(elements: Mapping[str, Part], places: dict[str, Node]) -> None:
    """Every element into its process or subprocess; those of one that is gone go with it."""
    waiting = dict(elements)
    while ready := [key for key, part in waiting.items() if part.says.get(IN) in places]:
        for key in ready:
            part = waiting.pop(key)
            node = node_of(part, places[part.says[IN]])
            if kind(node) in SCOPES:
                places[node.get("id", "")] = node


def _wire(root: Node, sources: list[Node]) -> None:
    """What comes in and goes out of each element, in the order that it had."""
    ranks = [_ranks(each) for each in sources]
    found: dict[tuple[str, str], list[str]] = {}
    for flow in root.iter(bpmn("sequenceFlow")):
        for name, end in (("incoming", "targetRef"), ("outgoing", "sourceRef")):
            found.setdefault((flow.get(end, ""), name), []).append(flow.get("id", ""))
    nodes = {node.get("id", ""): node for node in root.iter() if kind(node)}
    for name in ("outgoing", "incoming"):
        for (own, which), flows in found.items():
            if which == name and own in nodes:
                _list(nodes[own], name, sorted(flows, key=lambda flow: _rank(ranks, flow, name)))


def _list(node: Node, name: str, flows: list[str]) -> None:
    at = sum(1 for part in node if kind(part) in _BEFORE)
    for number, flow in enumerate(flows):
        made = node.makeelement(bpmn(name))
        made.text = flow
        node.insert(at + number, made)


def _ranks(root: Node) -> dict[tuple[str, str], int]:
    lists = (node for node in root.iter(bpmn("incoming"), bpmn("outgoing")))
    return {(words(node), kind(node)): number for number, node in enumerate(lists)}


def _rank(ranks: list[dict[tuple[str, str], int]], flow: str, name: str) -> tuple[int, int]:
    for number, each in enumerate(ranks):
        if (flow, name) in each:
            return number, each[flow, name]
    return len(ranks), 0


def _fill_lanes(root: Node, elements: Mapping[str, Part]) -> None:
    lanes = {lane.get("id", ""): lane for lane in root.iter(bpmn("lane"))}
    for key, part in elements.items():
        for own in str(part.says.get(LANES, "")).split():
            if own in lanes:
                made = lanes[own].makeelement(bpmn("flowNodeRef"))
                made.text = key.removeprefix("#")
                before = sum(1 for each in _children(lanes[own]) if each != "childLaneSet")
                lanes[own].insert(before, made)


def _children(node: Node) -> Iterator[str]:
    return (kind(each) for each in node)
