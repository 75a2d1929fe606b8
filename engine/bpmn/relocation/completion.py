"""Whether tokens that stand so in a scope can still all reach an end.

A search over markings, data aside: where a condition, a decision or an event chooses, every choice
must lead to an end. A join that would wait for ever, or keep a token too many, never does. Tokens
move one at a time and those without a choice first: what one does takes nothing from another, so
no order needs to be tried (the nets of a scope are free choice).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from engine.bpmn.body import Running
from engine.bpmn.program import Program
from engine.bpmn.specs.activities import Activity
from engine.bpmn.specs.events import EventGateway
from engine.bpmn.specs.flow_node import Way
from engine.bpmn.specs.gateways import (
    ComplexGateway,
    ExclusiveGateway,
    InclusiveGateway,
    ParallelGateway,
    awaited,
)
from engine.bpmn.specs.throws import CodeThrown, Terminated, TransactionCancelled

MOST = 5_000
"""Markings that are looked at before it is left unproved."""
MOST_SPLIT = 6
"""Ways of an inclusive split of which every combination is tried."""

Joins = tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Marking:
    """Places where tokens stand, in order, and what each join holds by flow."""

    tokens: tuple[int, ...]
    joins: Joins = ()

    def without(self, place: int) -> "Marking":
        """One token less."""
        at = self.tokens.index(place)
        return replace(self, tokens=self.tokens[:at] + self.tokens[at + 1 :])

    def plus(self, place: int) -> "Marking":
        """One token more."""
        return replace(self, tokens=tuple(sorted((*self.tokens, place))))

    def holding(self, place: int, counts: tuple[int, ...]) -> "Marking":
        """The same with other numbers at a join."""
        kept = {**dict(self.joins), place: counts}
        joins = tuple(sorted((at, held) for at, held in kept.items() if any(held)))
        return replace(self, joins=joins)


ENDED = Marking(())


def marking_of(body: Running) -> Marking:
    """How a scope stands."""
    alive = [body.tasks[key] for key in body.root._children]
    tokens = tuple(sorted(token.task_spec.place for token in alive if token.task_spec.live))
    specs = body.instance.program._places
    joins = {
        place: tuple(counts[: specs[place].incoming] if specs[place].incoming else counts)
        for place, counts in body.joins.items()
    }
    return Marking(tokens, tuple(sorted((at, held) for at, held in joins.items() if any(held))))


def can_end(program: Program, marking: Marking) -> bool | None:
    """Whether all tokens come to an end whatever is chosen on the way; None when that was not
    found out."""
    specs: Mapping[int, Any] = program._places
    before: dict[Marking | None, set[Marking]] = {}
    seen, waiting = {marking}, [marking]
    while waiting:
        here = waiting.pop()
        followings = list(_moves(specs, here)) if here != ENDED else [None]
        if not followings:
            return False  # a join waits for ever
        for following in followings:
            before.setdefault(following, set()).add(here)
            if following is not None and following not in seen:
                if len(seen) >= MOST:
                    return None
                seen.add(following)
                waiting.append(following)
    return _leading_to_the_end(before) == seen


def _leading_to_the_end(before: Mapping[Marking | None, set[Marking]]) -> set[Marking]:
    """Every marking from which the end can be reached."""
    found: set[Marking] = set()
    waiting: list[Marking | None] = [None]
    while waiting:
        for each in before.get(waiting.pop(), ()):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return found


def _moves(specs: Mapping[int, Any], here: Marking) -> Iterator[Marking | None]:
    """The next markings; None where the whole scope is ended at once."""
    if not here.tokens:
        yield from _joins_that_fire(specs, here)
        return
    choices = {place: _choices(specs[place]) for place in set(here.tokens)}
    place = min(choices, key=lambda each: len(choices[each] or ()))
    if any(found is None for found in choices.values()):
        yield None
        return
    for ways in choices[place] or ():
        following = here.without(place)
        for way in ways:
            following = _arrived(following, way)
        yield following


def _choices(spec: Any) -> list[tuple[Way, ...]] | None:
    """What a token may do next; None when it ends the scope."""
    if any(_ends_all(each) for each in getattr(spec, "happenings", ())):
        return None
    borders = [event.ways for event in getattr(spec, "boundaries", ()) if event.interrupting]
    return [*_ways_on(spec), *borders]


def _ends_all(happening: object) -> bool:
    error = isinstance(happening, CodeThrown) and happening.kind == "error"
    return error or isinstance(happening, Terminated | TransactionCancelled)


def _ways_on(spec: Any) -> list[tuple[Way, ...]]:
    ways: tuple[Way, ...] = spec.ways
    if len(ways) < 2 or isinstance(spec, ParallelGateway):
        times = spec.completion_quantity if isinstance(spec, Activity) else 1
        return [ways * times]
    if isinstance(spec, ExclusiveGateway | EventGateway):
        return [(way,) for way in ways]
    optional = [way for way in ways if way.condition is not None or way is spec.default]
    if not optional:
        return [ways]
    certain = tuple(way for way in ways if way not in optional)
    return [(*certain, *some) for some in _some_of(optional) if certain or some]


def _some_of(ways: list[Way]) -> Iterator[tuple[Way, ...]]:
    """Every combination, the empty one too; of very many ways, each alone and all."""
    sizes = range(len(ways) + 1) if len(ways) <= MOST_SPLIT else (0, 1, len(ways))
    for size in sizes:
        yield from combinations(ways, size)


def _arrived(here: Marking, way: Way) -> Marking:
    spec = way.target
    quantity = getattr(spec, "start_quantity", 1)
    if quantity > 1:
        (held,) = dict(here.joins).get(spec.place, (0,))
        if held + 1 < quantity:
            return here.holding(spec.place, (held + 1,))
        return here.holding(spec.place, (0,)).plus(spec.place)
    if spec.incoming < 2 or not isinstance(spec, ParallelGateway | InclusiveGateway):
        return here.plus(spec.place)
    counts = list(dict(here.joins).get(spec.place, (0,) * spec.incoming))
    counts[way.slot] += 1
    if isinstance(spec, ParallelGateway) and all(counts):
        return here.holding(spec.place, tuple(each - 1 for each in counts)).plus(spec.place)
    return here.holding(spec.place, tuple(counts))


def _joins_that_fire(specs: Mapping[int, Any], here: Marking) -> Iterator[Marking]:
    """Nothing else moves: the inclusive joins that need not wait; a complex one for all it has."""
    for place, counts in here.joins:
        spec = specs[place]
        if isinstance(spec, InclusiveGateway) and _may_fire(spec, here, counts):
            left = tuple(max(0, each - 1) for each in counts)
            if isinstance(spec, ComplexGateway):
                yield here.holding(place, (0,) * len(counts))  # swallowed: it has fired before
            yield here.holding(place, left).plus(place)


def _may_fire(spec: InclusiveGateway, here: Marking, counts: tuple[int, ...]) -> bool:
    if isinstance(spec, ComplexGateway):
        return True
    empty = [spec.reach[slot] for slot, count in enumerate(counts) if not count]
    full = [spec.reach[slot] for slot, count in enumerate(counts) if count]
    others = [place for place, _ in here.joins if place != spec.place]
    return not any(awaited(place, empty, full) for place in others)
