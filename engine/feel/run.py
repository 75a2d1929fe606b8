"""One evaluation under way: its budget, its depth, its warnings, its host.

Loops, calls and large values pay from a budget in advance, so a hostile expression ends with
FeelLimitError after a bounded amount of work instead of hanging.
"""

from engine.feel.errors import FeelLimitError, Warning
from engine.feel.host import Host

STEPS = 300_000
MAX_CALLS = 60
MAX_STRING = 1_000_000
MAX_WARNINGS = 100


class Run:
    """The mutable companion of one evaluation; never shared between threads."""

    __slots__ = ("depth", "host", "left", "warnings")

    def __init__(
        self, host: Host, *, warnings: list[Warning] | None = None, steps: int = STEPS
    ) -> None:
        self.host = host
        self.warnings = warnings
        self.left = steps
        self.depth = 0

    def spend(self, steps: int) -> None:
        """Pay for work that is about to happen."""
        self.left -= steps
        if self.left < 0:
            raise FeelLimitError("The expression takes too many steps and was stopped.")

    def enter(self) -> None:
        """Count one more call inside a call."""
        self.depth += 1
        if self.depth > MAX_CALLS:
            self.depth = 0
            raise FeelLimitError("The functions call each other too deeply.")

    def leave(self) -> None:
        """Count a call as returned."""
        self.depth -= 1

    def warn(self, text: str, offset: int, message: str) -> None:
        """Keep the reason why something became null; the first hundred are enough."""
        if self.warnings is not None and len(self.warnings) < MAX_WARNINGS:
            self.warnings.append(Warning(message, text, offset))
