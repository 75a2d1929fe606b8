"""A drawing in few words, and a player that saves and restores the state between all steps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, TypeVar, cast

import pytest
from lxml import etree

from engine.bpmn import (
    Change,
    Limits,
    Outcome,
    Program,
    Snapshot,
    Surroundings,
    TaskOpened,
    Visited,
    cancel,
    compile_program,
    complete,
    data_of,
    deliver,
    finish_job,
    fire,
    start,
    throw_error,
    visited,
    where_tokens_stand,
)
from engine.bpmn.migration import Edits, Moved, Obstacle, make_plan, move
from engine.bpmn.restore import restore, save
from engine.bpmn.tree import GATEWAYS, SCOPES, bpmn, flow_nodes, kind
from engine.calendar import Calendar
from engine.values import Value

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:cauce="urn:cauce:bpmn:1"'
    ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="urn:test"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)
LUNES = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)  # a Monday, 9:00 in Lima
BESIDE = ("triggeredByEvent", "isForCompensation", "attachedToRef")  # outside the flow
Kind = TypeVar("Kind")


def xml(body: str, *, roots: str = "") -> bytes:
    """A file with one process `p`."""
    process = f'<bpmn:process id="p" name="Prueba" isExecutable="true">{body}</bpmn:process>'
    return ended(f"{HEAD}{roots}{process}</bpmn:definitions>".encode())


def ended(drawn: bytes) -> bytes:
    """Levels that draw a start draw an end too: one after all nodes without a way out."""
    root = etree.fromstring(drawn)
    sources = {flow.get("sourceRef") for flow in root.iter(bpmn("sequenceFlow"))}
    reached = {flow.get("targetRef") for flow in root.iter(bpmn("sequenceFlow"))}
    for scope in root.iter(*map(bpmn, SCOPES)):
        free = [node for node in flow_nodes(scope) if node.get("id") not in sources]
        free = [node for node in free if not any(map(node.get, BESIDE))]
        begins = scope.find(bpmn("startEvent")) is not None
        free = [node for node in free if kind(node) not in ("endEvent", "startEvent")]
        free = [node for node in free if node.find(bpmn("linkEventDefinition")) is None]
        free = [node for node in free if node.get("id") in reached and kind(node) not in GATEWAYS]
        if free and begins:
            name = f"{scope.get('id')}_end"
            etree.SubElement(scope, bpmn("endEvent"), id=name)
            for at, node in enumerate(free):
                flow = {"id": f"{name}_f{at}", "sourceRef": node.get("id"), "targetRef": name}
                etree.SubElement(scope, bpmn("sequenceFlow"), flow)
    return etree.tostring(root)


@dataclass
class Pen:
    """Draws the parts of a process."""

    flows: int = 0

    def user(self, name: str, inside: str = "", extra: str = "", **attributes: str) -> str:
        """A user task for the role `clerk`."""
        given = "".join(f' {key}="{value}"' for key, value in attributes.items())
        return (
            f'<bpmn:userTask id="{name}" name="{name}"{given}><bpmn:extensionElements>'
            f'<zeebe:assignmentDefinition candidateGroups="clerk"/>{extra}'
            f"</bpmn:extensionElements>{inside}</bpmn:userTask>"
        )

    def script(self, name: str, expression: str, variable: str, inside: str = "") -> str:
        """A script task."""
        return (
            f'<bpmn:scriptTask id="{name}"><bpmn:extensionElements>'
            f"<zeebe:script expression='{expression}' resultVariable='{variable}'/>"
            f"</bpmn:extensionElements>{inside}</bpmn:scriptTask>"
        )

    def job(self, name: str, kind: str = "work", extra: str = "") -> str:
        """A service task."""
        return (
            f'<bpmn:serviceTask id="{name}"><bpmn:extensionElements>'
            f'<zeebe:taskDefinition type="{kind}"/>{extra}</bpmn:extensionElements>'
            f"</bpmn:serviceTask>"
        )

    def flow(self, *nodes: str, condition: str = "") -> str:
        """Flows along a chain of nodes; the condition stands on the last."""
        drawn = ""
        for source, target in pairwise(nodes):
            self.flows += 1
            inside = f"<bpmn:conditionExpression>{condition}</bpmn:conditionExpression>"
            drawn += (
                f'<bpmn:sequenceFlow id="f{self.flows}" sourceRef="{source}" targetRef="{target}">'
                f"{inside if condition and target == nodes[-1] else ''}</bpmn:sequenceFlow>"
            )
        return drawn

    def boundary(self, name: str, host: str, definition: str, *, interrupting: bool = True) -> str:
        """A boundary event."""
        flag = "" if interrupting else ' cancelActivity="false"'
        return (
            f'<bpmn:boundaryEvent id="{name}" attachedToRef="{host}"{flag}>{definition}'
            f"</bpmn:boundaryEvent>"
        )

    def timer(self, form: str, text: str) -> str:
        """A timer definition."""
        return (
            f'<bpmn:timerEventDefinition><bpmn:{form} xsi:type="bpmn:tFormalExpression">{text}'
            f"</bpmn:{form}></bpmn:timerEventDefinition>"
        )

    def ends(self, *names: str) -> str:
        """Plain starts are named s, ends anything else."""
        return '<bpmn:startEvent id="s"/>' + "".join(f'<bpmn:endEvent id="{n}"/>' for n in names)


@dataclass
class Play:
    """One instance, moved by hand; every change is remembered."""

    program: Program
    now: datetime = LUNES
    limits: Limits = field(default_factory=Limits)
    outcome: Outcome | None = None
    log: list[Change] = field(default_factory=list)

    @property
    def around(self) -> Surroundings:
        """The moment."""
        calendar = Calendar()
        today = self.now.astimezone(calendar.zone).date()
        return Surroundings(self.now, today, calendar, limits=self.limits)

    @property
    def snapshot(self) -> Snapshot:
        """Where it stands."""
        assert self.outcome is not None
        return self.outcome.snapshot

    def _take(self, outcome: Outcome) -> "Play":
        again = restore(self.program, outcome.snapshot, surroundings=self.around)
        again.scopes_before = None
        assert save(again) == outcome.snapshot, "a state comes back as it was"
        self.outcome = outcome
        self.log += outcome.changes
        return self

    def start(self, at: str | None = None, **variables: Value) -> "Play":
        """Begin."""
        return self._take(start(self.program, variables, surroundings=self.around, start_event=at))

    def do(self, name: str, **data: Value) -> "Play":
        """Complete the first open task of that name."""
        token = next(task.token for task in self.open() if task.name == name)
        return self.complete(token, data)

    def complete(self, token: int, data: Mapping[str, Value]) -> "Play":
        """Complete a task by its token."""
        return self._take(
            complete(self.program, self.snapshot, token, data, surroundings=self.around)
        )

    def fire(self, token: int) -> "Play":
        """A timer is due."""
        return self._take(fire(self.program, self.snapshot, token, surroundings=self.around))

    def deliver(self, token: int, **payload: Value) -> "Play":
        """A message has come."""
        return self._take(
            deliver(self.program, self.snapshot, token, payload, surroundings=self.around)
        )

    def finish_job(self, token: int, **result: Value) -> "Play":
        """A job is done."""
        return self._take(
            finish_job(self.program, self.snapshot, token, result, surroundings=self.around)
        )

    def throw(self, token: int, code: str) -> "Play":
        """A job ends with an error."""
        return self._take(
            throw_error(self.program, self.snapshot, token, code, {}, surroundings=self.around)
        )

    def migrate(self, new: Program, **edits: Any) -> "Play | tuple[Obstacle, ...]":
        """Go over to another version, or say what stands in the way."""
        plan = make_plan(self.program, new, Edits(**edits))
        assert plan.problems == ()
        moved = move(plan, self.snapshot, surroundings=self.around)
        return moved if isinstance(moved, tuple) else self.went_over(new, moved)

    def went_over(self, new: Program, moved: Moved) -> "Play":
        """The rows of before hang at the same tokens, under the numbers of the new version."""
        names = {task.token: task.name for task in moved.tasks}
        self.log = [
            _renumbered(change, moved.elements, names) for change in [*self.log, *moved.before]
        ]
        self.program = new
        return self._take(moved.outcome)

    def cancel(self) -> "Play":
        """End it."""
        return self._take(cancel(self.program, self.snapshot, surroundings=self.around))

    def wait(self, **length: float) -> "Play":
        """Let time pass."""
        self.now += timedelta(**length)
        return self

    def open(self) -> list[TaskOpened]:
        """The tasks that are open now, oldest first."""
        closed = {change.token for change in self.log if type(change).__name__ == "TaskClosed"}
        return [task for task in self.changes(TaskOpened) if task.token not in closed]

    def names(self) -> list[str]:
        """Their names."""
        return [task.name for task in self.open()]

    def changes(self, kind: type[Kind]) -> list[Kind]:
        """All changes of a kind so far."""
        return [change for change in self.log if isinstance(change, kind)]

    def last(self, kind: type[Kind]) -> Kind:
        """The latest change of a kind."""
        return self.changes(kind)[-1]

    @property
    def status(self) -> str:
        """How it stands."""
        assert self.outcome is not None
        return self.outcome.status.value

    def data(self, token: int | None = None) -> dict[str, Any]:
        """What a token sees."""
        return data_of(self.program, self.snapshot, token)

    def seen(self) -> Visited:
        """What the diagram shows."""
        found = visited(self.program, self.snapshot)
        assert where_tokens_stand(self.program, self.snapshot.tokens) == found.here
        return found


def _renumbered(change: Any, elements: Mapping[int, int], names: Mapping[int, str]) -> Change:
    if getattr(change, "token", None) in elements:
        change = replace(change, element=elements[change.token])
    if isinstance(change, TaskOpened) and change.token in names:
        change = replace(change, name=names[change.token])
    return cast("Change", change)


@pytest.fixture
def pen() -> Pen:
    """Something to draw with."""
    return Pen()


@pytest.fixture
def play() -> Callable[..., Play]:
    """A drawing becomes an instance that has not begun."""

    def begin(body: str, *, roots: str = "", **settings: Any) -> Play:
        limits = settings.pop("limits", Limits())
        program = compile_program({"p.bpmn": xml(body, roots=roots)}, **settings)
        return Play(program, limits=limits)

    return begin


@pytest.fixture
def running() -> Callable[[Program], Play]:
    """An instance of a program that has not begun."""
    return Play


@pytest.fixture
def file() -> Callable[..., bytes]:
    """The bytes of a file with one process."""
    return xml
