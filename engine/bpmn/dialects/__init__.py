"""Models in the dialect of other engines: read, changed where it is mechanical, told where not.

`convert` writes the file again with what has an exact counterpart in the `zeebe:` dialect and in
FEEL; diagram, ids, documentation and everything else stay as they were. See README.md.
"""

from dataclasses import dataclass

from engine.bpmn.dialects.camunda import changes_of
from engine.bpmn.dialects.left import left_in
from engine.bpmn.dialects.tree import read_whole, written
from engine.bpmn.problems import Problem
from engine.bpmn.tree import BPMN, Node, identity, namespace, title


@dataclass(frozen=True, slots=True)
class Changed:
    """One change: at which element, what it was, what it became ("" when it went)."""

    element_id: str
    element_name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Converted:
    """The file as it is now, what was changed, and what a person has to do."""

    data: bytes
    changed: tuple[Changed, ...]
    left: tuple[Problem, ...]


def convert(data: bytes, *, file: str = "") -> Converted:
    """A model of the `camunda:` dialect in ours; raises engine.bpmn.tree.Unreadable.

    A file in which nothing has to change comes back byte for byte.
    """
    root = read_whole(data)
    changed = tuple(
        Changed(identity(named), title(named), before, after)
        for node in list(root.iter("{*}*"))
        if namespace(node) == BPMN
        for before, after in changes_of(node)
        for named in [_named(node)]
    )
    return Converted(written(root) if changed else data, changed, left_in(root, file))


def _named(node: Node) -> Node:
    at: Node | None = node
    while at is not None and not at.get("id"):
        at = at.getparent()
    return node if at is None else at


__all__ = ["Changed", "Converted", "convert"]
