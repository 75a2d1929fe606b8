"""Soundness: structured models get no alarm, planted faults get one, and the proof is the same
whether the net is made small first or all its games are played.
"""

from itertools import pairwise
from random import Random

import pytest

from engine.bpmn import Severity
from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.soundness import check_soundness
from engine.bpmn.lint.soundness.exploring import explore
from engine.bpmn.lint.soundness.net import net_of
from engine.bpmn.lint.soundness.reduction import reduced
from engine.bpmn.tree import read

ERROR, WARNING = Severity.ERROR, Severity.WARNING
NEVER, CROWD, WAITS = "Nunca continúa", "lo que sigue ocurriría dos veces", "esperando para siempre"


def found_in(file, body):
    found = Findings({"p.bpmn": read(file(body))})
    check_soundness(found)
    return [(one.severity, one.element_id, one.message_es) for one in found.problems]


class Drawn:
    """Random blocks, each split joined by its own kind; remembers where its joins are."""

    def __init__(self, random, wrong=""):
        self.random, self.wrong = random, wrong
        self.parts, self.joins, self.count = [], [], 0

    def node(self, kind, attributes=""):
        self.count += 1
        name = f"n{self.count}"
        self.parts.append(f'<bpmn:{kind} id="{name}"{attributes}/>')
        return name

    def flow(self, source, target):
        self.count += 1
        self.parts.append(
            f'<bpmn:sequenceFlow id="f{self.count}" sourceRef="{source}" targetRef="{target}"/>'
        )

    def block(self, depth):
        """The first and last node."""
        choices = ["task", "task", "seq", "fork", "fork", "loop", "border"] if depth else ["task"]
        match self.random.choice(choices):
            case "seq":
                (first, one), (two, last) = self.block(depth - 1), self.block(depth - 1)
                self.flow(one, two)
                return first, last
            case "fork":
                kind = self.random.choice(["exclusive", "parallel", "inclusive"])
                return self.fork(kind, kind, depth)
            case "loop":
                merge, choice = self.node("exclusiveGateway"), self.node("exclusiveGateway")
                first, last = self.block(depth - 1)
                self.flow(merge, first)
                self.flow(last, choice)
                self.flow(choice, merge)
                return merge, choice
            case "border":
                task, merge = self.node("task"), self.node("exclusiveGateway")
                border = self.node("boundaryEvent", f' attachedToRef="{task}"')
                first, last = self.block(depth - 1)
                self.flow(border, first)
                self.flow(last, merge)
                self.flow(task, merge)
                return task, merge
        task = self.node("task")
        return task, task

    def fork(self, split, join, depth):
        split, join = self.node(f"{split}Gateway"), self.node(f"{join}Gateway")
        for _ in range(self.random.randint(2, 3)):
            first, last = self.block(depth - 1)
            self.flow(split, first)
            self.flow(last, join)
        return split, join

    def body(self, first, last):
        self.parts.append('<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>')
        self.flow("s", first)
        self.flow(last, "e")
        return "".join(self.parts)


@pytest.mark.parametrize("seed", range(150))
def test_a_structured_model_gets_no_alarm(file, seed):
    drawn = Drawn(Random(seed))  # noqa: S311 -- a reproducible model, no secret
    assert found_in(file, drawn.body(*drawn.block(4))) == []


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize(
    ("split", "join", "severity", "says"),
    [
        ("exclusive", "parallel", ERROR, NEVER),
        ("inclusive", "parallel", WARNING, WAITS),
        ("parallel", "exclusive", WARNING, CROWD),
        ("inclusive", "exclusive", WARNING, CROWD),
    ],
)
def test_a_planted_fault_is_found_at_its_join(file, seed, split, join, severity, says):
    drawn = Drawn(Random(seed))  # noqa: S311 -- a reproducible model, no secret
    first, last = drawn.block(2)
    wrong, joined = drawn.fork(split, join, 2)
    task = drawn.node("task")
    drawn.flow(last, wrong)
    drawn.flow(joined, task)
    told = found_in(file, drawn.body(first, task))
    assert (severity, joined) in {(grave, name) for grave, name, text in told if says in text}
    assert {name for grave, name, _ in told if grave is ERROR} <= {joined}


@pytest.mark.parametrize("join", ["exclusive", "parallel"])
def test_a_split_and_a_join_of_one_kind_are_right_around_a_loop(file, join):
    drawn = Drawn(Random(1))  # noqa: S311 -- a reproducible model, no secret
    merge, choice = drawn.node("exclusiveGateway"), drawn.node("exclusiveGateway")
    split, joined = drawn.fork(join, join, 1)
    drawn.flow(merge, split)
    drawn.flow(joined, choice)
    drawn.flow(choice, merge)
    assert found_in(file, drawn.body(merge, choice)) == []


