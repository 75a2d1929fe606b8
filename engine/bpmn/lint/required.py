"""Attributes and parts that the standard's schema asks for, and how often a part may stand.

Beyond what other rules look at where it means something: a missing end of a flow is told by the
rule of flows. Also the values of enumerations and numbers (BPMN 2.0.2, the XSD of its chapters).
"""

import re
from collections.abc import Mapping

from engine.bpmn.lint.findings import Findings
from engine.bpmn.tree import BPMN, Node, bpmn, kind, namespace
from engine.sentences import N_

# Element -> attributes that must say something.
ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "interface": ("name",), "operation": ("name",), "messageFlow": ("sourceRef", "targetRef"),
    "association": ("sourceRef", "targetRef"), "boundaryEvent": ("attachedToRef",),
    "sequenceFlow": ("sourceRef", "targetRef"), "callActivity": (),
}  # fmt: skip
# Element -> parts that must be there.
PARTS: Mapping[str, tuple[str, ...]] = {
    "interface": ("operation",), "operation": ("inMessageRef",),
    "ioSpecification": ("inputSet", "outputSet"),
    "dataInputAssociation": ("targetRef",), "dataOutputAssociation": ("targetRef",),
}  # fmt: skip
# Parts that stand once at most, wherever they stand.
ONCE = frozenset({
    "extensionElements", "ioSpecification", "inMessageRef", "outMessageRef", "operationRef",
    "conditionExpression", "condition", "loopCondition", "loopCardinality", "completionCondition",
    "activationCondition", "childLaneSet", "text", "target", "participantMultiplicity", "auditing",
    "monitoring", "script",
})  # fmt: skip
# (Element, attribute) -> its values.
VALUES: Mapping[tuple[str, str], frozenset[str]] = {
    ("itemDefinition", "itemKind"): frozenset({"Information", "Physical"}),
    ("association", "associationDirection"): frozenset({"None", "One", "Both"}),
    ("transaction", "method"): frozenset({"##Compensate", "compensate"}),
}
WHOLE = {("dataStore", "capacity")}
_INTEGER = re.compile(r"[+-]?\d+")


def check_required(found: Findings) -> None:
    """Every element."""
    for name, wanted in ATTRIBUTES.items():
        for node in found.nodes(name):
            for attribute in wanted:
                if not (node.get(attribute) or "").strip():
                    _miss(found, node, attribute)
    for name, wanted in PARTS.items():
        for node in found.nodes(name):
            for part in wanted:
                if node.find(bpmn(part)) is None:
                    _miss(found, node, part)
    for (name, attribute), values in VALUES.items():
        for node in found.nodes(name):
            _look_at_value(found, node, attribute, values)
    for name, attribute in WHOLE:
        for node in found.nodes(name):
            if not _INTEGER.fullmatch(node.get(attribute, "0").strip()):
                _refuse_value(found, node, attribute)
    for root in found.trees.values():
        for node in root.iter():
            _look_at_parts(found, node)


def _miss(found: Findings, node: Node, name: str) -> None:
    found.refuse(
        "required", node, N_("A este «%(kind)s» le falta «%(name)s»."), kind=kind(node), name=name
    )


def _look_at_value(found: Findings, node: Node, attribute: str, values: frozenset[str]) -> None:
    value = node.get(attribute)
    if value is not None and value not in values:
        _refuse_value(found, node, attribute)


def _refuse_value(found: Findings, node: Node, attribute: str) -> None:
    found.refuse(
        "required", node, N_("El atributo «%(name)s» no puede valer «%(value)s» aquí."),
        name=attribute, value=node.get(attribute, ""),
    )  # fmt: skip


def _look_at_parts(found: Findings, node: Node) -> None:
    seen: set[str] = set()
    for part in node:
        name = kind(part) if namespace(part) == BPMN else ""
        if name in ONCE and name in seen:
            found.refuse("required", part, N_("«%(name)s» está más de una vez."), name=name)
        seen.add(name)
