"""What two versions draw differently: nodes and flows that were added, removed or changed.

An element has changed when anything that is drawn inside it has, whatever its place on the sheet:
its name, its form, a condition, a term, a mapping. What a subprocess holds is told of its inside.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.bpmn.tree import FLOW_NODES, Node, enclosing, identity, kind, read

_DRAWN = FLOW_NODES | {"sequenceFlow"}
_ONLY_WIRING = frozenset({"incoming", "outgoing"})
# Where it leads shows in its flows; a lane or an artefact does not run.
_BESIDE = frozenset({"laneSet", "textAnnotation", "association", "group"})


@dataclass(frozen=True, slots=True)
class Differences:
    """Ids of nodes and flows."""

    added: frozenset[str]
    removed: frozenset[str]
    changed: frozenset[str]


def differences(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Differences:
    """Between the BPMN files of two versions (name -> bytes); both have been deployed."""
    before, after = _drawn(old), _drawn(new)
    both = before.keys() & after.keys()
    return Differences(
        frozenset(after.keys() - both),
        frozenset(before.keys() - both),
        frozenset(each for each in both if before[each] != after[each]),
    )


def _drawn(files: Mapping[str, bytes]) -> dict[str, object]:
    """What stands in each node and flow, by id."""
    return {
        identity(node): inside(node)
        for content in files.values()
        for node in read(content).iter()
        if kind(node) in _DRAWN and enclosing(node, "process") is not None
    }


def inside(node: Node) -> tuple[object, ...]:
    """All that is drawn inside a node, the same however the file writes it: by which prefix, with
    which spaces, its attributes in which order."""
    children = tuple(
        inside(part)
        for part in node
        if isinstance(part.tag, str) and kind(part) not in _DRAWN | _ONLY_WIRING | _BESIDE
    )
    attributes = tuple(sorted((str(key), str(value)) for key, value in node.attrib.items()))
    return (str(node.tag), attributes, " ".join((node.text or "").split()), children)
