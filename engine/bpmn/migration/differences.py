"""What two versions draw differently: nodes and flows that were added, removed or changed.

An element has changed when anything that is drawn inside it has, whatever its place on the sheet:
its name, its form, a condition, a term, a mapping. What a subprocess holds is told of its inside.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from engine.bpmn.tree import FLOW_NODES, Node, enclosing, identity, kind, read

_DRAWN = FLOW_NODES | {"sequenceFlow"}
_ONLY_WIRING = frozenset({"incoming", "outgoing"})
# Where it leads shows in its flows; a lane or an artefact does not run.
_BESIDE = frozenset({"laneSet", "textAnnotation", "association", "group"})
_PLAIN = etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True)


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


def _drawn(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What stands in each node and flow, by id."""
    found: dict[str, bytes] = {}
    for content in files.values():
        for node in read(content).iter():
            if kind(node) in _DRAWN and enclosing(node, "process") is not None:
                found[identity(node)] = _own(node)
    return found


def _own(node: Node) -> bytes:
    copy = etree.fromstring(etree.tostring(node, with_tail=False), _PLAIN)
    for part in list(copy):
        if kind(part) in _DRAWN | _ONLY_WIRING | _BESIDE:
            copy.remove(part)
    return etree.tostring(copy, method="c14n")
