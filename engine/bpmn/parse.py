"""The library's parser with our classes at its seams; it reads the compiled tree, never the drawn.

Nodes are made in document order, one after another: the library follows the flows and ends with a
chain of 489. What it made is handed to engine.bpmn.wiring, which fills in what BPMN says.
"""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.parser.ProcessParser import ProcessParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin
from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec

from engine.bpmn.specs import activities, events, gateways, several, subprocess, throws
from engine.bpmn.specs.ad_hoc import AdHocSubprocess
from engine.bpmn.specs.flow_node import FlowNode
from engine.bpmn.specs.user_task import UserTask
from engine.bpmn.tree import Node, bpmn, flow_nodes, kind


class Root(FlowNode, BpmnSpecMixin):
    """What the tokens of a body hang under; never runs, never saved."""

    live = False


class ProcessSpec(BpmnProcessSpec):
    """A process or the inside of a subprocess. The library's constructor would add nodes named
    Start and End that share the namespace of drawn ids: it is passed by."""

    def __init__(self, name: str) -> None:
        WorkflowSpec.__init__(self, name=name)
        self.data_objects: dict[str, Any] = {}
        self.data_stores: dict[str, Any] = {}
        self.correlation_keys: dict[str, Any] = {}
        self.bpmn_start_events: list[Any] = []
        self.io_specification = None
        self.start = Root(self, "#root")
        self.entries: tuple[Any, ...] = ()
        self.handlers: tuple[Any, ...] = ()
        self.undo: Any = None
        self.ad_hoc = False
        self.held: tuple[str, ...] = ()


@dataclass(slots=True)
class Made:
    """One drawn node and its specification; `part` is what runs under a loop."""

    node: Node
    spec: Any
    part: Any
    process: ProcessSpec
    boundaries: list[Any] = field(default_factory=list)


class NodeParser(TaskParser):
    """Makes one specification; flows are connected afterwards."""

    STANDARD_LOOP_CLASS = several.Loop
    PARALLEL_MI_CLASS = several.ParallelInstances
    SEQUENTIAL_MI_CLASS = several.SequentialInstances
    EVENT_SUBPROCESS_CLASS = subprocess.Handler

    @property
    def bpmn_attributes(self) -> dict[str, Any]:
        """The name only: mappings and lanes are ours."""
        return {"bpmn_name": self.node.get("name")}

    def parse_node(self) -> Any:
        """The specification of this node, wrapped if it repeats, with its boundary events."""
        self.task = self.part = self.create_task()
        if self.node.find(bpmn("standardLoopCharacteristics")) is not None:
            self._wrap(self.STANDARD_LOOP_CLASS, maximum=None, condition=None, test_before=False)
        repeats = self.node.find(bpmn("multiInstanceLoopCharacteristics"))
        if repeats is not None:
            sequential = repeats.get("isSequential") == "true"
            self._wrap(self.SEQUENTIAL_MI_CLASS if sequential else self.PARALLEL_MI_CLASS)
        made = Made(self.node, self.task, self.part, self.spec)
        self.process_parser.parser.made[self.bpmn_id] = made
        self._add_boundary_event(self.process_parser.get_boundary_events(self.bpmn_id))
        return self.task

    def _wrap(self, wrapper: Any, **settings: Any) -> None:
        original = self.spec.task_specs.pop(self.task.name)
        self.task = wrapper(self.spec, original.name, task_spec="", **settings)
        self._copy_task_attrs(original)

    def _add_boundary_event(self, children: list[Node]) -> Any:
        made = self.process_parser.parser.made[self.bpmn_id]
        made.boundaries = [self.process_parser.parse_node(event) for event in children]
        return self.task


class ScriptParser(NodeParser):
    """Script and decision: their text is FEEL and is read by the wiring."""

    def create_task(self) -> Any:
        return self.spec_class(self.spec, self.bpmn_id, script="", **self.bpmn_attributes)


class EventParser(NodeParser):
    """Events: their definitions are read by the wiring."""

    def create_task(self) -> Any:
        return self.spec_class(
            self.spec, self.bpmn_id, event_definition=None, **self.bpmn_attributes
        )


