"""The graph of requirements: what is missing, what is on a cycle, which inputs lie below."""

from collections.abc import Iterator

from engine.dmn.errors import Problem
from engine.dmn.model import Decision, InputData, Knowledge, Model, Reference, Service
from engine.sentences import N_, phrase


def requirements_of(element: object) -> tuple[Reference, ...]:
    """What an element needs."""
    match element:
        case Decision(requires=requires) | Knowledge(requires=requires):
            return requires
        case Service():
            return (*element.outputs, *element.input_data, *element.input_decisions)
    return ()


def missing(model: Model) -> Iterator[Problem]:
    """Requirements that lead nowhere."""
    for element in model.elements.values():
        for reference in requirements_of(element):
            if model.find(reference) is None:
                message = f"it requires {reference[1]}, which does not exist."
                said = phrase(N_("requiere %(name)s, que no existe."), name=reference[1])
                yield Problem(element.id, message, said)


def on_a_cycle(model: Model) -> Iterator[Problem]:
    """Decisions that need themselves; functions may."""
    for element in model.elements.values():
        if isinstance(element, Decision) and _reaches(model, element, element, set()):
            said = phrase(N_("la decisión se necesita a sí misma."))
            yield Problem(element.id, "the decision needs itself.", said)


def _reaches(model: Model, start: Decision, goal: Decision, seen: set[int]) -> bool:
    for reference in start.requires:
        found = model.find(reference)
        if found is None or not isinstance(found[1], Decision) or id(found[1]) in seen:
            continue
        seen.add(id(found[1]))
        if found[1] is goal or _reaches(found[0], found[1], goal, seen):
            return True
    return False


def inputs_below(model: Model, decision: Decision) -> tuple[InputData, ...]:
    """The input data that a decision needs, directly or not, each once."""
    found: dict[InputData, None] = {}
    _collect(model, decision, found, set())
    return tuple(found)


def _collect(model: Model, element: object, found: dict[InputData, None], seen: set[int]) -> None:
    for reference in requirements_of(element):
        pair = model.find(reference)
        if pair is None or id(pair[1]) in seen:
            continue
        seen.add(id(pair[1]))
        if isinstance(pair[1], InputData):
            found[pair[1]] = None
        elif isinstance(pair[1], Decision):
            _collect(pair[0], pair[1], found, seen)


def decisions_below(model: Model, decision: Decision) -> Iterator[Decision]:
    """The decisions of this very model that a decision needs, directly or not, and itself; those
    that others need come first."""
    seen: dict[Decision, None] = {}

    def walk(each: Decision) -> None:
        if each in seen:
            return
        for reference in each.requires:
            found = model.find(reference)
            if found and found[0] is model and isinstance(found[1], Decision):
                walk(found[1])
        seen[each] = None

    walk(decision)
    yield from seen
