"""Every reference reaches something of the right kind."""

from collections.abc import Mapping

from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.fixes import remove_part
from engine.bpmn.tree import ACTIVITIES, FLOW_NODES, Node, bpmn, child, identity, kind, words
from engine.sentences import N_

# Attribute of which element -> what it must name.
ROOTS: Mapping[tuple[str, str], str] = {
    ("messageEventDefinition", "messageRef"): "message",
    ("receiveTask", "messageRef"): "message",
    ("sendTask", "messageRef"): "message",
    ("messageFlow", "messageRef"): "message",
    ("signalEventDefinition", "signalRef"): "signal",
    ("errorEventDefinition", "errorRef"): "error",
    ("escalationEventDefinition", "escalationRef"): "escalation",
    ("participant", "processRef"): "process",
    ("dataObjectReference", "dataObjectRef"): "dataObject",
    ("dataStoreReference", "dataStoreRef"): "dataStore",
    ("group", "categoryValueRef"): "categoryValue",
    ("message", "itemRef"): "itemDefinition",
    ("signal", "structureRef"): "itemDefinition",
    ("error", "structureRef"): "itemDefinition",
    ("escalation", "structureRef"): "itemDefinition",
    ("process", "definitionalCollaborationRef"): "collaboration",
    ("compensateEventDefinition", "activityRef"): "activity",
    ("serviceTask", "operationRef"): "operation",
    ("sendTask", "operationRef"): "operation",
    ("receiveTask", "operationRef"): "operation",
    **{(name, "evaluatesToTypeRef"): "itemDefinition" for name in (
        "conditionExpression", "condition", "loopCondition", "loopCardinality",
        "completionCondition", "activationCondition", "timeDate", "timeDuration", "timeCycle",
    )},
    **{(name, "itemSubjectRef"): "itemDefinition" for name in (
        "dataObject", "dataObjectReference", "dataStore", "dataStoreReference", "property",
        "dataInput", "dataOutput",
    )},
}  # fmt: skip
# The same for references that are written as elements.
WRITTEN: Mapping[str, str] = {
    "inMessageRef": "message",
    "outMessageRef": "message",
    "errorRef": "error",
    "operationRef": "operation",
    "interfaceRef": "interface",
    "supportedInterfaceRef": "interface",
    "dataInputRefs": "dataInput",
    "dataOutputRefs": "dataOutput",
    "optionalInputRefs": "dataInput",
    "optionalOutputRefs": "dataOutput",
    "inputSetRefs": "inputSet",
    "outputSetRefs": "outputSet",
}


def check_references(found: Findings) -> None:
    """Dangling and misdirected references."""
    by_id = found.by_id
    for (owner, name), wanted in ROOTS.items():
        for node in found.nodes(owner):
            _look(found, node, node.get(name), wanted, by_id)
    for name, wanted in WRITTEN.items():
        for node in found.nodes(name):
            _look(found, node, words(node), wanted, by_id)
    for node in found.nodes("association", "messageFlow"):
        for name in ("sourceRef", "targetRef"):
            if not _is_known(found, node, node.get(name, "")):
                _refuse_space(found, node, node.get(name, ""))
    for node in found.nodes("association"):
        for name in ("sourceRef", "targetRef"):
            if node.get(name, "").rpartition(":")[2] not in by_id:
                found.refuse(
                    "reference", node, N_("La asociación nombra «%(name)s», que no existe."),
                    name=node.get(name),
                )  # fmt: skip
    for node in found.nodes("flowNodeRef"):
        target = by_id.get(words(node))
        if target is None or kind(target) not in FLOW_NODES:
            found.refuse(
                "reference", node, N_("El carril nombra «%(name)s», que no existe."),
                name=words(node),
            )  # fmt: skip
    for node in found.nodes("boundaryEvent"):
        _look_at_host(found, node, by_id)
    for node in found.nodes("eventDefinitionRef"):
        target = by_id.get(words(node).rpartition(":")[2])
        above = target.getparent() if target is not None else None
        known = target is not None and kind(target).endswith("EventDefinition")
        if not known or above is None or kind(above) != "definitions":
            found.refuse(
                "reference", node, N_("La definición «%(name)s» no es común."), name=words(node)
            )
    for node in found.flow_nodes():
        _look_at_flow_lists(found, node, by_id)
        _look_at_default(found, node, by_id)


def _look(
    found: Findings, node: Node, value: str | None, wanted: str, by_id: Mapping[str, Node]
) -> None:
    if not value:
        return
    target = by_id.get(value.rpartition(":")[2])
    if not _is_known(found, node, value):
        _refuse_space(found, node, value)
    elif wanted == "activity" and target is not None and kind(target) in ACTIVITIES:
        return
    elif target is None or kind(target) != wanted:
        found.refuse(
            "reference", node, N_("Se refiere a «%(value)s», que no existe como «%(wanted)s»."),
            value=value, wanted=wanted,
        )  # fmt: skip


def _refuse_space(found: Findings, node: Node, value: str) -> None:
    found.refuse(
        "reference", node, N_("Se refiere a «%(value)s», y ningún archivo es de ese espacio."),
        value=value,
    )  # fmt: skip


def _is_known(found: Findings, node: Node, value: str) -> bool:
    """Whether the prefix of a qualified name, if it has one, means one of the files."""
    prefix, colon, _ = value.rpartition(":")
    if not colon:
        return True
    space = node.nsmap.get(prefix)
    return space is not None and space in {
        root.get("targetNamespace") for root in found.trees.values()
    }


def _look_at_host(found: Findings, node: Node, by_id: Mapping[str, Node]) -> None:
    host = by_id.get(node.get("attachedToRef", ""))
    if host is None or kind(host) not in ACTIVITIES:
        found.refuse("reference", node, N_("El evento de borde no está unido a ninguna actividad."))
    elif host.getparent() is not node.getparent():
        found.refuse(
            "reference", node, N_("El evento de borde está unido a una actividad de otro nivel.")
        )


def _look_at_flow_lists(found: Findings, node: Node, by_id: Mapping[str, Node]) -> None:
    for name, end in (("incoming", "targetRef"), ("outgoing", "sourceRef")):
        for part in node.iterchildren(bpmn(name)):
            flow = by_id.get(words(part).rpartition(":")[2])
            if flow is None or kind(flow) != "sequenceFlow" or flow.get(end) != identity(node):
                found.refuse(
                    "reference", node, N_("Nombra el flujo «%(name)s», que no es suyo."),
                    name=words(part),
                    fix=remove_part(node, N_("Quitar el flujo de la lista"), name, words(part)),
                )  # fmt: skip


def _look_at_default(found: Findings, node: Node, by_id: Mapping[str, Node]) -> None:
    default = node.get("default")
    if not default:
        return
    flow = by_id.get(default)
    if flow is None or kind(flow) != "sequenceFlow" or flow.get("sourceRef") != identity(node):
        found.refuse(
            "reference", node, N_("El flujo por defecto «%(default)s» no sale de aquí."),
            default=default,
        )  # fmt: skip
    elif child(flow, "conditionExpression") is not None:
        found.refuse("reference", flow, N_("El flujo por defecto no puede llevar una condición."))
