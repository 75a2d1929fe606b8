"""What the rules write into: problems with their place, and the process that a case runs."""

from dataclasses import dataclass, field

from engine.bpmn.problems import Problem, Severity
from engine.bpmn.tree import Node, identity, title


@dataclass(slots=True)
class Findings:
    """Grows while the rules run."""

    trees: dict[str, Node]
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
