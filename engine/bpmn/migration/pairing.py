"""Which of the things that an event waits for it still waits for in the new version.

What is drawn alike goes on as it is: a timer keeps its due date, a message its subscription. A
timer whose length has changed keeps its date too: it was told to people. What became another thing
is withdrawn and asked for anew. Timers, messages and signals of one event go together.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.bpmn.formula import Formula
from engine.bpmn.specs.definitions import Coded, Condition, Message, Signal, Timer, Waited
from engine.bpmn.specs.events import Catching

_TOGETHER = {"timer": "timer", "message": "subscription", "signal": "subscription"}
"""Rows are dropped by token, not one by one: what lies in one table goes together."""


def pairs(old: Catching, new: Catching) -> Mapping[int, int]:
    """Positions of definitions that go on: old to new."""
    found: dict[int, int] = {}
    for at, definition in enumerate(old.definitions):
        fitting = (
            other
            for other, candidate in enumerate(new.definitions)
            if other not in found.values() and _goes_on(definition, candidate)
        )
        if (first := next(fitting, None)) is not None:
            found[at] = first
    torn = {*_unpaired(old, found), *_unpaired(new, found.values())} - {""}
    return {at: other for at, other in found.items() if _together(old.definitions[at]) not in torn}


def is_other_condition(old: Waited, new: Waited) -> bool:
    """A condition that now says something else must be looked at again."""
    if isinstance(old, Condition) and isinstance(new, Condition):
        return old.formula.text != new.formula.text
    return False


def _unpaired(spec: Catching, paired: Any) -> Iterator[str]:
    return (_together(each) for at, each in enumerate(spec.definitions) if at not in paired)


def _together(definition: Waited) -> str:
    return _TOGETHER.get(definition.kind, "")


def _goes_on(old: Waited, new: Waited) -> bool:
    if type(old) is not type(new) or old.kind != new.kind:
        return False
    match old, new:
        case Timer(), Timer():
            cycles = (old.form == "timeCycle", new.form == "timeCycle")
            return cycles[0] == cycles[1] and (old.rule is None) == (new.rule is None)
        case Message(), Message():
            return (_text(old.named), _text(old.key)) == (_text(new.named), _text(new.key))
        case Signal(), Signal():
            return _text(old.named) == _text(new.named)
        case Coded(), Coded():
            return True
    return True


def _text(formula: Formula | None) -> tuple[str, bool]:
    return ("", False) if formula is None else (formula.text, formula.expression is not None)
