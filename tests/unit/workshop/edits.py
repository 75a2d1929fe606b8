"""Small changes that a person draws in a diagram, each at one flow or task of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml import etree

from engine.bpmn.dialects.tree import read_whole
from engine.bpmn.tree import Node, bpmn

Edit = Callable[[Node, str], None]


def renames(flow: Node, mark: str) -> None:
    """The flow gets a name."""
    flow.set("name", f"camino {mark}")


def inserts(flow: Node, mark: str) -> None:
    """A manual task is drawn into the flow."""
    around = flow.getparent()
    assert around is not None
    own, target = f"nueva_{flow.get('id')}_{mark}", flow.get("targetRef", "")
    task = etree.SubElement(around, bpmn("manualTask"), id=own, name=f"Tarea {mark}")
    after = etree.SubElement(around, bpmn("sequenceFlow"), id=f"f_{own}")
    after.set("sourceRef", own)
    after.set("targetRef", target)
    flow.set("targetRef", own)
    for node in around:
        if node.get("id") == target:
            for each in node.iterchildren(bpmn("incoming")):
                if each.text == flow.get("id"):
                    each.text = after.get("id")
    for name, lead in (("incoming", flow), ("outgoing", after)):
        etree.SubElement(task, bpmn(name)).text = lead.get("id")


def retitles(flow: Node, mark: str) -> None:
    """What the flow leaves gets another name."""
    around = flow.getparent()
    assert around is not None
    for node in around:
        if node.get("id") == flow.get("sourceRef"):
            node.set("name", f"Paso {mark}")


EDITS: Sequence[Edit] = (renames, inserts, retitles)


def flows_of(content: bytes) -> list[str]:
    """One flow out of each element: edits at two of them never meet."""
    found = {
        flow.get("sourceRef", ""): flow.get("id", "")
        for flow in read_whole(content).iter(bpmn("sequenceFlow"))
    }
    return list(found.values())


def edited(content: bytes, edits: Sequence[tuple[str, Edit]], mark: str) -> bytes:
    """The diagram after the changes of one side."""
    root = read_whole(content)
    flows = {flow.get("id", ""): flow for flow in root.iter(bpmn("sequenceFlow"))}
    for own, edit in edits:
        edit(flows[own], mark)
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)
