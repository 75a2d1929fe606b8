"""From what the library's parser made to specifications that mean what is drawn.

Numbers places, connects flows in document order, and gives every specification its formulas. The
model has passed the deployment check: what is read here exists and parses.
"""

from typing import Any

from engine.bpmn.data import held_by
from engine.bpmn.drawn import Model, attribute, form_key, headers, mappings, text_formula
from engine.bpmn.event_wiring import compensation_of, told_by, wire_event
from engine.bpmn.formula import Formula
from engine.bpmn.parse import Made, ProcessSpec
from engine.bpmn.program import Element
from engine.bpmn.reach import reach_of
from engine.bpmn.sets import sets_of
from engine.bpmn.specs.activities import Activity, BusinessRuleTask, Clock, Job, ScriptTask
from engine.bpmn.specs.ad_hoc import AdHocSubprocess
from engine.bpmn.specs.events import Catching, EventGateway, StartEvent
from engine.bpmn.specs.flow_node import Way
from engine.bpmn.specs.gateways import ComplexGateway, InclusiveGateway
from engine.bpmn.specs.several import Several
from engine.bpmn.specs.subprocess import CallActivity, Handler
from engine.bpmn.specs.throws import Thrown
from engine.bpmn.specs.user_task import UserTask
from engine.bpmn.state import ROLE_BITS
from engine.bpmn.tree import (
    BESIDE,
    SUBPROCESSES,
    ZEEBE,
    Node,
    child,
    children,
    extension,
    flow_nodes,
    identity,
    kind,
)

NOTHING = Formula("", None)


def wire(
    model: Model,
    specs: dict[str, ProcessSpec],
    made: dict[str, Made],
    elements: dict[str, Element],
    flows: dict[str, int],
) -> dict[int, Any]:
    """All specifications by place."""
    places: dict[int, Any] = {}
    for element_id, part in made.items():
        _number(part, elements[element_id], places)
    for part in made.values():
        _wire_node(model, part, elements)
    for part in made.values():
        _wire_boundaries(part, made)
        _wire_beginning(part, made)
    for process_id, spec in specs.items():
        _connect(_scope_node(model, made, process_id), made, flows)
        _find_entries(_scope_node(model, made, process_id), spec, made)
        spec.held = held_by(_scope_node(model, made, process_id))
        spec.ad_hoc = kind(_scope_node(model, made, process_id)) == "adHocSubProcess"
    for part in made.values():
        if isinstance(part.spec, InclusiveGateway):
            part.spec.reach = reach_of(part, made)
    return places


def _number(made: Made, element: Element, places: dict[int, Any]) -> None:
    for role, spec in enumerate({id(made.spec): made.spec, id(made.part): made.part}.values()):
        spec.place = (element.index << ROLE_BITS) + role
        spec.element = element.index
        places[spec.place] = spec


def _scope_node(model: Model, made: dict[str, Made], scope_id: str) -> Any:
    return model.processes[scope_id] if scope_id in model.processes else made[scope_id].node


def _connect(scope: Any, made: dict[str, Made], flows: dict[str, int]) -> None:
    ways: dict[str, list[Way]] = {}
    for flow in children(scope, "sequenceFlow"):
        source, target = made[flow.get("sourceRef", "")], made[flow.get("targetRef", "")]
        way = Way(
            flows.get(identity(flow), -1), identity(flow), target.spec,
            text_formula(child(flow, "conditionExpression")), target.spec.incoming,
        )  # fmt: skip
        target.spec.incoming += 1
        source.spec.connect(target.spec)
        ways.setdefault(identity(source.node), []).append(way)
    for source_id, found in ways.items():
        spec = made[source_id].spec
        default = made[source_id].node.get("default")
        spec.ways = tuple(found)
        spec.default = next((way for way in found if way.id == default), None)


def _find_entries(scope: Any, spec: ProcessSpec, made: dict[str, Made]) -> None:
    inside = [made[identity(node)] for node in flow_nodes(scope) if identity(node) in made]
    handlers = [part.spec for part in inside if isinstance(part.spec, Handler)]
    for handler in handlers:
        _wire_handler(handler, made)
    spec.handlers = tuple(handler for handler in handlers if not handler.undoes)
    spec.undo = next((handler for handler in handlers if handler.undoes), None)
    starts = [part.spec for part in inside if isinstance(part.spec, StartEvent)]
    plain = [start for start in starts if not start.definitions]
    spec.entries = tuple(plain or ([] if starts else _without_incoming(inside)))


def _without_incoming(inside: list[Made]) -> list[Any]:
    return [
        part.spec
        for part in inside
        if not part.spec.incoming
        and not isinstance(part.spec, Handler)
        and kind(part.node) != "boundaryEvent"
        and part.node.get("isForCompensation") != "true"
        and part.node.get(BESIDE) is None
    ]


def _wire_handler(handler: Handler, made: dict[str, Made]) -> None:
    start = next(
        made[identity(node)].spec
        for node in made[handler.bpmn_id].node
        if kind(node) == "startEvent"
    )
    handler.start = start
    handler.undoes = any(definition.kind == "compensate" for definition in start.definitions)
    start.handler = handler


