"""A diagram as text: every process from its beginnings on, each element once, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.workshop.drawn import Drawn, Leads, drawn_in

FLOW = "sequenceFlow"


@dataclass(frozen=True, slots=True)
class Line:
    """One element and where it leads to, the targets by their elements."""

    number: int
    element: Drawn
    leads: tuple[tuple[Leads, int], ...]
    """Each flow with the number of the line that it leads to; 0 where it leads nowhere."""


def outline_of(content: bytes) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """Each process of a file with its lines."""
    elements = drawn_in(content)
    ids = dict.fromkeys(each.process_id for each in elements)
    return tuple((one, _lines([e for e in elements if e.process_id == one])) for one in ids)


def _lines(elements: Sequence[Drawn]) -> tuple[Line, ...]:
    ordered = list(_in_order([each for each in elements if each.kind != FLOW]))
    numbers = {each.id: place for place, each in enumerate(ordered, 1)}
    return tuple(
        Line(
            numbers[each.id],
            each,
            tuple((lead, numbers.get(lead.target, 0)) for lead in each.leads),
        )
        for each in ordered
    )


def _in_order(elements: Sequence[Drawn]) -> Iterator[Drawn]:
    """As the tokens come by: starts first, what hangs on an activity right after it."""
    known = {each.id: each for each in elements}
    hanging: dict[str, list[str]] = {}
    for each in elements:
        if each.attached_to:
            hanging.setdefault(each.attached_to, []).append(each.id)
    aimed = {lead.target for each in elements for lead in each.leads}
    begins = [e.id for e in elements if e.id not in aimed and not e.attached_to]
    seen: set[str] = set()
    for first in [*begins, *known]:
        waiting = [first]
        while waiting:
            own = waiting.pop(0)
            if own in seen or own not in known:
                continue
            seen.add(own)
            yield known[own]
            waiting[:0] = hanging.get(own, [])
            waiting += [lead.target for lead in known[own].leads]
