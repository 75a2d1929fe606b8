"""One level of a drawing as a net: steps that take tokens from places and put tokens on places.

A place is a sequence flow. What is abstracted: conditions (any choice may be made), what happens
inside a subprocess (its own level), time (anything awaited may come). So the net can do at least
what the model can: a step that never happens in the net never happens at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.positions import definitions
from engine.bpmn.notation.links import link_name, links
from engine.bpmn.tree import SUBPROCESSES, Node, child, children, flow_nodes, identity, kind

MOST_WAYS = 8  # of an inclusive choice: 255 subsets
KILLS = frozenset({"terminateEventDefinition", "errorEventDefinition", "cancelEventDefinition"})
THROWN = KILLS - {"terminateEventDefinition"}
Options = tuple[tuple[int, ...], ...]


class Join(StrEnum):
    """What a step needs.

    any: one token on one place. all: a token on each. inclusive: those that can still come.
    some: what its condition says, unknown here.
    """

    ANY = "any"
    ALL = "all"
    INCLUSIVE = "inclusive"
    SOME = "some"


JOINS = {
    "parallelGateway": Join.ALL, "inclusiveGateway": Join.INCLUSIVE, "complexGateway": Join.SOME,
}  # fmt: skip


@dataclass
class Step:
    """A node: where it takes, and the sets of places of which it fills one each time.

    `kills`: it clears the level. `beside`: what its non-interrupting borders may add.
    """

    node: str
    join: Join
    ins: list[int]
    options: Options
    kills: bool = False
    beside: tuple[tuple[int, ...], ...] = ()

    @property
    def is_sink(self) -> bool:
        """Whether it only takes, as a plain end does."""
        alone = not self.kills and not self.beside
        return alone and self.join is Join.ANY and self.options == ((),)


@dataclass
class Net:
    """A level: its steps, the node that each place arrives at, and how it may begin.

    `loose`: a join has a condition of its own, so what is left over may be meant. `too_wide`: a
    choice has too many ways to look at all.
    """

    steps: list[Step] = field(default_factory=list)
    arrives: dict[int, str] = field(default_factory=dict)
    into: dict[str, list[int]] = field(default_factory=dict)
    out: dict[str, list[int]] = field(default_factory=dict)
    conditional: set[int] = field(default_factory=set)
    beginnings: list[tuple[int, ...]] = field(default_factory=list)
    loose: bool = False
    too_wide: bool = False

    def place(self, source: str, target: str) -> int:
        """A new place between two nodes."""
        at = len(self.arrives)
        self.arrives[at] = target
        self.out.setdefault(source, []).append(at)
        self.into.setdefault(target, []).append(at)
        return at


def net_of(found: Findings, scope: Node) -> Net:
    """The net of a process or subprocess."""
    net = Net()
    for flow in children(scope, "sequenceFlow"):
        at = net.place(flow.get("sourceRef", ""), flow.get("targetRef", ""))
        if child(flow, "conditionExpression") is not None:
            net.conditional.add(at)
    for throw in links(scope, "intermediateThrowEvent"):
        for catch in links(scope, "intermediateCatchEvent"):
            if link_name(throw) == link_name(catch):
                net.place(identity(throw), identity(catch))
    nodes = [node for node in flow_nodes(scope) if not _is_beside(node)]
    _begin(net, nodes)
    for node in nodes:
        if kind(node) != "boundaryEvent":
            net.steps.append(_step(found, net, node, nodes))
    return net


def _is_beside(node: Node) -> bool:
    return node.get("triggeredByEvent") == "true" or node.get("isForCompensation") == "true"


def _begin(net: Net, nodes: list[Node]) -> None:
    """Each start is a beginning of its own; without one, what nothing leads to begins together."""
    starts = [
        identity(node)
        for node in nodes
        if kind(node) == "startEvent" or node.get("instantiate") == "true"
    ]
    loose = [
        identity(node)
        for node in nodes
        if not net.into.get(identity(node)) and kind(node) != "boundaryEvent"
    ]
    if starts:
        net.beginnings = [(net.place("", name),) for name in starts]
    elif loose:
        net.beginnings = [tuple(net.place("", name) for name in loose)]


def _step(found: Findings, net: Net, node: Node, nodes: list[Node]) -> Step:
    name = identity(node)
    borders = [
        event
        for event in nodes
        if kind(event) == "boundaryEvent"
        and event.get("attachedToRef") == name
        and net.out.get(identity(event))
    ]
    stops = [border for border in borders if border.get("cancelActivity") != "false"]
    options = (
        *(_options(net, node) if _ends_plainly(found, node) else ()),
        *(tuple(net.out[identity(border)]) for border in stops),
    )
    join = JOINS.get(kind(node), Join.ANY)
    into = net.into.get(name, [])
    net.loose = net.loose or (join is Join.SOME and len(into) > 1)
    return Step(
        name,
        join,
        into,
        options,
        kills=kind(node) == "endEvent"
        and any(kind(part) in KILLS for part in definitions(found, node)),
        beside=tuple(tuple(net.out[identity(border)]) for border in borders if border not in stops),
    )


def _ends_plainly(found: Findings, node: Node) -> bool:
    """Whether a subprocess may go on by its own way: not where each of its ends throws."""
    if kind(node) not in SUBPROCESSES:
        return True
    last = [inner for inner in flow_nodes(node) if not found.outgoing.get(identity(inner))]
    return not last or not all(
        kind(inner) == "endEvent"
        and any(kind(part) in THROWN for part in definitions(found, inner))
        for inner in last
        if not _is_beside(inner)
    )


def _options(net: Net, node: Node) -> Options:
    out = net.out.get(identity(node), [])
    match kind(node):
        case "eventBasedGateway" if node.get("eventGatewayType") == "Parallel":
            return (tuple(out),)
        case "exclusiveGateway" | "eventBasedGateway":
            return tuple((place,) for place in out) or ((),)
        case "inclusiveGateway" | "complexGateway":
            return tuple(_subsets(net, [], out)) or ((),)
        case "parallelGateway":
            return (tuple(out),)
    maybe = [place for place in out if place in net.conditional]
    always = [place for place in out if place not in net.conditional]
    return tuple(_subsets(net, always, maybe)) if maybe else (tuple(out),)


def _subsets(net: Net, always: list[int], maybe: list[int]) -> Iterator[tuple[int, ...]]:
    """Everything that may be taken together, but nothing at all."""
    if len(maybe) > MOST_WAYS:
        net.too_wide = True
        maybe = maybe[:MOST_WAYS]
    for size in range(len(maybe) + 1):
        for chosen in combinations(maybe, size):
            if always or chosen:
                yield (*always, *chosen)
