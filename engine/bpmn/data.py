"""Data objects, properties and associations as variables and mappings (BPMN 2.0.2, 10.4).

A data object or property is a variable of the scope that it is drawn in, named by its name where
that is one word, else by its id. An association copies between it and an input or output: the
whole, what a transformation makes of it, or part by part (assignments).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.bpmn.formula import Formula, formula
from engine.bpmn.tree import Node, bpmn, child, children, kind, words
from engine.feel import Host
from engine.values import Value

HELD = ("dataObject", "property")
NAMED = frozenset({"dataObject", "property", "dataInput", "dataOutput"})
_WORD = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True, slots=True)
class Variable(Formula):
    """A formula that reads one variable whatever its name looks like."""

    def value(self, context: Mapping[str, Value], *, host: Host, element_id: str) -> Value:  # noqa: ARG002
        """What it holds; null when there is none."""
        return context.get(self.text)


def variable_of(node: Node) -> str:
    """The variable that a data element stands for."""
    name = (node.get("name") or "").strip()
    return name if _WORD.fullmatch(name) else node.get("id", "")


def held_by(scope: Node) -> tuple[str, ...]:
    """The variables that a scope or an activity declares."""
    return tuple(variable_of(node) for node in children(scope, *HELD))


def copied_in(node: Node) -> tuple[tuple[Formula, str], ...]:
    """What data input associations copy, as input mappings."""
    return tuple(_copies(node, "dataInputAssociation"))


def copied_out(node: Node) -> tuple[tuple[Formula, str], ...]:
    """What data output associations copy, as output mappings."""
    return tuple(_copies(node, "dataOutputAssociation"))


def associated(node: Node, name: str) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """Each association of a side: the id of the input or output at the activity, the variables that
    it reads, and how many mappings it makes."""
    for part in children(node, name):
        ends = "targetRef" if name == "dataInputAssociation" else "sourceRef"
        end = resolved(node, words(child(part, ends)))
        sources = (resolved(node, words(one)) for one in children(part, "sourceRef"))
        read = tuple(variable_of(one) for one in sources if one is not None)
        yield ("" if end is None else end.get("id", "")), read, len(list(_copied(node, part)))


def _copies(node: Node, name: str) -> Iterator[tuple[Formula, str]]:
    for part in children(node, name):
        yield from _copied(node, part)


def _copied(node: Node, part: Node) -> Iterator[tuple[Formula, str]]:
    source = resolved(node, words(child(part, "sourceRef")))
    target = resolved(node, words(child(part, "targetRef")))
    if target is None:
        return
    changed = child(part, "transformation")
    assigned = list(children(part, "assignment"))
    if changed is not None:
        yield formula(words(changed)), variable_of(target)
    for one in assigned:
        yield formula(words(child(one, "from"))), words(child(one, "to")).lstrip("= ")
    if changed is None and not assigned and source is not None:
        yield Variable(variable_of(source), None), variable_of(target)


def resolved(near: Node, reference: str) -> Node | None:
    """The data element that a reference means, through a data object reference."""
    key = reference.rpartition(":")[2]
    for node in near.getroottree().getroot().iter():
        if node.get("id") != key:
            continue
        if kind(node) == "dataObjectReference":
            return resolved(near, node.get("dataObjectRef", ""))
        return node if kind(node) in NAMED else None
    return None


def all_variables(root: Node) -> set[str]:
    """Every variable that stands for a data object or property."""
    return {variable_of(node) for node in root.iter(*map(bpmn, HELD))}
