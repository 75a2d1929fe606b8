"""Plays all games of a net, up to a limit, and notes what can never, or may not, come out.

A marking is the tokens on the places, at most two on each: a third means that the net does not come
to rest, and the game is not followed further.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from engine.bpmn.lint.soundness.net import Join, Net, Step

MOST_MARKINGS = 4000
MOST_TOKENS = 2
Marking = tuple[tuple[int, int], ...]  # (place, tokens), sorted; no zero
NONE: Marking = ()


@dataclass
class Explored:
    """What was seen; `whole` says that every game was played to its end."""

    whole: bool = True
    begun: list[Marking] = field(default_factory=list)
    fired: set[str] = field(default_factory=set)
    crowded: set[int] = field(default_factory=set)
    after: dict[Marking, set[Marking]] = field(default_factory=dict)

    @property
    def stuck(self) -> list[Marking]:
        """Tokens that wait for others that never come."""
        return [marking for marking, after in self.after.items() if marking and not after]

    def reaching(self, wanted: set[Marking]) -> set[Marking]:
        """The markings from which one of those can be reached, and those themselves."""
        before: dict[Marking, set[Marking]] = {}
        for marking, after in self.after.items():
            for each in after:
                before.setdefault(each, set()).add(marking)
        seen, waiting = set(wanted), list(wanted)
        while waiting:
            for marking in before.get(waiting.pop(), ()):
                if marking not in seen:
                    seen.add(marking)
                    waiting.append(marking)
        return seen


def explore(net: Net) -> Explored:
    """All games from all beginnings."""
    explored = Explored()
    game = _Game(net)
    explored.begun = [game.begun(places) for places in net.beginnings]
    waiting = deque(explored.begun)
    while waiting:
        marking = waiting.popleft()
        if marking in explored.after:
            continue
        if len(explored.after) >= MOST_MARKINGS:
            explored.whole = False
            break
        explored.after[marking] = set()
        for step, after in game.moves(marking, explored):
            explored.fired.add(step.node)
            if any(count > MOST_TOKENS for _, count in after):
                explored.whole = False
                continue
            explored.after[marking].add(after)
            waiting.append(after)
    return explored


class _Game:
    """The moves of a net; steps with borders beside have a place for being at work."""

    def __init__(self, net: Net) -> None:
        self.net = net
        self.next = max(net.arrives, default=0) + 1
        self.sinks = {place for step in net.steps if step.is_sink for place in step.ins}
        self.busy = {step.node: self._new(step.node) for step in net.steps if step.beside}
        self.armed = {
            step.node: [self._new(step.node) for _ in step.beside]
            for step in net.steps
            if step.beside
        }
        self.reach = {
            step.node: {place: _reaching(net, step, place, self.busy) for place in step.ins}
            for step in net.steps
            if step.join is Join.INCLUSIVE
        }

    def _new(self, node: str) -> int:
        place, self.next = self.next, self.next + 1
        self.net.arrives[place] = node
        return place

    def begun(self, places: tuple[int, ...]) -> Marking:
        """The marking of a beginning."""
        return self._marking({}, places)

    def _marking(self, tokens: Mapping[int, int], more: tuple[int, ...]) -> Marking:
        """What is put before a plain end is gone at once."""
        counts = dict(tokens)
        for place in more:
            if place not in self.sinks:
                counts[place] = counts.get(place, 0) + 1
        return tuple(sorted((place, count) for place, count in counts.items() if count))

    def moves(self, marking: Marking, explored: Explored) -> Iterator[tuple[Step, Marking]]:
        """Every step that can happen, with what follows."""
        tokens = dict(marking)
        for step in self.net.steps:
            marked = [place for place in step.ins if place in tokens]
            explored.crowded.update(place for place in marked if tokens[place] > 1)
            if step.join is Join.ANY and len(marked) > 1:
                explored.crowded.update(marked)
            for taken in self._takes(step, marked, tokens):
                yield from ((step, after) for after in self._begin(step, tokens, taken))
            if step.beside and self.busy[step.node] in tokens:
                yield from ((step, after) for after in self._at_work(step, tokens))

    def _takes(
        self, step: Step, marked: list[int], tokens: Mapping[int, int]
    ) -> Iterator[tuple[int, ...]]:
        """The sets of places that it may take a token from."""
        if not marked:
            return
        match step.join:
            case Join.ANY:
                yield from ((place,) for place in marked)
            case Join.ALL:
                if len(marked) == len(step.ins):
                    yield tuple(marked)
            case Join.INCLUSIVE:
                if self._none_can_come(step, marked, tokens):
                    yield tuple(marked)
            case Join.SOME:
                for size in range(1, len(marked) + 1):
                    yield from combinations(marked, size)

    def _none_can_come(self, step: Step, marked: list[int], tokens: Mapping[int, int]) -> bool:
        """BPMN 2.0.2, 13.4.3: nothing upstream of an empty place that is not also of a full one."""
        reach = self.reach[step.node]
        full = set().union(*(reach[place] for place in marked))
        empty = set().union(*(reach[place] for place in step.ins if place not in marked))
        return not any(place in empty and place not in full for place in tokens)

    def _begin(
        self, step: Step, tokens: Mapping[int, int], taken: tuple[int, ...]
    ) -> Iterator[Marking]:
        if step.kills:
            yield NONE
            return
        rest = dict(tokens)
        for place in taken:
            rest[place] -= 1
        if step.beside:
            yield self._marking(rest, (self.busy[step.node], *self.armed[step.node]))
            return
        for option in step.options:
            yield self._marking(rest, option)
        if step.join is Join.SOME and len(step.ins) > 1:
            yield self._marking(rest, ())  # a late token is swallowed

    def _at_work(self, step: Step, tokens: Mapping[int, int]) -> Iterator[Marking]:
        """It ends, or something beside it begins."""
        busy, armed = self.busy[step.node], self.armed[step.node]
        for place, out in zip(armed, step.beside, strict=True):
            if place in tokens:
                yield self._marking({**tokens, place: tokens[place] - 1}, out)
        rest = {place: count for place, count in tokens.items() if place not in armed}
        rest[busy] -= 1
        for option in step.options:
            yield self._marking(rest, option)


def _reaching(net: Net, join: Step, place: int, busy: Mapping[str, int]) -> set[int]:
    """The places from which a token can come to a place, not through the join itself."""
    sources: dict[int, list[Step]] = {}
    for step in net.steps:
        for option in (*step.options, *step.beside):
            for out in option:
                sources.setdefault(out, []).append(step)
    seen, waiting = {place}, [place]
    while waiting:
        for step in sources.get(waiting.pop(), ()):
            if step is join:
                continue
            before = [*step.ins, *([busy[step.node]] if step.node in busy else [])]
            waiting += [each for each in before if each not in seen]
            seen.update(before)
    return seen
