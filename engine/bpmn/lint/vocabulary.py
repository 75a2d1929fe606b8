"""What may be drawn: the allow-list of BPMN elements and attributes.

For each element: its attributes (None: any value; a set: only these) and the elements that may
stand in it. What is not listed is refused, never ignored. Elements that only document (annotations,
groups, documentation, data objects without associations) are listed with them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

ANY = None
Values = Mapping[str, frozenset[str] | None]
PRIVATE = frozenset({"None", "Private", "none", "private"})  # a public process is no program
NO, YES_NO = frozenset({"false"}), frozenset({"true", "false"})

FLOW_NODE_PARTS = frozenset({
    "documentation", "extensionElements", "incoming", "outgoing", "auditing", "monitoring",
})  # fmt: skip
DATA = frozenset({"ioSpecification", "property", "dataInputAssociation", "dataOutputAssociation"})
EVENT_DATA = frozenset(
    {
        "dataInput",
        "dataOutput",
        "inputSet",
        "outputSet",
        "dataInputAssociation",
        "dataOutputAssociation",
        "property",
    }
)
DOCUMENTING = frozenset({
    "documentation", "extensionElements", "textAnnotation", "association", "group", "dataObject",
    "dataObjectReference", "dataStoreReference", "property",
})  # fmt: skip
LOOPS = frozenset({"standardLoopCharacteristics", "multiInstanceLoopCharacteristics"})
NODES = frozenset({
    "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent",
    "task", "userTask", "manualTask", "scriptTask", "businessRuleTask", "serviceTask", "sendTask",
    "receiveTask", "subProcess", "callActivity", "exclusiveGateway", "parallelGateway",
    "inclusiveGateway", "eventBasedGateway", "complexGateway", "transaction", "adHocSubProcess",
})  # fmt: skip
CATCHES = frozenset({
    "messageEventDefinition", "timerEventDefinition", "signalEventDefinition",
    "errorEventDefinition", "escalationEventDefinition", "conditionalEventDefinition",
    "compensateEventDefinition", "cancelEventDefinition", "linkEventDefinition",
    "eventDefinitionRef",
})  # fmt: skip
THROWS = frozenset({
    "messageEventDefinition", "signalEventDefinition", "errorEventDefinition",
    "escalationEventDefinition", "terminateEventDefinition", "compensateEventDefinition",
    "cancelEventDefinition", "linkEventDefinition", "eventDefinitionRef",
})  # fmt: skip
FLOW = frozenset({"laneSet", "sequenceFlow"}) | NODES | DOCUMENTING


@dataclass(frozen=True, slots=True)
class Allowed:
    """Attributes beside id and name, and children."""

    attributes: Values = field(default_factory=dict)
    children: frozenset[str] = frozenset({"documentation", "extensionElements"})


def _activity(
    children: frozenset[str] = frozenset(), **attributes: frozenset[str] | None
) -> Allowed:
    values = {
        "default": ANY, "isForCompensation": YES_NO, "startQuantity": ANY,
        "completionQuantity": ANY,
        **attributes,
    }  # fmt: skip
    return Allowed(values, FLOW_NODE_PARTS | LOOPS | DATA | children)


def _event(children: frozenset[str], **attributes: frozenset[str] | None) -> Allowed:
    return Allowed(attributes, FLOW_NODE_PARTS | EVENT_DATA | children)


_GATEWAY = {"gatewayDirection": ANY}
_EXPRESSION = Allowed({"language": ANY, "evaluatesToTypeRef": ANY}, frozenset())
_NOTE = Allowed()
_TEXT = Allowed({}, frozenset())
_STATED = frozenset({"dataState", "documentation", "extensionElements"})
_COPIES = frozenset({"sourceRef", "targetRef", "transformation", "assignment", "documentation"})

ALLOWED: Mapping[str, Allowed] = {
    "definitions": Allowed(
        {"targetNamespace": ANY, "exporter": ANY, "exporterVersion": ANY, "expressionLanguage": ANY,
         "typeLanguage": ANY},
        frozenset({"process", "collaboration", "message", "signal", "error", "escalation",
                   "itemDefinition", "category", "dataStore", "documentation", "extensionElements"})
        | {"messageEventDefinition", "timerEventDefinition", "signalEventDefinition",
           "errorEventDefinition", "escalationEventDefinition", "terminateEventDefinition",
           "conditionalEventDefinition", "interface", "globalTask",
           "globalManualTask", "globalScriptTask", "globalBusinessRuleTask", "globalUserTask"},
    ),
    "process": Allowed(
        {"isExecutable": YES_NO, "isClosed": YES_NO, "processType": PRIVATE,
         "definitionalCollaborationRef": ANY}, FLOW,
    ),
    "laneSet": Allowed({}, frozenset({"lane", "documentation", "extensionElements"})),
    "lane": Allowed({}, frozenset({"flowNodeRef", "childLaneSet", "documentation",
                                   "extensionElements"})),
    "childLaneSet": Allowed({}, frozenset({"lane", "documentation", "extensionElements"})),
    "flowNodeRef": Allowed({}, frozenset()),
    "collaboration": Allowed(
        {"isClosed": YES_NO},
        frozenset({"participant", "messageFlow", "textAnnotation", "association", "group",
                   "documentation", "extensionElements"}),
    ),
    "participant": Allowed(
        {"processRef": ANY}, frozenset({"interfaceRef", "participantMultiplicity", "documentation",
                                        "extensionElements"}),
    ),
    "participantMultiplicity": Allowed({"minimum": ANY, "maximum": ANY}),
    "interface": Allowed({"implementationRef": ANY}, frozenset({"operation", "documentation",
                                                                "extensionElements"})),
    "operation": Allowed(
        {"implementationRef": ANY},
        frozenset({"inMessageRef", "outMessageRef", "errorRef", "documentation",
                   "extensionElements"}),
    ),
    "interfaceRef": _TEXT,
    "inMessageRef": _TEXT,
    "outMessageRef": _TEXT,
    "errorRef": _TEXT,
    "operationRef": _TEXT,
    "messageFlow": Allowed({"sourceRef": ANY, "targetRef": ANY, "messageRef": ANY}),
    "message": Allowed({"itemRef": ANY}),
    "signal": Allowed({"structureRef": ANY}),
    "error": Allowed({"errorCode": ANY, "structureRef": ANY}),
    "escalation": Allowed({"escalationCode": ANY, "structureRef": ANY}),
    "itemDefinition": Allowed({"structureRef": ANY, "isCollection": YES_NO, "itemKind": ANY}),
    "category": Allowed({}, frozenset({"categoryValue", "documentation", "extensionElements"})),
    "categoryValue": Allowed({"value": ANY}),
    "dataStore": Allowed({"capacity": ANY, "isUnlimited": YES_NO, "itemSubjectRef": ANY}),
    "dataStoreReference": Allowed({"dataStoreRef": ANY, "itemSubjectRef": ANY}, _STATED),
    "dataObject": Allowed({"isCollection": YES_NO, "itemSubjectRef": ANY}, _STATED),
    "dataObjectReference": Allowed({"dataObjectRef": ANY, "itemSubjectRef": ANY}, _STATED),
    "property": Allowed({"itemSubjectRef": ANY}, _STATED),
    "ioSpecification": Allowed(
        {}, frozenset({"dataInput", "dataOutput", "inputSet", "outputSet", "documentation",
                       "extensionElements"}),
    ),
    "dataInput": Allowed({"isCollection": YES_NO, "itemSubjectRef": ANY}, _STATED),
    "dataOutput": Allowed({"isCollection": YES_NO, "itemSubjectRef": ANY}, _STATED),
    "inputSet": Allowed({}, frozenset({
        "dataInputRefs", "optionalInputRefs", "outputSetRefs", "documentation",
    })),
    "outputSet": Allowed({}, frozenset({
        "dataOutputRefs", "optionalOutputRefs", "inputSetRefs", "documentation",
    })),
    "optionalInputRefs": _TEXT,
    "optionalOutputRefs": _TEXT,
    "dataInputRefs": _TEXT,
    "dataOutputRefs": _TEXT,
    "inputSetRefs": _TEXT,
    "outputSetRefs": _TEXT,
    "dataInputAssociation": Allowed({}, _COPIES),
    "dataOutputAssociation": Allowed({}, _COPIES),
    "dataState": Allowed(),
    "transformation": _EXPRESSION,
    "assignment": Allowed({}, frozenset({"from", "to", "documentation"})),
    "from": _EXPRESSION,
    "to": _EXPRESSION,
    "sourceRef": _TEXT,
    "targetRef": _TEXT,
    "textAnnotation": Allowed({"textFormat": ANY}, frozenset({"text", "documentation",
                                                              "extensionElements"})),
    "text": Allowed({}, frozenset()),
    "association": Allowed({"sourceRef": ANY, "targetRef": ANY, "associationDirection": ANY}),
    "group": Allowed({"categoryValueRef": ANY}),
    "documentation": Allowed({"textFormat": ANY}, frozenset()),
    "auditing": _NOTE,
    "monitoring": _NOTE,
    "incoming": Allowed({}, frozenset()),
    "outgoing": Allowed({}, frozenset()),
    "sequenceFlow": Allowed(
        {"sourceRef": ANY, "targetRef": ANY, "isImmediate": frozenset({"true"})},
        frozenset({"conditionExpression", "documentation", "extensionElements"}),
    ),
    "conditionExpression": _EXPRESSION,
    "startEvent": _event(CATCHES, isInterrupting=YES_NO, parallelMultiple=YES_NO),
    "endEvent": _event(THROWS),
    "intermediateCatchEvent": _event(CATCHES, parallelMultiple=YES_NO),
    "intermediateThrowEvent": _event(THROWS),
    "boundaryEvent": _event(
        CATCHES, attachedToRef=ANY, cancelActivity=YES_NO, parallelMultiple=YES_NO
    ),
    "eventDefinitionRef": Allowed({}, frozenset()),
    "messageEventDefinition": Allowed(
        {"messageRef": ANY}, frozenset({"operationRef", "documentation", "extensionElements"})
    ),
    "conditionalEventDefinition": Allowed(
        {}, frozenset({"condition", "documentation", "extensionElements"})
    ),
    "condition": _EXPRESSION,
    "compensateEventDefinition": Allowed({"activityRef": ANY, "waitForCompletion": YES_NO}),
    "cancelEventDefinition": Allowed(),
    "linkEventDefinition": Allowed(
        {}, frozenset({"source", "target", "documentation", "extensionElements"})
    ),
    "source": _TEXT,
    "target": _TEXT,
    "signalEventDefinition": Allowed({"signalRef": ANY}),
    "errorEventDefinition": Allowed({"errorRef": ANY}),
    "escalationEventDefinition": Allowed({"escalationRef": ANY}),
    "terminateEventDefinition": Allowed(),
    "timerEventDefinition": Allowed(
        {}, frozenset({"timeDate", "timeDuration", "timeCycle", "documentation",
                       "extensionElements"})
    ),
    "timeDate": _EXPRESSION,
    "timeDuration": _EXPRESSION,
    "timeCycle": _EXPRESSION,
    "task": _activity(),
    "userTask": _activity(implementation=ANY),
    "manualTask": _activity(),
    "scriptTask": _activity(scriptFormat=ANY),
    "businessRuleTask": _activity(implementation=ANY),
    "serviceTask": _activity(implementation=ANY, operationRef=ANY),
    "sendTask": _activity(implementation=ANY, operationRef=ANY, messageRef=ANY),
    "receiveTask": _activity(
        implementation=ANY, operationRef=ANY, messageRef=ANY, instantiate=YES_NO
    ),
    "subProcess": _activity(FLOW, triggeredByEvent=YES_NO),
    "transaction": _activity(FLOW, triggeredByEvent=NO, method=ANY),
    "adHocSubProcess": _activity(
        FLOW | {"completionCondition"}, triggeredByEvent=NO, cancelRemainingInstances=YES_NO,
        ordering=frozenset({"Parallel", "Sequential"}),
    ),
    "callActivity": _activity(calledElement=ANY),
    "globalTask": Allowed(),
    "globalManualTask": Allowed(),
    "globalUserTask": Allowed({"implementation": ANY}),
    "globalScriptTask": Allowed({"scriptLanguage": ANY}),
    "globalBusinessRuleTask": Allowed({"implementation": ANY}),
    "standardLoopCharacteristics": Allowed(
        {"testBefore": YES_NO, "loopMaximum": ANY},
        frozenset({"loopCondition", "documentation", "extensionElements"}),
    ),
    "loopCondition": _EXPRESSION,
    "multiInstanceLoopCharacteristics": Allowed(
        {"isSequential": YES_NO, "behavior": frozenset({"All", "None", "One", "Complex"}),
         "noneBehaviorEventRef": ANY, "oneBehaviorEventRef": ANY},
        frozenset({"loopCardinality", "completionCondition", "complexBehaviorDefinition",
                   "documentation", "extensionElements"}),
    ),
    "complexBehaviorDefinition": Allowed({}, frozenset({"condition", "event", "documentation"})),
    "event": Allowed({}, frozenset({"signalEventDefinition", "eventDefinitionRef",
                                    "documentation"})),
    "loopCardinality": _EXPRESSION,
    "completionCondition": _EXPRESSION,
    "exclusiveGateway": Allowed({"default": ANY, **_GATEWAY}, FLOW_NODE_PARTS),
    "inclusiveGateway": Allowed({"default": ANY, **_GATEWAY}, FLOW_NODE_PARTS),
    "parallelGateway": Allowed(_GATEWAY, FLOW_NODE_PARTS),
    "complexGateway": Allowed(
        {"default": ANY, **_GATEWAY}, FLOW_NODE_PARTS | {"activationCondition"}
    ),
    "activationCondition": _EXPRESSION,
    "eventBasedGateway": Allowed(
        {"instantiate": YES_NO, "eventGatewayType": frozenset({"Exclusive", "Parallel"}),
         **_GATEWAY},
        FLOW_NODE_PARTS,
    ),
}  # fmt: skip
