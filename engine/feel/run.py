"""One evaluation under way: its budget, its depth, its warnings, its host.

Loops, calls and large values pay from a budget in advance, so a hostile expression ends with
FeelLimitError after a bounded amount of work instead of hanging.
"""

from engine.feel.errors import FeelLimitError, Warning
from engine.feel.host import NO_HOST, Host

STEPS = 150_000
MAX_CALLS = 120
MAX_STRING = 200_000
MAX_WARNINGS = 100


class Run:
    """The mutable companion of one evaluation; never shared between threads.

    The defaults lie on the class: making a run costs next to nothing on the hot path.
    """

    host: Host = NO_HOST
    warnings: list[Warning] | None = None
    left: int = STEPS
    depth: int = 0

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
        self.spend(5)
        if self.warnings is not None and len(self.warnings) < MAX_WARNINGS:
            self.warnings.append(Warning(message, text, offset))


def start(host: Host, *, warnings: list[Warning] | None = None, steps: int = STEPS) -> Run:
    """A run that begins now."""
    run = Run()
    if host is not NO_HOST:
        run.host = host
    if warnings is not None:
        run.warnings = warnings
    if steps != STEPS:
        run.left = steps
    return run
