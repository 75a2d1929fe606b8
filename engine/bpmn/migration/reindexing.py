"""The state of the old version in the numbers of the new one.

Places, the flows of joins, what can be undone, whose turn it is and what the diagram has seen are
all kept by the number of an element or flow: each is read with the old program and written with the
new one. Whatever has no place there is an obstacle of this case.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from engine.bpmn.migration.flows import Joins
from engine.bpmn.migration.obstacles import Blocked, Obstacle, ObstacleKind
from engine.bpmn.migration.pairing import pairs
from engine.bpmn.migration.plan import Plan
from engine.bpmn.specs.ad_hoc import AdHocSubprocess
from engine.bpmn.specs.events import BoundaryEvent, Catching, EventGateway, StartEvent
from engine.bpmn.specs.several import Several
from engine.bpmn.specs.subprocess import NOTHING_INSIDE
from engine.bpmn.specs.throws import Thrown
from engine.bpmn.state import CHILD, ROLE_BITS, State

ROLES = (1 << ROLE_BITS) - 1


class Reindexing:
    """One state on its way; `rows` are its tokens: place, whether under another, and which."""

    def __init__(self, plan: Plan, state: State) -> None:
        self.plan = plan
        self.state = state
        self.old: Mapping[int, Any] = plan.old._places
        self.new: Mapping[int, Any] = plan.new._places
        self.joins = Joins(plan)
        self.notes = dict(state.notes)
        self.rows = {key: (place >> 1, place & CHILD, by) for key, place, by in state.tokens}

    # ---- what waits ----

    def spec(self, place: int) -> Any:
        """The new specification at an old place; None where it becomes nothing."""
        index = self.plan.index_of(place >> ROLE_BITS)
        return None if index is None else self.new.get((index << ROLE_BITS) + (place & ROLES))

    def spec_of(self, token: int) -> Any:
        """The new specification of a token."""
        return self.spec(self.rows[token][0])

    def dropped(self) -> list[int]:
        """Tokens that only listen, and whose event the new version does not have there."""
        return [key for key in self.rows if self._listens(key) and not self._stays(key)]

    def _listens(self, token: int) -> bool:
        """An armed event, or one of those after an event gateway."""
        place, child, keeper = self.rows[token]
        if not self.old[place].live:
            return True
        return bool(child) and isinstance(self.old[self.rows[keeper][0]], EventGateway)

    def _stays(self, token: int) -> bool:
        place, child, keeper = self.rows[token]
        spec, above = self.spec(place), self.spec_of(keeper) if child else None
        if spec is None:
            return False
        if isinstance(above, EventGateway):
            return any(way.target is spec for way in above.ways)
        if isinstance(self.old[place], BoundaryEvent):
            return above is not None and spec in above.boundaries
        return True

    def obstacles(self) -> tuple[Obstacle, ...]:
        """Everything that stands in the way, once what is dropped has gone."""
        found = [*self._tokens_without_place()]
        checks: list[Callable[[], object]] = [
            *(lambda key=key: self._note(key) for key in self.notes),
            *(lambda row=row: self._join(*row) for row in self.state.joins),
            *(lambda log=log: self._log(log) for _, log in self.state.logs),
        ]
        if found:  # the rest would only say the same again
            return tuple(dict.fromkeys(found))
        for check in checks:
            try:
                check()
            except Blocked as blocked:
                found.append(blocked.obstacle)
        return tuple(dict.fromkeys(found))

    def _tokens_without_place(self) -> Iterator[Obstacle]:
        for key, (place, _, _) in self.rows.items():
            if self.spec(place) is None:
                yield Obstacle(ObstacleKind.NO_TARGET, self._id(place))
            elif not self._is_at_home(key):
                yield Obstacle(ObstacleKind.SCOPE, self._id(place))
        for owner, place, counts in self.state.joins:
            if self.spec(place) is None and self.old[place].held(counts):
                yield Obstacle(ObstacleKind.NO_TARGET, self._id(place))
            elif owner and self.spec_of(owner) is None:
                yield Obstacle(ObstacleKind.SCOPE, self._id(place))

    def _is_at_home(self, token: int) -> bool:
        """Its element is drawn in what runs around it; what undoes runs where it is asked for."""
        place, child, keeper = self.rows[token]
        if child and isinstance(self.old[self.rows[keeper][0]], Thrown):
            return True
        spec = self.spec(place)
        drawn = spec.handler if isinstance(spec, StartEvent) else spec
        drawn_in = self.plan.new.elements[drawn.element].parent_id
        owner = self._owner(token)
        around = self.spec_of(owner) if owner else None
        name = self.plan.new.process_id if not owner else getattr(around, "spec", None)
        return bool(drawn_in == name)

    def _owner(self, token: int) -> int:
        """The token in whose body it is; 0 in the case itself."""
        _, child, keeper = self.rows[token]
        return self._owner(keeper) if child else keeper

    def _id(self, place: int) -> str:
        return self.plan.old.elements[place >> ROLE_BITS].id

    # ---- in the new numbers ----

    def reindexed(self) -> State:
        """The state; `obstacles` was asked first, and there were none."""
        state = State(self.plan.new.hash, self.state.last_id, self._visited())
        for key, (place, child, keeper) in self.rows.items():
            state.tokens.append((key, self.spec(place).place * 2 + child, keeper))
        state.notes = [(key, self._note(key)) for key in self._noted()]
        state.joins = [row for old in self.state.joins if (row := self._join(*old)) is not None]
        state.logs = [(owner, log) for owner, old in self.state.logs if (log := self._log(old))]
        return state

    def _visited(self) -> int:
        """What has been entered and taken, as far as the new version draws it."""
        plan, bits, seen = self.plan, self.state.visited, 0
        for element in plan.old.elements:
            target = plan.target(element) if bits >> element.index & 1 else None
            seen |= 1 << target.index if target is not None else 0
        at = {flow: number for number, flow in enumerate(plan.new.flows)}
        for number, flow in enumerate(plan.old.flows):
            name = plan.edits.flows.get(flow, flow)
            if bits >> len(plan.old.elements) + number & 1 and name in at:
                seen |= 1 << len(plan.new.elements) + at[name]
        return seen

    def _noted(self) -> list[int]:
        """Tokens with numbers of their own in the new version."""
        return [key for key in self.rows if key in self.notes or self._needs_note(key)]

    def _needs_note(self, token: int) -> bool:
        spec = self.spec_of(token)
        return isinstance(spec, Catching) and spec.note_size > 0

    def _note(self, token: int) -> list[int]:
        place = self.rows[token][0]
        old, new = self.old[place], self.spec(place)
        note = self.notes.get(token, [])
        match old:
            case Catching():
                return self._event_note(old, new, note)
            case AdHocSubprocess():
                return [self._turn(old, new, note[0]), note[1]]
            case Thrown() if note:
                return [note[0], *self._log(note[1:])]
            case Several() if new.collection is not None and old.collection is None:
                raise Blocked(ObstacleKind.ITEMS, self._id(place))
        return note

    def _event_note(self, old: Catching, new: Catching, note: list[int]) -> list[int]:
        """Which definitions have happened, then the numbers of each that goes on."""
        found = [0] * new.note_size
        for at, other in pairs(old, new).items():
            one, two = old.definitions[at], new.definitions[other]
            found[two.offset : two.offset + two.slots] = note[one.offset : one.offset + one.slots]
            if len(old.definitions) > 1 and len(new.definitions) > 1 and note[0] >> at & 1:
                found[0] |= 1 << other
        if len(new.definitions) > 1 and found[0] == (1 << len(new.definitions)) - 1:
            raise Blocked(ObstacleKind.HAPPENED, old.bpmn_id)
        return found

    def _turn(self, old: AdHocSubprocess, new: AdHocSubprocess, turn: int) -> int:
        """In a sequence: which activity begins next, told by the one that began last."""
        if old.sequential != new.sequential:
            raise Blocked(ObstacleKind.TURN, old.bpmn_id)
        if not old.sequential:
            return turn
        entries = self.plan.old._processes[old.spec].entries
        begun = self.spec(entries[turn - 1].place) if turn else None
        others = self.plan.new._processes[new.spec].entries
        if begun not in others:
            raise Blocked(ObstacleKind.TURN, old.bpmn_id)
        return int(others.index(begun)) + 1

    def _join(self, owner: int, place: int, counts: list[int]) -> tuple[int, int, list[int]] | None:
        new = self.spec(place)
        if new is None:  # it holds nothing: there was an obstacle otherwise
            return None
        return owner, new.place, self.joins.counts(self.old[place], new, counts)

    def _log(self, log: list[int]) -> list[int]:
        """What can be undone; what nobody could undo any more is an obstacle."""
        found: list[int] = []
        at = 0
        while at < len(log):
            place, size = log[at], log[at + 1]
            inside = self._log(log[at + 2 : at + 2 + size])
            at += 2 + size
            if place == NOTHING_INSIDE:
                found += [NOTHING_INSIDE, 0]
            elif self._can_be_undone(place):
                found += [self.spec(place).place, len(inside), *inside]
        return found

    def _can_be_undone(self, place: int) -> bool:
        """Whether the new version keeps it; False where a person said that it may be forgotten."""
        spec, element = self.spec(place), self.plan.old.elements[place >> ROLE_BITS]
        if spec is not None and (spec.compensation is not None or hasattr(spec, "spec")):
            return True
        if not self.plan.forgets(element):
            raise Blocked(ObstacleKind.UNDOING, element.id)
        return False
