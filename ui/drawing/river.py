"""The step indicator: a channel that is full water behind, a ring here, a dry bed ahead.

The wave is drawn in a box of 100 units a step that the page stretches to its width (strokes keep
their thickness); the nodes are placed by the page, one column a step, at the heights given here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

STEP = 100
CREST, TROUGH, SHORE = 18, 30, 25
HEIGHT = 44


class Water(StrEnum):
    """Where a step stands: passed (ya pasó), here (está aquí) or to come (falta)."""

    PASSED = "passed"
    HERE = "here"
    TO_COME = "to-come"


@dataclass(frozen=True, slots=True)
class RiverStep:
    """One stage: its name, where it stands, a short note below (a date), a link back if any."""

    name: str
    water: Water
    note: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class RiverNode:
    """A step with the height of its node in the box; `down` nodes sit in a trough."""

    step: RiverStep
    number: int
    y: int

    @property
    def down(self) -> bool:
        return self.y == TROUGH


@dataclass(frozen=True, slots=True)
class River:
    """The drawing: its box, the two paths (either may be empty) and the nodes in order."""

    width: int
    height: int
    full: str
    dry: str
    nodes: tuple[RiverNode, ...]

    @property
    def here(self) -> RiverNode | None:
        """The step that the reader stands at; none before the first and after the last."""
        return next((node for node in self.nodes if node.step.water is Water.HERE), None)


def river(steps: Sequence[RiverStep]) -> River:
    """Draw the steps. Water reaches the last one that is here or passed; to the sea if all are."""
    nodes = tuple(
        RiverNode(step, number + 1, TROUGH if number % 2 else CREST)
        for number, step in enumerate(steps)
    )
    points = [(0, SHORE), *((node.number * STEP - STEP // 2, node.y) for node in nodes)]
    points.append((len(nodes) * STEP, SHORE))
    reached = _reached(steps)
    return River(
        width=len(nodes) * STEP,
        height=HEIGHT,
        full=_path(points[: reached + 1]),
        dry=_path(points[reached:]),
        nodes=nodes,
    )


def _reached(steps: Sequence[RiverStep]) -> int:
    """The index, among shore, steps and far shore, of the last point that water has reached."""
    wet = [number for number, step in enumerate(steps, 1) if step.water is not Water.TO_COME]
    if steps and all(step.water is Water.PASSED for step in steps):
        return len(steps) + 1
    return wet[-1] if wet else 0


def _path(points: Sequence[tuple[int, int]]) -> str:
    """A smooth line that is level at each point; nothing for fewer than two points."""
    if len(points) < 2:
        return ""
    x, y = points[0]
    parts = [f"M{x} {y}"]
    for to_x, to_y in points[1:]:
        middle = (x + to_x) // 2
        parts.append(f"C{middle} {y} {middle} {to_y} {to_x} {to_y}")
        x, y = to_x, to_y
    return "".join(parts)
