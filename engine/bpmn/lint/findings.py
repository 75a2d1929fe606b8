"""What the rules write into: problems with their place, and the process that a case runs."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from engine.bpmn.problems import Problem, Severity
from engine.bpmn.tree import FLOW_NODES, Node, bpmn, identity, title

# What the rest of the system carries between an instance and the outside. Further words that a
# caller may add: "signals", "message-starts", "timer-starts", "signal-starts".
CARRIED = frozenset({"tasks", "timers", "messages", "jobs"})


@dataclass(slots=True)
class Findings:
    """Grows while the rules run; None for decisions or forms means: not checked."""

    trees: dict[str, Node]
    decisions: Collection[str] | None = None
    roles: Mapping[str, str] = field(default_factory=dict)
    form_keys: Collection[str] | None = None
    carries: frozenset[str] = CARRIED
    problems: list[Problem] = field(default_factory=list)
    process_id: str = ""

    def refuse(self, rule: str, node: Node, message: str, advice: str = "") -> None:
        """An error: the model is refused."""
        self._add(Severity.ERROR, rule, node, message, advice)

    def warn(self, rule: str, node: Node, message: str, advice: str = "") -> None:
        """A warning."""
        self._add(Severity.WARNING, rule, node, message, advice)

    def _add(self, severity: Severity, rule: str, node: Node, message: str, advice: str) -> None:
        named = _nearest_with_id(node)
        self.problems.append(
            Problem(
                self.file_of(node), identity(named), title(named), severity, rule, message, advice
            )
        )

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
    at: Node | None = node
    while at is not None:
        if at.get("id"):
            return at
        at = at.getparent()
    return node
