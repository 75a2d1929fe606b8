"""A diagram as people read it: each element with what it says, whether or not it would run.

A draft may be far from running: nothing here is refused, what is not understood is left out of the
words (`rest` holds it all, so that no difference goes unseen). Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.bpmn.migration import inside
from engine.bpmn.tree import (
    BPMN,
    CAUCE,
    FLOW_NODES,
    ZEEBE,
    Node,
    Unreadable,
    kind,
    local,
    read,
    words,
)
from engine.workshop.labels import ATTRIBUTES, label_of_part

DRAWN = FLOW_NODES | {"sequenceFlow"}
AROUND = frozenset({"process", "message", "signal", "error", "escalation"})
_WIRING = frozenset({"incoming", "outgoing", "laneSet", "textAnnotation", "association", "group"})


@dataclass(frozen=True, slots=True)
class Leads:
    """A flow out of an element: where to, its name and its condition."""

    flow_id: str
    target: str
    name: str = ""
    condition: str = ""
    otherwise: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """One element. `facts`: label (key of the catalogues) and what it is about -> what is said."""

    id: str
    kind: str
    name: str
    process_id: str
    lane: str = ""
    event: str = ""
    facts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    leads: tuple[Leads, ...] = ()
    source: str = ""
    target: str = ""
    attached_to: str = ""
    rest: Any = None


def drawn_in(content: bytes) -> tuple[Drawn, ...]:
    """Every node and flow of a file in its order; nothing for what is no BPMN."""
    try:
        root = read(content)
    except Unreadable:
        return ()
    lanes = {
        words(ref): lane.get("name", "")
        for lane in root.iter(f"{{{BPMN}}}lane")
        for ref in lane.iter(f"{{{BPMN}}}flowNodeRef")
    }
    flows = {each.get("id", ""): each for each in root.iter(f"{{{BPMN}}}sequenceFlow")}
    return tuple(
        _element(node, process.get("id", ""), lanes, flows)
        for process in root.iter(f"{{{BPMN}}}process")
        for node in process.iter()
        if kind(node) in DRAWN
    )


def around_in(content: bytes) -> dict[str, tuple[str, object]]:
    """What stands around the elements, by its id: each process, message, signal, error with its
    name and all that it says itself."""
    try:
        root = read(content)
    except Unreadable:
        return {}
    return {
        part.get("id", ""): (str(part.get("name") or part.get("id", "")), inside(part))
        for part in root
        if kind(part) in AROUND
    }


def _element(
    node: Node, process_id: str, lanes: Mapping[str, str], flows: Mapping[str, Node]
) -> Drawn:
    own = node.get("id", "")
    leads = tuple(
        _leads(flow, node.get("default", ""))
        for flow in flows.values()
        if flow.get("sourceRef") == own
    )
    return Drawn(
        id=own,
        kind=kind(node),
        name=" ".join(node.get("name", "").split()),
        process_id=process_id,
        lane=lanes.get(own, ""),
        event=next((kind(part) for part in node if kind(part).endswith("EventDefinition")), ""),
        facts=dict(_facts(node)),
        leads=leads,
        source=node.get("sourceRef", ""),
        target=node.get("targetRef", ""),
        attached_to=node.get("attachedToRef", ""),
        rest=inside(node),
    )


def _leads(flow: Node, default: str) -> Leads:
    condition = flow.find(f"{{{BPMN}}}conditionExpression")
    told = words(condition) if condition is not None else ""
    own = flow.get("id", "")
    name = " ".join(flow.get("name", "").split())
    return Leads(own, flow.get("targetRef", ""), name, told.removeprefix("="), own == default)


def _facts(node: Node) -> Iterator[tuple[tuple[str, str], str]]:
    """What the element says, part by part."""
    for part in node:
        name = kind(part)
        if name == "extensionElements":
            for extension in part:
                yield from _extension(extension)
        elif name and name not in _WIRING | DRAWN and not name.endswith("EventDefinition"):
            yield from _told(part, label_of_part(name), "")
        elif name.endswith("EventDefinition"):
            for inner in part:
                yield from _told(inner, label_of_part(local(inner)), "")


def _told(part: Node, label: str, about: str) -> Iterator[tuple[tuple[str, str], str]]:
    text = " ".join(words(part).split())
    if label and text:
        yield (label, about), text.removeprefix("=")


def _extension(part: Node) -> Iterator[tuple[tuple[str, str], str]]:
    """A part of `zeebe:` or `cauce:`: each attribute is a fact of its own."""
    if not str(part.tag).startswith((f"{{{ZEEBE}}}", f"{{{CAUCE}}}")):
        return
    name = local(part)
    if name in ("ioMapping", "taskHeaders", "properties"):
        for inner in part:
            yield from _extension(inner)
        return
    about = part.get("title") or part.get("target") or part.get("key") or part.get("kind") or ""
    for attribute, value in part.attrib.items():
        label = ATTRIBUTES.get((name, str(attribute)), "")
        if label:
            yield (label, about), str(value).removeprefix("=")
