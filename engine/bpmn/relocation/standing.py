"""Where an instance stands, as a person chooses it: tokens that wait, and what waits in a join."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.bpmn.body import Running
from engine.bpmn.instance import Instance
from engine.bpmn.program import Program
from engine.bpmn.relocation.following import following
from engine.bpmn.relocation.targets import target_of
from engine.bpmn.restore import restore
from engine.bpmn.snapshot import Snapshot
from engine.bpmn.surroundings import NOWHERE
from engine.bpmn.token import Token


@dataclass(frozen=True, slots=True)
class Standing:
    """One thing that can be moved. `key` names it as long as it stands there: the token's number,
    or `j` with the body and the place of a join; `count` is how many are meant by it (the
    instances of several that run, the tokens that a join holds); `tokens` are the tokens that end
    with it, for what waits in rows."""

    key: str
    element: int
    element_id: str
    count: int
    in_join: bool
    tokens: frozenset[int]


def standings(program: Program, snapshot: Snapshot) -> tuple[Standing, ...]:
    """All that can be chosen, in the order it began."""
    instance = restore(program, snapshot, surroundings=NOWHERE)
    return tuple(_of_instance(instance))


def proposed(program: Program, snapshot: Snapshot, target_id: str) -> frozenset[str]:
    """The keys that a move to an element most likely means: what has come after it, or, for a move
    forward, what leads to it."""
    target = target_of(program, target_id)
    later = following(program, target) | {target.element}
    found = set()
    for standing in standings(program, snapshot):
        spec = next(each for each in program._places.values() if each.element == standing.element)
        if standing.element in later or target.element in following(program, spec):
            found.add(standing.key)
    return frozenset(found)


def movable(instance: Instance) -> dict[str, Token | tuple[Running, Any]]:
    """By key: the token itself, or the body and the join whose tokens are meant."""
    found: dict[str, Token | tuple[Running, Any]] = {}
    for body in _bodies(instance):
        for token in _tokens(body):
            found[str(token.id)] = token
        for place in body.joins:
            found[join_key(body, place)] = (body, instance.program._places[place])
    return found


def join_key(body: Running, place: int) -> str:
    """The key of what waits in a join."""
    return f"j{body.owner_id}.{place}"


def _of_instance(instance: Instance) -> Iterator[Standing]:
    for key, what in movable(instance).items():
        if isinstance(what, Token):
            parts = [
                child
                for child in what._children
                if what.workflow.tasks[child].task_spec is getattr(what.task_spec, "part", None)
            ]
            ends = frozenset(_below(what))
            yield _standing(instance, key, what.task_spec, max(1, len(parts)), ends=ends)
        else:
            body, spec = what
            held = spec.held(body.joins[spec.place])
            if held:
                yield _standing(instance, key, spec, held, ends=None)


def _standing(
    instance: Instance, key: str, spec: Any, count: int, *, ends: frozenset[int] | None
) -> Standing:
    element = instance.program.elements[spec.element]
    return Standing(key, element.index, element.id, count, ends is None, ends or frozenset())


def _bodies(instance: Instance) -> list[Running]:
    return [instance, *instance.subprocesses.values()]


def _tokens(body: Running) -> list[Token]:
    """What stands in a scope for itself: no armed event, and no activity that only lies around."""
    found = [body.tasks[key] for key in body.root._children]
    around = body.instance.subprocesses
    return [token for token in found if token.task_spec.live and token.id not in around]


def _below(token: Token) -> Iterator[int]:
    """The token and all that ends with it."""
    yield token.id
    for key in token._children:
        yield from _below(token.workflow.tasks[key])
    body = token.workflow.instance.subprocesses.get(token.id)
    if body is not None:
        for key in body.root._children:
            yield from _below(body.tasks[key])
