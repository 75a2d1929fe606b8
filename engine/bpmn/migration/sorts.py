"""What may take the place of what: a token that waits at one sort of node waits at the same sort.

Two drawn kinds are one sort where a waiting token means the same: a receive task and a message
catch, a parallel and an inclusive join, a subprocess and a transaction.
"""

from dataclasses import dataclass
from typing import Any

from engine.bpmn.program import Element, Program
from engine.bpmn.specs.activities import Job
from engine.bpmn.specs.ad_hoc import AdHocSubprocess
from engine.bpmn.specs.events import (
    BoundaryEvent,
    CatchEvent,
    EventGateway,
    ReceiveTask,
    StartEvent,
)
from engine.bpmn.specs.gateways import ComplexGateway, InclusiveGateway, ParallelGateway
from engine.bpmn.specs.several import Loop, ParallelInstances, SequentialInstances
from engine.bpmn.specs.subprocess import CallActivity, Handler, Subprocess
from engine.bpmn.specs.throws import EndEvent, ThrowEvent
from engine.bpmn.specs.user_task import UserTask
from engine.bpmn.state import ROLE_BITS

WHOLE, PART = 0, 1  # roles of a place: the node itself, and what runs under a loop

_SORTS: tuple[tuple[type, str], ...] = (
    (UserTask, "user"),
    (ReceiveTask, "catch"),
    (CatchEvent, "catch"),
    (EventGateway, "event-gateway"),
    (BoundaryEvent, "boundary"),
    (StartEvent, "start"),
    (EndEvent, "end"),
    (ThrowEvent, "throw"),
    (ComplexGateway, "complex"),
    (InclusiveGateway, "join"),
    (ParallelGateway, "join"),
    (AdHocSubprocess, "ad-hoc"),
    (Handler, "handler"),
    (CallActivity, "call"),
    (Subprocess, "subprocess"),
    (Loop, "loop"),
    (ParallelInstances, "several"),
    (SequentialInstances, "several-in-turn"),
    (Job, "job"),
)
_ARMED = frozenset({"boundary", "start"})
_NEVER_WAITS = frozenset({"", "none"})


@dataclass(frozen=True, slots=True)
class Sort:
    """What a node is for a token: `whole` of the loop where there is one, `part` of what runs."""

    whole: str
    part: str

    @property
    def repeats(self) -> bool:
        """It is done more than once."""
        return self.whole != self.part

    @property
    def is_armed(self) -> bool:
        """It waits beside what runs, and can be dropped: a boundary event, a handler's start."""
        return self.part in _ARMED

    @property
    def can_wait(self) -> bool:
        """A token of a resting case may stand here."""
        return self.repeats or self.part not in _NEVER_WAITS


def spec_of(program: Program, element: Element, role: int = WHOLE) -> Any:
    """The specification of an element; None for what is only notation."""
    return program._places.get((element.index << ROLE_BITS) + role)


def part_of(program: Program, element: Element) -> Any:
    """What runs of an element: of one that is done several times, the repeated part."""
    return spec_of(program, element, PART) or spec_of(program, element)


def sort_of(program: Program, element: Element) -> Sort:
    """The sort of an element."""
    whole = spec_of(program, element)
    return Sort(_sort(whole), _sort(part_of(program, element)))


def _sort(spec: Any) -> str:
    if spec is None:
        return "none"
    found = next((name for kind, name in _SORTS if isinstance(spec, kind)), "")
    if found == "handler" and spec.undoes:
        return "undoing-handler"
    if found == "start" and spec.handler is None:
        return "none"
    return found
