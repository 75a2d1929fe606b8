"""One evaluation of a model under way: FEEL's budget and warnings, plus the rules that matched."""

from dataclasses import dataclass

from engine.feel import Host, Warning
from engine.feel.run import Run

STEPS = 1_000_000


@dataclass(frozen=True, slots=True)
class MatchedRule:
    """A rule of a decision table that held: the table, the rule's id, its number from 1."""

    table: str
    rule: str
    number: int


class Work(Run):
    """A run that also remembers the rules that held, and the cells that could not be decided."""

    def __init__(self, host: Host, *, warnings: list[Warning], steps: int = STEPS) -> None:
        self.host = host
        self.warnings = warnings
        self.left = steps
        self.rules: list[MatchedRule] = []
        self.undecided: list[str] = []
