"""What the rules write into: problems with their place, and the process that a case runs."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from engine.bpmn.lint.catalogue import consequence_of
from engine.bpmn.problems import Fix, Problem, Severity
from engine.bpmn.tree import BPMN, FLOW_NODES, Node, bpmn, identity, namespace, title
from engine.sentences import facts_of


@dataclass
class Findings:
    """Grows while the rules run; None for decisions or forms means: not checked.

    `unsound` is how grave it is when a drawing surely comes to no end.
    """

    trees: dict[str, Node]
    decisions: Collection[str] | None = None
    roles: Mapping[str, str] = field(default_factory=dict)
    form_keys: Collection[str] | None = None
    unsound: Severity = Severity.ERROR
    problems: list[Problem] = field(default_factory=list)
    process_id: str = ""

    def refuse(
        self,
        rule: str,
        node: Node,
        message: str,
        advice: str = "",
        /,
        *,
        fix: Fix | None = None,
        **facts: object,
    ) -> None:
        """An error: the model is refused. `facts` fill the places of the sentences."""
        self.say(Severity.ERROR, rule, node, message, advice, fix=fix, **facts)

    def warn(
        self,
        rule: str,
        node: Node,
        message: str,
        advice: str = "",
        /,
        *,
        fix: Fix | None = None,
        **facts: object,
    ) -> None:
        """A warning."""
        self.say(Severity.WARNING, rule, node, message, advice, fix=fix, **facts)

    def say(
        self,
        severity: Severity,
        rule: str,
        node: Node,
        message: str,
        advice: str = "",
        /,
        *,
        fix: Fix | None = None,
        **facts: object,
    ) -> None:
        """A finding of that severity."""
        named = _nearest_with_id(node)
        shown = facts_of(facts)
        self.problems.append(
            Problem(
                self.file_of(node), identity(named), title(named), severity, rule, message, advice,
                shown, consequence_of(rule), fix,
            )
        )  # fmt: skip

    @cached_property
    def by_id(self) -> Mapping[str, Node]:
        """Every element that has an id, the first of each, in all files."""
        found: dict[str, Node] = {}
        for root in self.trees.values():
            for node in root.iter():
                if node.get("id") and namespace(node) == BPMN:
                    found.setdefault(identity(node), node)
        return found

    @cached_property
    def incoming(self) -> Mapping[str, list[Node]]:
        """The flows into each node."""
        return self._flows_by("targetRef")

    @cached_property
    def outgoing(self) -> Mapping[str, list[Node]]:
        """The flows out of each node, in document order."""
        return self._flows_by("sourceRef")

    def _flows_by(self, end: str) -> Mapping[str, list[Node]]:
        flows: dict[str, list[Node]] = {}
        for flow in self.nodes("sequenceFlow"):
            flows.setdefault(flow.get(end, ""), []).append(flow)
        return flows

    def nodes(self, *names: str) -> Iterator[Node]:
        """All BPMN elements of those names, in all files."""
        for root in self.trees.values():
            yield from root.iter(*[bpmn(name) for name in names])

    def flow_nodes(self) -> Iterator[Node]:
        """All flow nodes, in all files."""
        return self.nodes(*sorted(FLOW_NODES))

    def file_of(self, node: Node) -> str:
        """The file that a node stands in."""
        root = node.getroottree().getroot()
        return next((file for file, tree in self.trees.items() if tree is root), "")


def _nearest_with_id(node: Node) -> Node:
    """The element itself or what it stands in; for a file's own head, what it holds."""
    at: Node | None = node
    while at is not None:
        if at.get("id"):
            return at
        at = at.getparent()
    root = node.getroottree().getroot()
    return next((part for part in root if part.get("id")), node)
