"""Decisions and data come and go, and what a decision uses; the picture in the file goes along."""

from __future__ import annotations

from engine.dmn.outline import KINDS, ROWS
from engine.dmn.reading import (
    Element,
    attribute,
    identity,
    local_name,
    name_of,
    text_of,
    type_reference,
)
from engine.dmn.shaping import diagram
from engine.dmn.trees import free, made, parts, plain, put, take_out

_BEFORE = ("description", "extensionElements", "question", "allowedAnswers", "variable")
_WAYS = {
    "decision": ("informationRequirement", "requiredDecision"),
    "inputData": ("informationRequirement", "requiredInput"),
    "businessKnowledgeModel": ("knowledgeRequirement", "requiredKnowledge"),
    "knowledgeSource": ("authorityRequirement", "requiredAuthority"),
}


class InUse(ValueError):
    """What others still use is not taken out; `users` says who, by the words over them."""

    def __init__(self, users: tuple[str, ...]) -> None:
        super().__init__(", ".join(users))
        self.users = users


def add_decision(root: Element, label: str, *, table: bool) -> str:
    """A decision behind the others, as a table with one rule or as a formula; its id."""
    name = _free_name(root, plain(label, "decision"))
    found = made(root, "decision", id=free(root, name), name=name, label=label)
    found.append(made(root, "variable", name=name))
    put(root, found, after=_before(root, "decision"))
    if not table:
        text = made(root, "literalExpression", "null", id=free(root, f"formula_{name}"))
        put(found, text, after=_BEFORE)
        diagram.show(root, found)
        return str(found.get("id"))
    sheet = made(root, "decisionTable", id=free(root, f"tabla_{name}"), hitPolicy="UNIQUE")
    sheet.append(made(root, "output", id=free(root, f"salida_{name}"), label=label))
    rule = made(root, "rule", id=free(root, f"regla_{name}_1"))
    rule.append(made(root, "outputEntry", "null", id=free(root, f"celda_{name}_1")))
    sheet.append(rule)
    put(found, sheet, after=_BEFORE)
    diagram.show(root, found)
    return str(found.get("id"))


def add_input(root: Element, label: str, type_: str) -> str:
    """A datum that comes from outside; its id."""
    name = _free_name(root, plain(label, "dato"))
    found = made(root, "inputData", id=free(root, f"dato_{name}"), name=name, label=label)
    found.append(made(root, "variable", name=name, typeRef=type_))
    put(root, found, after=_before(root, "inputData"))
    diagram.show(root, found)
    return str(found.get("id"))


def describe(root: Element, id_: str, label: str, about: str, type_: str) -> None:
    """The words over an element, what its author says of it and, of input data, its type. Its name
    in formulas stays, so that nothing that names it breaks."""
    element = named(root, id_)
    if label.strip() and label.strip() != (attribute(element, "label") or name_of(element)):
        element.set("label", label.strip())
    said = next(iter(parts(element, "description")), None)
    if said is None and about.strip():
        put(element, made(element, "description"), after=())
        said = parts(element, "description")[0]
    if said is not None and text_of(said) != about.strip():
        said.text = about.strip()
    held = next(iter(parts(element, "variable")), None)
    if local_name(element) == "inputData" and held is not None and type_ != type_reference(held):
        held.set("typeRef", type_ or "Any")


def remove(root: Element, id_: str) -> None:
    """An element goes. InUse while others require it; LookupError when there is none."""
    element = named(root, id_)
    users = [each for each in _owners(root) if each is not element and id_ in used_by(each)]
    if users:
        raise InUse(tuple(attribute(each, "label") or attribute(each, "name") for each in users))
    for row in parts(element, *ROWS):
        diagram.hide(root, attribute(row, "id"))
    diagram.hide(root, id_)
    take_out(element)


def require(root: Element, id_: str, wanted: str) -> None:
    """An element uses another; nothing changes when it does so already. LookupError when one of
    them is not there; ValueError when the other needs this one."""
    element, target = named(root, id_), named(root, wanted)
    if wanted in used_by(element):
        return
    if wanted == id_ or id_ in _below(root, wanted, set()):
        raise ValueError("it would need itself")
    way, inner = _WAYS[local_name(target)]
    row = made(root, way, id=free(root, f"requiere_{id_}_{wanted}"))
    row.append(made(root, inner, href=f"#{wanted}"))
    put(element, row, after=(*_BEFORE, *ROWS[: ROWS.index(way) + 1]))
    diagram.join(root, row, wanted, id_)


def release(root: Element, id_: str, wanted: str) -> None:
    """An element no longer uses another. LookupError when it did not."""
    rows = [row for row in parts(named(root, id_), *ROWS) if wanted in _targets(row)]
    if not rows:
        raise LookupError(wanted)
    for row in rows:
        diagram.hide(root, attribute(row, "id"))
        take_out(row)


def used_by(element: Element) -> tuple[str, ...]:
    """The ids of what an element requires, in the order of the file."""
    return tuple(each for row in parts(element, *ROWS) for each in _targets(row))


def named(root: Element, id_: str) -> Element:
    """The element of an id. LookupError when there is none."""
    for each in _owners(root):
        if identity(each) == id_:
            return each
    raise LookupError(id_)


def _owners(root: Element) -> list[Element]:
    return parts(root, *KINDS)


def _targets(row: Element) -> list[str]:
    wanted = parts(row, *(inner for _way, inner in _WAYS.values()))
    return [attribute(each, "href").rpartition("#")[2] for each in wanted]


def _below(root: Element, id_: str, seen: set[str]) -> set[str]:
    """What an element needs, directly or not."""
    for each in _owners(root):
        if identity(each) == id_:
            for wanted in set(used_by(each)) - seen:
                seen.add(wanted)
                _below(root, wanted, seen)
    return seen


def _before(root: Element, kind: str) -> tuple[str, ...]:
    """Behind those of its kind; the first one behind the types, as the standard lists them."""
    first = ("description", "extensionElements", "import", "itemDefinition")
    return (*first, *KINDS) if kind == "decision" or not parts(root, kind) else (*first, kind)


def _free_name(root: Element, base: str) -> str:
    taken = {attribute(each, "name") for each in _owners(root)}
    tries = [base, *(f"{base}_{number}" for number in range(2, len(taken) + 3))]
    return next(each for each in tries if each not in taken)
