"""A compiled definition: what the verbs and the pages may know of it, and the parts that run.

Immutable and shared by all steps of the process: it is cached by hash. `elements[i].index == i`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.bpmn.formula import Formula
from engine.bpmn.problems import Problem


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """What a step must leave in the file; `required` may depend on the case."""

    kind: str
    title: str
    required: bool | Formula


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """A legal term as drawn (`cauce:deadline`); `warns`: how many calendar days before its last day
    people are told, most first; none: by the share of it that is used."""

    title: str
    start: Formula | None
    length: Formula
    unit: Formula | str
    source: str
    effect: str
    fires: str
    owner: str
    month_end: str
    warns: tuple[int, ...] = ()


GOING_ON, ANEW = "going_on", "anew"


@dataclass(frozen=True, slots=True)
class ClockRule:
    """A legal term stands still while an activity lasts (`cauce:clock`).

    `term` is the id of the element that has the term; `resumes` gives `going_on` (it goes on where
    it stood) or `anew` (it is counted from its beginning), asked when the activity is over."""

    term: str
    resumes: Formula


@dataclass(frozen=True, slots=True)
class BulkRule:
    """Tasks of this step may be completed many at once with one filled-in form (`cauce:bulk`);
    `most` gives how many at a time, None: as many as anything may."""

    most: Formula | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """One drawn flow node; `kind` is its BPMN name; `outgoing` are the ids of its flows, `calls` is
    the process that a call activity calls; `sealed_into` is the variable that the opening fills
    with what envelopes held (`cauce:sealed into`), None where nothing is filed in envelopes."""

    index: int
    id: str
    name: str
    kind: str
    process_id: str
    parent_id: str
    lane: str = ""
    role: str = ""
    form_key: str | None = None
    documents: tuple[DocumentRule, ...] = ()
    deadline: DeadlineRule | None = None
    clocks: tuple[ClockRule, ...] = ()
    sealed_until: str | None = None
    personal: bool = False
    """Its task goes to the person whom the diagram names, to nobody else of the role."""
    sealed_into: str | None = None
    bulk: BulkRule | None = None
    event: str = ""
    attached_to: str | None = None
    outgoing: tuple[str, ...] = ()
    calls: str = ""

    @property
    def shared(self) -> bool:
        """Anybody of the role files there under seal: who is at it is told no more than what."""
        return self.sealed_until is not None and not self.personal


@dataclass(frozen=True, slots=True)
class StartingPoint:
    """One way in which a case of the process may begin.

    `trigger` is none, message, signal, timer or conditional; `event_name` the name of the message
    or signal; `form` and `formula` say when a timer fires or what must become true; `which` tells
    apart the definitions of one event.
    """

    element_id: str
    trigger: str
    name: str = ""
    form_key: str | None = None
    event_name: str = ""
    which: int = 0
    form: str = ""
    formula: Formula | None = None


@dataclass(frozen=True, slots=True)
class Program:
    """What `compile_program` gives. Fields that begin with `_` are the kernel's own."""

    process_id: str
    name: str
    hash: bytes
    elements: tuple[Element, ...]
    flows: tuple[str, ...]
    reads: frozenset[str]
    starts: tuple[StartingPoint, ...]
    subject: Formula | None
    amount: Formula | None
    warnings: tuple[Problem, ...]
    # The library's specifications carry no types.
    _processes: Mapping[str, Any] = field(repr=False)
    _places: Mapping[int, Any] = field(repr=False)
    _by_id: Mapping[str, Element] = field(repr=False)
    _decisions: Mapping[str, Any] = field(repr=False)

    def element(self, element_id: str) -> Element:
        """The element with that id; KeyError when there is none."""
        return self._by_id[element_id]
