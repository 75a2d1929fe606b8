"""Refuses every element and attribute that is not in the vocabulary."""

from engine.bpmn.dialects.advice import CAMUNDA, advice_for
from engine.bpmn.lint.advice import instead_of
from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.vocabulary import ALLOWED
from engine.bpmn.tree import BPMN, XSI, Node, attributes, kind, local, namespace
from engine.sentences import N_

DRAWING = frozenset({
    "http://www.omg.org/spec/BPMN/20100524/DI", "http://www.omg.org/spec/DD/20100524/DC",
    "http://www.omg.org/spec/DD/20100524/DI", "http://bpmn.io/schema/bpmn/biocolor/1.0",
    "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
    "http://camunda.org/schema/modeler/1.0", "http://www.w3.org/XML/1998/namespace", XSI,
})  # fmt: skip


def refuse_unknown(found: Findings) -> None:
    """Walk everything that is drawn."""
    for root in found.trees.values():
        _look(found, root)


def _look(found: Findings, node: Node) -> None:
    allowed = ALLOWED[kind(node)]
    _look_at_attributes(found, node)
    for part in node:
        space, name = namespace(part), local(part)
        if space == BPMN and name in allowed.children:
            if name != "extensionElements":
                _look(found, part)
        elif space not in DRAWING:
            _refuse(found, part, name)


def _refuse(found: Findings, part: Node, name: str) -> None:
    around = part.getparent()
    where = local(around) if around is not None else ""
    found.refuse(
        "vocabulary", part, N_("«%(name)s» dentro de «%(where)s» no se puede ejecutar."),
        instead_of(name), name=name, where=where,
    )  # fmt: skip


def _look_at_attributes(found: Findings, node: Node) -> None:
    allowed = ALLOWED[kind(node)].attributes
    for full, value in attributes(node):
        space, _, name = full.rpartition("}")
        if space:
            if space[1:] not in DRAWING:
                found.refuse(
                    "vocabulary", node, N_("El atributo «%(name)s» de otro motor no se reconoce."),
                    advice_for(name) if space[1:] == CAMUNDA else N_("Quítelo."), name=name,
                )  # fmt: skip
            continue
        values = allowed.get(name)
        if name not in allowed and name not in ("id", "name"):
            found.refuse(
                "vocabulary", node, N_("El atributo «%(name)s» no se reconoce."), name=name
            )
        elif values is not None and value not in values:
            found.refuse(
                "vocabulary", node,
                N_("El atributo «%(name)s» con valor «%(value)s» no se ejecuta."),
                instead_of(name), name=name, value=value,
            )  # fmt: skip
