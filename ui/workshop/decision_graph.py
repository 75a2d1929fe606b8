"""The elements of a decision file and what each uses, for the template: list and picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.dmn.outline import Node
from ui.drawing.requirements import Need, Requirements, requirements
from ui.editor.asking import label_of
from ui.parts import Choice
from ui.visit import Member
from ui.workshop.decision_columns import types_for

_SIGNS = {
    "decision": "decision",
    "inputData": "input",
    "businessKnowledgeModel": "knowledge",
    "knowledgeSource": "source",
}


@dataclass(frozen=True, slots=True)
class UseLine:
    """Something that is used: its words, where it stands on the page (empty: in another file)."""

    place: int
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class ElementBox:
    """An element: its number in the file, its kind as a word, what is said about it, what it uses
    and who uses it, what it might use."""

    number: int
    id: str
    own_id: str
    kind: str
    word: str
    title: str
    label: str
    name: str
    about: str
    type: str
    types: tuple[Choice, ...]
    uses: tuple[UseLine, ...]
    users: tuple[str, ...]
    offered: tuple[Choice, ...]


def elements_in(here: Member, nodes: Sequence[Node], own_types: Sequence[str]) -> list[ElementBox]:
    """Every element in the order of the file."""
    words = kind_words(here)
    places = {each.id: number for number, each in enumerate(nodes)}
    labels = {each.id: label_of(each.label) for each in nodes}
    return [
        ElementBox(
            number,
            f"e{number}",
            each.id,
            _SIGNS[each.kind],
            words[each.kind],
            labels[each.id],
            each.label,
            each.name,
            each.about,
            each.type,
            types_for(here, own_types, each.type),
            tuple(
                UseLine(
                    place, labels.get(used, used), f"#e{places[used]}" if used in places else ""
                )
                for place, used in enumerate(each.uses)
            ),
            tuple(labels[other.id] for other in nodes if each.id in other.uses),
            tuple(
                Choice(other.id, f"{labels[other.id]} ({words[other.kind]})")
                for other in nodes
                if _may_use(each, other, nodes)
            ),
        )
        for number, each in enumerate(nodes)
    ]


def kind_words(here: Member) -> dict[str, str]:
    _ = here.words.gettext
    return {
        "decision": _("decisión"),
        "inputData": _("dato de entrada"),
        "businessKnowledgeModel": _("función"),
        "knowledgeSource": _("norma o fuente"),
    }


def _may_use(element: Node, other: Node, nodes: Sequence[Node]) -> bool:
    """Nothing uses itself, directly or not; data use nothing, and functions only functions."""
    if element.kind == "inputData" or other.id == element.id or other.id in element.uses:
        return False
    if element.kind == "businessKnowledgeModel" and other.kind in ("decision", "inputData"):
        return False
    if element.kind == "knowledgeSource" and other.kind == "businessKnowledgeModel":
        return False
    return element.id not in _below(other, {each.id: each for each in nodes}, set())


def _below(node: Node, known: dict[str, Node], seen: set[str]) -> set[str]:
    for used in node.uses:
        if used not in seen:
            seen.add(used)
            if used in known:
                _below(known[used], known, seen)
    return seen


def picture_of(nodes: Sequence[Node]) -> Requirements | None:
    """The requirements diagram; pressing an element leads to its part of the page."""
    return requirements(
        [
            Need(each.id, each.uses, label_of(each.label), _SIGNS[each.kind], f"#e{number}")
            for number, each in enumerate(nodes)
        ]
    )