def _wire_node(model: Model, made: Made, elements: dict[str, Element]) -> None:
    spec, part, node = made.spec, made.part, made.node
    element = elements[identity(node)]
    part.inputs, part.outputs = mappings(node, "input"), mappings(node, "output")
    if kind(node) not in SUBPROCESSES:
        part.held_data = held_by(node)
        part.sets = sets_of(node, len(part.inputs), len(part.outputs))
    if spec is not part:
        _wire_repetition(model, spec, part, node)
    if isinstance(part, Catching | Thrown) or kind(node) == "sendTask":
        wire_event(model, part, node, element, elements)
    if isinstance(part, EventGateway):
        part.definitions = ()
    if isinstance(part, Activity):
        part.clocks = tuple(
            Clock(elements[each.term].index, each.resumes) for each in element.clocks
        )
    if isinstance(part, UserTask):
        _wire_user_task(part, node, element)
    if isinstance(part, ScriptTask):
        _wire_script(part, node)
    if isinstance(part, Job):
        _wire_job(part, node)
    if isinstance(part, CallActivity):
        _wire_call(part, node)
    if isinstance(part, AdHocSubprocess):
        part.completion = text_formula(child(node, "completionCondition"))
        part.sequential = node.get("ordering") == "Sequential"
        part.cancels = node.get("cancelRemainingInstances") != "false"
    if isinstance(spec, Activity):
        spec.start_quantity = int(node.get("startQuantity") or 1)
        spec.completion_quantity = int(node.get("completionQuantity") or 1)
    if isinstance(part, ComplexGateway):
        part.activation = text_formula(child(node, "activationCondition"))


def _wire_boundaries(made: Made, all_made: dict[str, Made]) -> None:
    if not made.boundaries:
        return
    undoing = [event for event in made.boundaries if event.definitions[0].kind == "compensate"]
    made.spec.boundaries = tuple(event for event in made.boundaries if event not in undoing)
    for event in undoing:
        handler = compensation_of(made.node, event.bpmn_id)
        made.part.compensation = all_made[handler].spec


def _wire_beginning(made: Made, all_made: dict[str, Made]) -> None:
    names = made.node.get(BESIDE)
    if names is not None:
        made.spec.begins = True
        made.spec.beside = tuple(all_made[name].spec for name in names.split())


def _wire_repetition(model: Model, spec: Any, part: Any, node: Node) -> None:
    spec.part = part
    for drawn in node:
        if kind(drawn) == "standardLoopCharacteristics":
            spec.test_before = drawn.get("testBefore") == "true"
            spec.maximum_formula = attribute(drawn, "loopMaximum")
            spec.condition_formula = text_formula(child(drawn, "loopCondition"))
        elif kind(drawn) == "multiInstanceLoopCharacteristics":
            part.item_of = spec
            _wire_several(model, spec, drawn)


def _wire_several(model: Model, spec: Several, drawn: Node) -> None:
    several = extension(drawn, ZEEBE, "loopCharacteristics")
    spec.cardinality_formula = text_formula(child(drawn, "loopCardinality"))
    spec.completion = text_formula(child(drawn, "completionCondition"))
    spec.told = told_by(model, drawn)
    if several is not None:
        spec.collection = attribute(several, "inputCollection")
        spec.input_name = several.get("inputElement") or ""
        spec.output_name = several.get("outputCollection") or ""
        spec.output_formula = attribute(several, "outputElement")


def _wire_user_task(spec: UserTask, node: Any, element: Element) -> None:
    assignment = extension(node, ZEEBE, "assignmentDefinition")
    schedule = extension(node, ZEEBE, "taskSchedule")
    spec.title = element.name or element.id
    spec.role = attribute(assignment, "candidateGroups") or Formula(element.role, None)
    spec.assignee = attribute(assignment, "assignee")
    spec.due = attribute(schedule, "dueDate")
    spec.follow_up = attribute(schedule, "followUpDate")
    spec.priority = attribute(extension(node, ZEEBE, "priorityDefinition"), "priority")
    spec.deadline = element.deadline
    key = form_key(node)
    spec.form_key = Formula(key, None) if key else None


def _wire_script(spec: ScriptTask, node: Any) -> None:
    if isinstance(spec, BusinessRuleTask):
        drawn = extension(node, ZEEBE, "calledDecision")
        spec.decision = attribute(drawn, "decisionId") or NOTHING
    else:
        drawn = extension(node, ZEEBE, "script")
        spec.formula = attribute(drawn, "expression") or NOTHING
    spec.variable = (drawn.get("resultVariable") or "") if drawn is not None else ""


def _wire_job(spec: Job, node: Any) -> None:
    drawn = extension(node, ZEEBE, "taskDefinition")
    if drawn is None:
        event = next((part for part in node if kind(part).endswith("EventDefinition")), None)
        drawn = extension(event, ZEEBE, "taskDefinition") if event is not None else None
    spec.job_kind = attribute(drawn, "type")
    spec.retries = attribute(drawn, "retries")
    spec.headers = headers(node)


def _wire_call(spec: CallActivity, node: Any) -> None:
    drawn = extension(node, ZEEBE, "calledElement")
    called = (drawn.get("processId") if drawn is not None else None) or node.get("calledElement")
    spec.spec = (called or "").rpartition(":")[2]
    if drawn is not None:
        spec.all_in = drawn.get("propagateAllParentVariables", "true") == "true"
        spec.all_out = drawn.get("propagateAllChildVariables", "true") == "true"
