"""Every element that runs has an id, unique over all files, and an id is an XML name."""

import re
from collections import Counter
from functools import cached_property
from itertools import count

from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.fixes import set_to
from engine.bpmn.problems import Fix
from engine.bpmn.tree import BPMN, Node, identity, kind, local, namespace
from engine.sentences import N_

# What is drawn or referred to; the flow nodes come on top.
NEEDS_ID = frozenset({
    "process", "sequenceFlow", "message", "signal", "error", "escalation", "lane", "participant",
    "messageFlow", "textAnnotation", "group", "association", "dataObject", "dataObjectReference",
    "dataStore", "dataStoreReference", "dataInput", "dataOutput", "itemDefinition", "interface",
    "operation", "categoryValue",
})  # fmt: skip
_NAME = re.compile(r"[^\W\d][\w.\-]*")


def check_identities(found: Findings) -> None:
    """Missing, malformed and repeated ids."""
    seen: dict[str, Node] = {}
    names = _Names(found)
    for node in [*found.flow_nodes(), *found.nodes(*sorted(NEEDS_ID))]:
        if not node.get("id"):
            found.refuse(
                "id", found.by_id.get(node.get("sourceRef", ""), node),
                N_("A un elemento «%(kind)s» le falta el id."), kind=kind(node),
                fix=_named_anew(node, names),
            )  # fmt: skip
    for root in found.trees.values():
        for node in root.iter():
            if namespace(node) == BPMN and node.get("id"):
                _look(found, node, seen, names)
        _look_at_shapes(found, root, names)


def _look_at_shapes(found: Findings, root: Node, names: "_Names") -> None:
    """Ids of shapes are ids of the same file."""
    ids = Counter(identity(node) for node in root.iter() if node.get("id"))
    for node in root.iter("{*}BPMNShape", "{*}BPMNEdge", "{*}BPMNPlane"):
        if node.get("id") and ids[identity(node)] > 1:
            found.refuse(
                "id", node, N_("El id «%(name)s» de la figura se repite en el archivo."),
                name=identity(node), fix=_named_anew(node, names),
            )  # fmt: skip


def _look(found: Findings, node: Node, seen: dict[str, Node], names: "_Names") -> None:
    name = node.get("id", "")
    if not _NAME.fullmatch(name):
        found.refuse("id", node, N_("El id «%(name)s» no es un nombre XML válido."), name=name)
    elif name in seen and kind(node) != "definitions":
        other = found.file_of(seen[name])
        found.refuse(
            "id", node, N_("El id «%(name)s» se repite (también está en %(other)s)."), name=name,
            other=other, fix=None if name in names.meant else _named_anew(node, names),
        )  # fmt: skip
    seen.setdefault(name, node)


class _Names:
    """The ids that there are, and those that something refers to: an id of two elements that
    nothing means can be given anew, any other needs a person."""

    def __init__(self, found: Findings) -> None:
        self._found = found

    @cached_property
    def taken(self) -> set[str]:
        """The ids of all files."""
        return {identity(node) for root in self._found.trees.values() for node in root.iter()}

    @cached_property
    def meant(self) -> set[str]:
        """Whatever an attribute or a text could mean."""
        names: set[str] = set()
        for root in self._found.trees.values():
            for node in root.iter():
                others = [str(value) for key, value in node.items() if key not in ("id", "name")]
                text = (node.text or "").strip()
                names |= {name.rpartition(":")[2] for name in (*others, text)}
        return names

    def new(self, kind_: str) -> str:
        """One that is free, for good."""
        number = next(n for n in count(1) if f"{kind_}_{n}" not in self.taken)
        self.taken.add(f"{kind_}_{number}")
        return f"{kind_}_{number}"


def _named_anew(node: Node, names: _Names) -> Fix:
    return set_to(node, N_("Darle un id nuevo"), "id", names.new(local(node)))
