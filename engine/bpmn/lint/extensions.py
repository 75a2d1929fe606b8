"""The allow-list of extension elements: which, where, with which attributes."""

from collections.abc import Mapping

from engine.bpmn.dialects.advice import CAMUNDA, advice_for
from engine.bpmn.lint.allowed import DRAWING
from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.fixes import unset
from engine.bpmn.lint.zeebe import advice_on
from engine.bpmn.tree import (
    ACTIVITIES,
    CAUCE,
    EVENTS,
    ZEEBE,
    Node,
    attributes,
    bpmn,
    kind,
    local,
    namespace,
)
from engine.sentences import N_

IO = frozenset({*ACTIVITIES, *EVENTS})
WORK = frozenset({"serviceTask", "sendTask", "intermediateThrowEvent", "endEvent",
                  "messageEventDefinition"})  # fmt: skip
USER = frozenset({"userTask"})
CLOCKS = frozenset({"userTask", "receiveTask", "subProcess", "callActivity"})
PROCESS = frozenset({"process"})
# (namespace, name) -> where it may stand, its attributes.
KNOWN: Mapping[tuple[str, str], tuple[frozenset[str], frozenset[str]]] = {
    (ZEEBE, "userTask"): (USER, frozenset()),
    (ZEEBE, "assignmentDefinition"): (USER, frozenset({"assignee", "candidateGroups"})),
    (ZEEBE, "formDefinition"): (
        USER | {"startEvent"}, frozenset({"formKey", "formId", "bindingType"})
    ),
    (ZEEBE, "taskSchedule"): (USER, frozenset({"dueDate", "followUpDate"})),
    (ZEEBE, "priorityDefinition"): (USER, frozenset({"priority"})),
    (ZEEBE, "ioMapping"): (IO, frozenset()),
    (ZEEBE, "taskDefinition"): (WORK, frozenset({"type", "retries"})),
    (ZEEBE, "taskHeaders"): (WORK, frozenset()),
    (ZEEBE, "script"): (frozenset({"scriptTask"}), frozenset({"expression", "resultVariable"})),
    (ZEEBE, "calledDecision"): (
        frozenset({"businessRuleTask"}), frozenset({"decisionId", "resultVariable", "bindingType"})
    ),
    (ZEEBE, "calledElement"): (
        frozenset({"callActivity"}),
        frozenset({"processId", "bindingType", "propagateAllChildVariables",
                   "propagateAllParentVariables"}),
    ),
    (ZEEBE, "loopCharacteristics"): (
        frozenset({"multiInstanceLoopCharacteristics"}),
        frozenset({"inputCollection", "inputElement", "outputCollection", "outputElement"}),
    ),
    (ZEEBE, "subscription"): (frozenset({"message"}), frozenset({"correlationKey"})),
    (CAUCE, "deadline"): (
        USER | {"startEvent", "intermediateCatchEvent", "boundaryEvent"},
        frozenset({"title", "start", "length", "unit", "source", "effect", "fires", "owner",
                   "monthEnd", "warns"}),
    ),
    (CAUCE, "clock"): (CLOCKS, frozenset({"term", "resumes"})),
    (CAUCE, "document"): (USER, frozenset({"kind", "title", "required"})),
    (CAUCE, "sealed"): (USER, frozenset({"opens", "into"})),
    (CAUCE, "bulk"): (USER, frozenset({"most"})),
    (CAUCE, "subject"): (PROCESS, frozenset({"expression"})),
    (CAUCE, "amount"): (PROCESS, frozenset({"expression"})),
}  # fmt: skip
PARTS: Mapping[str, tuple[str, frozenset[str]]] = {
    "input": ("ioMapping", frozenset({"source", "target"})),
    "output": ("ioMapping", frozenset({"source", "target"})),
    "header": ("taskHeaders", frozenset({"key", "value"})),
}
GLOBAL = {"globalScriptTask": "scriptTask", "globalBusinessRuleTask": "businessRuleTask",
          "globalUserTask": "userTask"}  # fmt: skip
BINDINGS = frozenset({"deployment", "latest"})  # both are what lies in the same folder
INERT = frozenset({(ZEEBE, "properties")})


def check_extensions(found: Findings) -> None:
    """Every child of every `extensionElements`."""
    for holder in found.nodes("extensionElements"):
        _look_at_attributes(found, holder, frozenset())
        names = [(namespace(part), local(part)) for part in holder]
        for part, name in zip(holder, names, strict=True):
            if name in KNOWN:
                _look(found, part, holder, name)
            elif name not in INERT and name[0] not in DRAWING:
                found.refuse(
                    "extension", part, N_("La extensión «%(name)s» no se reconoce."),
                    _advice(*name), name=name[1],
                )  # fmt: skip
        _look_for_doubles(found, holder, names)


def _advice(space: str, name: str) -> str:
    if space == CAMUNDA:
        return advice_for(name)
    return advice_on(name) or N_("Quítela o use los elementos zeebe y cauce.")


def _look(found: Findings, part: Node, holder: Node, name: tuple[str, str]) -> None:
    places, attributes = KNOWN[name]
    owner = holder.getparent()
    where = GLOBAL.get(kind(owner), kind(owner)) if owner is not None else ""
    if where not in places:
        found.refuse(
            "extension", part, N_("«%(name)s» no tiene sentido en «%(where)s»."), name=name[1],
            where=where,
        )  # fmt: skip
    _look_at_attributes(found, part, attributes)
    for piece in part:
        known = PARTS.get(local(piece))
        if namespace(piece) != ZEEBE or known is None or known[0] != name[1]:
            found.refuse(
                "extension", piece, N_("«%(part)s» no se reconoce en «%(name)s»."),
                part=local(piece), name=name[1],
            )  # fmt: skip
        else:
            _look_at_attributes(found, piece, known[1])


def _look_at_attributes(found: Findings, part: Node, known: frozenset[str]) -> None:
    for attribute, value in attributes(part):
        if attribute not in known:
            found.refuse(
                "extension", part, N_("El atributo «%(name)s» de «%(of)s» no se reconoce."),
                advice_on(attribute), name=attribute, of=local(part),
            )  # fmt: skip
        elif attribute == "bindingType" and value not in BINDINGS:
            found.refuse(
                "extension", part, N_("«bindingType» no puede ser «%(value)s»."),
                N_("Se usa siempre lo que se publica junto con el proceso: quítelo."), value=value,
                fix=unset(part, N_("Quitar bindingType"), "bindingType"),
            )  # fmt: skip


def _look_for_doubles(found: Findings, holder: Node, names: list[tuple[str, str]]) -> None:
    for name in {name for name in names if names.count(name) > 1}:
        if name in KNOWN and name[1] not in ("document", "clock"):
            found.refuse("extension", holder, N_("«%(name)s» está más de una vez."), name=name[1])


def holders_of(found: Findings, space: str, name: str) -> list[Node]:
    """The elements that carry an extension."""
    return [
        part
        for holder in found.nodes("extensionElements")
        for part in holder.iterchildren(f"{{{space}}}{name}")
        if holder.tag == bpmn("extensionElements")
    ]