class BoundaryParser(EventParser):
    """Boundary events."""

    def create_task(self) -> Any:
        return self.spec_class(
            self.spec, self.bpmn_id, event_definition=None, cancel_activity=True,
            **self.bpmn_attributes,
        )  # fmt: skip


class SubprocessParser(NodeParser):
    """Embedded and event subprocesses: the inside is a process of its own."""

    def create_task(self) -> Any:
        self.process_parser.parser.create_parser(self.node, filename=self.filename)
        by_event = self.node.get("triggeredByEvent") == "true"
        spec_class = self.EVENT_SUBPROCESS_CLASS if by_event else self.spec_class
        return spec_class(
            self.spec, self.bpmn_id, subworkflow_spec=self.bpmn_id, **self.bpmn_attributes
        )


class CallParser(NodeParser):
    """Call activities: the wiring knows the called process."""

    def create_task(self) -> Any:
        return self.spec_class(self.spec, self.bpmn_id, subworkflow_spec="", **self.bpmn_attributes)


class BodyParser(ProcessParser):
    """One process or subprocess."""

    def create_spec(self) -> ProcessSpec:
        return ProcessSpec(self.bpmn_id)

    def add_tasks(self) -> None:
        """Every node, in document order; boundary events come with their hosts."""
        for node in flow_nodes(self.node):
            if kind(node) != "boundaryEvent":
                self.parse_node(node)


class Parser(BpmnParser):
    """One for each deployment: subprocess ids must be unique over all its files."""

    PROCESS_PARSER_CLASS = BodyParser
    OVERRIDE_PARSER_CLASSES: ClassVar[dict[str, Any]] = {
        bpmn("startEvent"): (EventParser, events.StartEvent),
        bpmn("endEvent"): (EventParser, throws.EndEvent),
        bpmn("intermediateCatchEvent"): (EventParser, events.CatchEvent),
        bpmn("intermediateThrowEvent"): (EventParser, throws.ThrowEvent),
        bpmn("boundaryEvent"): (BoundaryParser, events.BoundaryEvent),
        bpmn("task"): (NodeParser, activities.Task),
        bpmn("manualTask"): (NodeParser, activities.ManualTask),
        bpmn("userTask"): (NodeParser, UserTask),
        bpmn("scriptTask"): (ScriptParser, activities.ScriptTask),
        bpmn("businessRuleTask"): (ScriptParser, activities.BusinessRuleTask),
        bpmn("serviceTask"): (NodeParser, activities.ServiceTask),
        bpmn("sendTask"): (EventParser, throws.SendTask),
        bpmn("receiveTask"): (EventParser, events.ReceiveTask),
        bpmn("exclusiveGateway"): (NodeParser, gateways.ExclusiveGateway),
        bpmn("parallelGateway"): (NodeParser, gateways.ParallelGateway),
        bpmn("inclusiveGateway"): (NodeParser, gateways.InclusiveGateway),
        bpmn("complexGateway"): (NodeParser, gateways.ComplexGateway),
        bpmn("transaction"): (SubprocessParser, subprocess.Subprocess),
        bpmn("eventBasedGateway"): (EventParser, events.EventGateway),
        bpmn("subProcess"): (SubprocessParser, subprocess.Subprocess),
        bpmn("adHocSubProcess"): (SubprocessParser, AdHocSubprocess),
        bpmn("callActivity"): (CallParser, subprocess.CallActivity),
    }  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.made: dict[str, Made] = {}


def parse(trees: dict[str, Node]) -> tuple[dict[str, ProcessSpec], dict[str, Made]]:
    """All processes and bodies by id, and what was made of each drawn node."""
    parser = Parser()
    for file, root in trees.items():
        parser.add_bpmn_xml(root, file)
    for process_id in list(parser.process_parsers):
        _build(parser, process_id)
    specs = {key: part.get_spec() for key, part in parser.process_parsers.items()}
    return specs, parser.made


def _build(parser: Parser, process_id: str) -> None:
    waiting = [process_id]
    while waiting:
        known = set(parser.process_parsers)
        parser.process_parsers[waiting.pop()].get_spec()
        waiting += [key for key in parser.process_parsers if key not in known]