CIRCLE = (
    '<bpmn:startEvent id="s"/><bpmn:exclusiveGateway id="m"/><bpmn:task id="t"/>'
    '<bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="m"/>'
    '<bpmn:sequenceFlow id="f2" sourceRef="m" targetRef="t"/>'
    '<bpmn:sequenceFlow id="f3" sourceRef="t" targetRef="m"/>'
)
ENDED = (
    '<bpmn:startEvent id="s0"/><bpmn:sequenceFlow id="f0" sourceRef="s0" targetRef="box"/>'
    '<bpmn:subProcess id="box">{}</bpmn:subProcess><bpmn:endEvent id="e0"/>'
    '<bpmn:boundaryEvent id="b" attachedToRef="box"/>'
    '<bpmn:sequenceFlow id="f9" sourceRef="b" targetRef="e0"/>'
)


def plain(drawn):
    """The file as drawn: no end is added to a circle."""
    head = 'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    return (
        f'<bpmn:definitions {head}><bpmn:process id="p">{drawn}</bpmn:process></bpmn:definitions>'
    ).encode()


def test_a_circle_without_a_way_out_is_an_error():
    assert [(one[0], one[1]) for one in found_in(plain, CIRCLE)] == [(ERROR, "p")]


def test_a_circle_that_a_border_ends_is_right():
    assert found_in(plain, ENDED.format(CIRCLE)) == []


def test_a_terminate_end_ends_what_waits_beside(file):
    body = (
        '<bpmn:startEvent id="s"/><bpmn:parallelGateway id="g"/><bpmn:task id="a"/>'
        '<bpmn:task id="b"/><bpmn:endEvent id="e"><bpmn:terminateEventDefinition/></bpmn:endEvent>'
        '<bpmn:endEvent id="e2"/>'
        '<bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="g"/>'
        '<bpmn:sequenceFlow id="f2" sourceRef="g" targetRef="a"/>'
        '<bpmn:sequenceFlow id="f3" sourceRef="g" targetRef="b"/>'
        '<bpmn:sequenceFlow id="f4" sourceRef="a" targetRef="e"/>'
        '<bpmn:sequenceFlow id="f5" sourceRef="b" targetRef="e2"/>'
    )
    assert found_in(file, body) == []


def test_a_path_beside_an_activity_that_joins_its_way_is_told(file):
    body = (
        '<bpmn:startEvent id="s"/><bpmn:task id="a"/><bpmn:exclusiveGateway id="m"/>'
        '<bpmn:boundaryEvent id="b" attachedToRef="a" cancelActivity="false"/><bpmn:task id="t"/>'
        '<bpmn:endEvent id="e"/><bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="a"/>'
        '<bpmn:sequenceFlow id="f2" sourceRef="a" targetRef="m"/>'
        '<bpmn:sequenceFlow id="f3" sourceRef="b" targetRef="m"/>'
        '<bpmn:sequenceFlow id="f4" sourceRef="m" targetRef="t"/>'
        '<bpmn:sequenceFlow id="f5" sourceRef="t" targetRef="e"/>'
    )
    assert [(one[0], one[1]) for one in found_in(file, body)] == [(WARNING, "m")]


def random_graph(random):
    """Any gateways joined in any manner, forward mostly."""
    drawn = Drawn(random)
    kinds = ["exclusiveGateway", "parallelGateway", "inclusiveGateway", "task"]
    nodes = [drawn.node(random.choice(kinds)) for _ in range(random.randint(4, 9))]
    for one, other in pairwise(nodes):
        drawn.flow(one, other)
    for _ in range(random.randint(1, 5)):
        one, other = random.choice(nodes), random.choice(nodes)
        if one != other:
            drawn.flow(one, other)
    return drawn.body(nodes[0], nodes[-1])


@pytest.mark.parametrize("seed", range(300))
def test_making_a_net_small_changes_no_verdict(file, seed):
    root = read(file(random_graph(Random(seed))))  # noqa: S311 -- a reproducible model, no secret
    found = Findings({"p.bpmn": root})
    scope = next(found.nodes("process"))
    small, whole = explore(reduced(net_of(found, scope))), explore(net_of(found, scope))
    assert bool(small.crowded) == bool(whole.crowded)
    assert small.crowded or comes_to_an_end(small) == comes_to_an_end(whole)


def comes_to_an_end(played):
    """From wherever the game may go."""
    assert played.whole
    ends = played.reaching({()})
    return all(marking in ends for marking in played.after)
