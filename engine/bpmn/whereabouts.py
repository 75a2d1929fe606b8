"""In which instances of several a token lies: what tells apart two steps of one element.

The path names each activity that is done several times, which of its instances it is, and the
number that this instance alone has in its case, outermost first: `por_item:2:41/evaluar:1:57`;
nothing where nothing is done several times.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.bpmn.token import Token

APART = "/"


def within(token: Token) -> str:
    """The path of a token."""
    found = [f"{at.task_spec.bpmn_id}:{_place(at)}:{at.id}" for at in _instances(token)]
    return APART.join(reversed(found))


@dataclass(frozen=True, slots=True)
class Instance:
    """The innermost instance of a path: of which element, and which one, from 1; `around` is the
    path that it lies in."""

    element_id: str
    place: int
    around: str


def instance_at(path: str) -> Instance:
    """What the end of a path says."""
    around, _, last = path.rpartition(APART)
    element_id, place, _ = last.rsplit(":", 2)
    return Instance(element_id, int(place), around)


def label_around(token: Token) -> str | None:
    """What tells the instances around a token from their like; None where there is but one."""
    around = (at for at in _instances(token) if at is not token and at.keeper.note[0] > 1)
    found = [at.task_spec.item_of.label_of(at) for at in around]
    return " · ".join(reversed(found)) or None


def _instances(token: Token) -> Iterator[Token]:
    """The instances of several that a token is or lies in, innermost first."""
    at: Token | None = token
    while at is not None:
        if at.task_spec.item_of is not None:
            yield at
        at = at.kept_by or at.workflow.owner


def _place(instance: Token) -> int:
    number: int = instance.task_spec.item_of.index_of(instance)
    return number + 1
