"""What a decision file holds, element by element, with who uses whom: for lists and pictures.

Also what takes no part in evaluation is here, as knowledge sources. Decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.dmn.reading import (
    Element,
    attribute,
    child,
    children,
    identity,
    local_name,
    name_of,
    read,
    text_of,
    type_reference,
)

KINDS = ("decision", "inputData", "businessKnowledgeModel", "knowledgeSource")
ROWS = ("informationRequirement", "knowledgeRequirement", "authorityRequirement")


@dataclass(frozen=True, slots=True)
class Node:
    """An element: its kind in the standard, its name in formulas, the words people read, its type,
    what its author says about it, and the ids of what it uses (of other files too)."""

    id: str
    kind: str
    name: str
    label: str
    type: str
    about: str
    uses: tuple[str, ...]


def nodes_of(xml: bytes) -> tuple[Node, ...]:
    """Every element in the order of the file. DmnError when it is no model."""
    return tuple(_node(each) for each in children(read(xml, name=""), *KINDS))


def types_of(xml: bytes) -> tuple[str, ...]:
    """The names of the types that the file defines itself."""
    return tuple(name_of(each) for each in children(read(xml, name=""), "itemDefinition"))


def _node(element: Element) -> Node:
    name = name_of(element)
    uses = [
        attribute(wanted, "href").rpartition("#")[2]
        for row in children(element, *ROWS)
        for wanted in children(row)
        if wanted.get("href")
    ]
    return Node(
        identity(element),
        local_name(element),
        name,
        attribute(element, "label") or name,
        type_reference(child(element, "variable")),
        text_of(child(element, "description")),
        tuple(dict.fromkeys(uses)),
    )
