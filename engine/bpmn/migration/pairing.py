"""Which of the things that an event waits for it still waits for in the new version.

What is drawn alike goes on as it is: a timer keeps its due date, a message its subscription. A
timer whose length has changed keeps its date too: it was told to people. What became another thing
is withdrawn and asked for anew. A timer, message or signal is a row under its number among the
definitions of its event, so that it goes on only where it is still the same in number.
"""

from collections.abc import Mapping

from engine.bpmn.formula import Formula
from engine.bpmn.specs.definitions import Coded, Condition, Message, Signal, Timer, Waited
from engine.bpmn.specs.events import Catching

_ROWS = frozenset({"timer", "message", "signal"})


def pairs(old: Catching, new: Catching) -> Mapping[int, int]:
    """Positions of definitions that go on: old to new."""
    found: dict[int, int] = {}
    for at, definition in enumerate(old.definitions):
        fitting = (
            other
            for other, candidate in enumerate(new.definitions)
            if other not in found.values()
            and _goes_on(definition, candidate)
            and (other == at or definition.kind not in _ROWS)
        )
        if (first := next(fitting, None)) is not None:
            found[at] = first
    return found


def is_other_condition(old: Waited, new: Waited) -> bool:
    """A condition that now says something else must be looked at again."""
    if isinstance(old, Condition) and isinstance(new, Condition):
        return old.formula.text != new.formula.text
    return False


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
