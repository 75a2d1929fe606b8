"""For what has lost its place: which element of the new version it may have become.

By name first, then by what stands before and after it in the drawing, then by a similar name. A
suggestion is never applied by itself: a person says so.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from engine.bpmn.migration.plan import Plan, Reason
from engine.bpmn.migration.sorts import sort_of
from engine.bpmn.program import Element, Program

ALIKE = 0.6
_LOST = frozenset({Reason.REMOVED, Reason.KIND})


def suggestions(plan: Plan) -> Mapping[str, str]:
    """Old element ids to new ones, best first; no element is suggested twice."""
    lost = [plan.old.element(each.element_id) for each in plan.left if each.reason in _LOST]
    ranked = sorted(
        ((-score, element.index, target.index) for element, target, score in _scored(plan, lost)),
    )
    found: dict[str, str] = {}
    for _, source, at in ranked:
        element, target = plan.old.elements[source], plan.new.elements[at]
        if element.id not in found and target.id not in found.values():
            found[element.id] = target.id
    return found


def candidates(plan: Plan, element: Element) -> list[Element]:
    """What an element may become: of its sort, in its scope, at its host."""
    sort = sort_of(plan.old, element)
    return [
        target
        for target in plan.new.elements
        if sort_of(plan.new, target) == sort
        and (sort.can_wait or target.kind == element.kind)
        and plan.scopes.get(element.parent_id) == target.parent_id
        and (
            element.attached_to is None
            or plan.targets.get(element.attached_to) == target.attached_to
        )
    ]


def _scored(plan: Plan, lost: list[Element]) -> Iterator[tuple[Element, Element, float]]:
    taken = set(plan.targets.values())
    before, after = _neighbours(plan.old), _neighbours(plan.new)
    for element in lost:
        if not sort_of(plan.old, element).can_wait:
            continue
        for target in candidates(plan, element):
            if target.id in taken:
                continue
            beside = _same_place(plan, before[element.id], after[target.id])
            score = beside + _likeness(element.name, target.name)
            if score:
                yield element, target, score


def _likeness(one: str, other: str) -> float:
    """2 for the same words, up to 1 for similar ones, else nothing."""
    one, other = _plain(one), _plain(other)
    if not one or not other:
        return 0
    if one == other:
        return 2
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return ratio if ratio >= ALIKE else 0


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(each for each in apart if not unicodedata.combining(each)).split())


Beside = tuple[set[str], set[str]]


def _neighbours(program: Program) -> dict[str, Beside]:
    """The elements before and after each."""
    found: dict[str, Beside] = {each.id: (set(), set()) for each in program.elements}
    for spec in program._places.values():
        for way in spec.ways:
            source, target = program.elements[spec.element], program.elements[way.target.element]
            found[source.id][1].add(target.id)
            found[target.id][0].add(source.id)
    return found


def _same_place(plan: Plan, old: Beside, new: Beside) -> float:
    """How much of what stands around it stands around the other: 1 for each side."""
    return sum(
        any(plan.targets.get(each) in there for each in here)
        for here, there in zip(old, new, strict=True)
    )
