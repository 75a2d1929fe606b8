"""What was filed under seal: readable only by who filed it, until its opening is reached.

Whoever does the opening must be able to read, so the seal ends when that step begins. Where a
process comes back and people file there again, it is closed again until they are done.

A seal is kept as a number beside what was filed: the element that opens it, plus one; 0 is open.
Where the model names the variable of what is sealed (`into`), this is not enough: envelopes are
filed there, encrypted, and opened by completing the opening (`engine/sealing`).
"""

from __future__ import annotations

from engine.bpmn import Element, Program, Visited


def seal_of(program: Program, element: Element) -> int:
    """The seal of what is filed in an element."""
    if element.sealed_until is None:
        return 0
    return program.element(element.sealed_until).index + 1


def is_open(sealed: int, visited: Visited, program: Program) -> bool:
    """Everybody of the case may read it now."""
    return sealed == 0 or program.elements[sealed - 1].id in visited.opened


def may_read(
    sealed: int,
    *,
    visited: Visited,
    program: Program,
    person_id: int | None,
    filed_by: int | None,
) -> bool:
    """The seal is open, or the reader is who filed it."""
    if is_open(sealed, visited, program):
        return True
    return person_id is not None and person_id == filed_by


def takes_envelopes(element: Element) -> bool:
    """What is filed in this task is encrypted: nothing of it is written in clear anywhere."""
    return element.sealed_into is not None


def opened_by(program: Program, element: Element) -> Element | None:
    """The task whose envelopes are opened by completing this one."""
    for each in program.elements:
        if each.sealed_until == element.id and each.sealed_into is not None:
            return each
    return None
