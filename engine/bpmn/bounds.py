"""How much a case may keep: a variable that grows without end is stopped when it is set.

Sizes are those of the text that is kept, roughly, and are counted no further than the limit: a list
that holds itself twice, again and again, is found before it fills the machine.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from engine.bpmn.problems import StepFailed
from engine.sentences import N_, phrase, why_of
from engine.values import Value

_FLAT = 8


class TooMuch(ValueError):
    """A variable, or all together, are more than a case may keep; str() is a Spanish sentence."""


@contextmanager
def within_bounds(element_id: str) -> Iterator[None]:
    """What goes beyond fails the step, at an element."""
    try:
        yield
    except TooMuch as fault:
        raise StepFailed(element_id, why_of(fault)) from fault


def check_size(name: str, value: Value, limit: int) -> None:
    """Raises TooMuch when the value is larger than so many characters."""
    if isinstance(value, str | list | Mapping) and _exceeds(value, limit):
        said = N_(
            "La variable «%(name)s» pasa de %(limit)s caracteres:"
            " guarde lo que es largo como documento."
        )
        raise TooMuch(phrase(said, name=name, limit=limit))


def check_count(scopes: Mapping[str, Mapping[str, Value]], limit: int) -> None:
    """Raises TooMuch when a case keeps more variables than that."""
    count = sum(map(len, scopes.values()))
    if count > limit:
        said = N_("El expediente guarda %(count)s variables y el límite es %(limit)s.")
        raise TooMuch(phrase(said, count=count, limit=limit))


def _exceeds(value: Value, limit: int) -> bool:
    left, waiting = limit, [value]
    while waiting and left >= 0:
        part = waiting.pop()
        if isinstance(part, str):
            left -= len(part)
        elif isinstance(part, list):
            left -= len(part) + 2
            waiting += part
        elif isinstance(part, Mapping):
            left -= sum(map(len, part)) + 2
            waiting += part.values()
        else:
            left -= _FLAT
    return left < 0
