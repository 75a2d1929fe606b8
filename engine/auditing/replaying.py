"""A case told again on its diagram: with each event, which elements it came to and which it left.
Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from engine.bpmn import Element
from engine.history.kinds import EventKind

_K = EventKind
_COMES = frozenset({_K.TASK_OPENED})
_GOES = frozenset({_K.TASK_COMPLETED, _K.TASK_WITHDRAWN})
_ENDS = frozenset({_K.CASE_COMPLETED, _K.CASE_CANCELLED, _K.CASE_FAILED})
_PASSES = frozenset(
    {_K.CASE_STARTED, _K.TIMER_FIRED, _K.MESSAGE_RECEIVED, _K.SIGNAL_RECEIVED, _K.JOB_FINISHED,
     _K.DECIDED, _K.COMPUTED, _K.PASSED, _K.LAW_DECIDED}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What is needed of an event; `task` tells apart tasks of the same element."""

    seq: int
    kind: int
    element: Element | None
    task: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """After an event: elements by their id. `passed` holds their only flows too."""

    seq: int
    comes: tuple[str, ...] = ()
    goes: tuple[str, ...] = ()


@dataclass(slots=True)
class Stand:
    """Where a case stands after some steps."""

    here: dict[str, int] = field(default_factory=dict)
    passed: dict[str, None] = field(default_factory=dict)

    def take(self, step: Step) -> None:
        """Go one step on."""
        for each in step.goes:
            left = self.here.get(each, 0) - 1
            if left > 0:
                self.here[each] = left
            else:
                self.here.pop(each, None)
            self.passed[each] = None
        for each in step.comes:
            self.here[each] = self.here.get(each, 0) + 1


def steps_of(events: Iterable[Told]) -> tuple[Step, ...]:
    """The steps, in the order of the events; one for each, also where nothing moves."""
    standing: dict[int | None, Element] = {}
    found = []
    for event in events:
        kind, element = event.kind, event.element
        if kind in _COMES and element is not None:
            standing[event.task] = element
            found.append(Step(event.seq, comes=(element.id,)))
        elif kind in _GOES and element is not None:
            standing.pop(event.task, None)
            found.append(Step(event.seq, goes=_left(element)))
        elif kind in _ENDS:
            gone = [each.id for each in standing.values()]
            standing.clear()
            found.append(Step(event.seq, goes=(*gone, *(_left(element) if element else ()))))
        elif kind in _PASSES and element is not None:
            found.append(Step(event.seq, goes=_left(element)))
        else:
            found.append(Step(event.seq))
    return tuple(found)


def stand_after(steps: Iterable[Step], seq: int) -> Stand:
    """Where the case stood when this event was written."""
    stand = Stand()
    for step in steps:
        if step.seq > seq:
            break
        stand.take(step)
    return stand


def _left(element: Element) -> tuple[str, ...]:
    """The element, and the flow behind it where there is only one."""
    return (element.id, *(element.outgoing if len(element.outgoing) == 1 else ()))
