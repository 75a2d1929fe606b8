"""Whether a task was withdrawn because its time was over, and not for another reason."""

from __future__ import annotations

from engine.bpmn import Element, Program, Snapshot, visited


def was_too_late(program: Program, snapshot: Snapshot, element: int) -> bool:
    """A timer on the border of the task, or of what it lies in, has fired in this case."""
    passed = visited(program, snapshot).elements
    around = _around(program, program.elements[element])
    return any(
        border.event == "timer" and border.attached_to in around and border.id in passed
        for border in program.elements
    )


def _around(program: Program, element: Element) -> frozenset[str]:
    """The element and everything that encloses it."""
    inside = {element.id}
    by_id = {other.id: other for other in program.elements}
    while element.parent_id in by_id:
        element = by_id[element.parent_id]
        inside.add(element.id)
    return frozenset(inside)
