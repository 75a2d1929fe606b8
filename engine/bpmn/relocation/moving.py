"""The move itself: the chosen tokens end, scopes that are left empty end with them, and one token
enters the chosen element, in its scope.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from engine.bpmn.body import Running
from engine.bpmn.instance import Instance
from engine.bpmn.problems import TokenGone
from engine.bpmn.program import Program
from engine.bpmn.relocation.completion import Marking, can_end, marking_of
from engine.bpmn.relocation.following import following, ways_out
from engine.bpmn.relocation.refusal import MoveRefused, Why
from engine.bpmn.relocation.standing import movable
from engine.bpmn.relocation.targets import plain_owners_of, repeated_by, scope_of, target_of
from engine.bpmn.restore import restore
from engine.bpmn.run import outcome_of
from engine.bpmn.snapshot import Outcome, Snapshot
from engine.bpmn.specs.ad_hoc import AdHocSubprocess
from engine.bpmn.specs.several import Loop, Several
from engine.bpmn.specs.subprocess import Handler
from engine.bpmn.surroundings import Surroundings
from engine.bpmn.token import STARTED, Token
from engine.values import Value


def move_tokens(
    program: Program,
    snapshot: Snapshot,
    chosen: Collection[str],
    target_id: str,
    *,
    surroundings: Surroundings,
) -> Outcome:
    """End what stands under the keys (`Standing.key`) and enter the target.

    Raises MoveRefused, TokenGone when something chosen stands there no more, StepFailed.
    """
    if not chosen:
        raise MoveRefused(Why.NOTHING_CHOSEN)
    target = target_of(program, target_id)
    instance = restore(program, snapshot, surroundings=surroundings)
    _Move(instance, target).make(chosen)
    return outcome_of(instance)


class _Move:
    """One move on a restored instance."""

    def __init__(self, instance: Instance, target: Any) -> None:
        self.instance = instance
        self.program = instance.program
        self.target = target
        self.ending: set[int] = set()
        """The chosen tokens: what runs inside of them ends too, and nothing goes there."""
        self.begins: list[Any] = []
        """Activities that begin around the target, from the outside in."""

    def make(self, chosen: Collection[str]) -> None:
        """The whole move, in the order of its reasons to be refused."""
        ended = self._chosen(chosen)
        self.ending = {what.id for what, _ in ended if isinstance(what, Token)}
        left = [body for _, body in ended]
        touched = {each.owner_id: each for body in left for each in _outwards(body)}
        body = self._scope(left)
        before = {key: can_end(self.program, marking_of(each)) for key, each in touched.items()}
        for what, _ in ended:
            self._end(what)
        interrupted = self._end_empty(left, body)
        self._check(touched, before, body)
        self._forget_what_follows()
        for handled in interrupted:
            _arm_again(handled)
        self._enter(body)

    # what is chosen

    def _chosen(self, keys: Collection[str]) -> list[tuple[Any, Running]]:
        there = movable(self.instance)
        found: list[tuple[Any, Running]] = []
        for key in sorted(keys):
            what = there.get(key)
            if what is None:
                raise TokenGone(f"nothing stands at {key}")
            found.append((what, what.workflow if isinstance(what, Token) else what[0]))
        return found

    def _end(self, what: Token | tuple[Running, Any]) -> None:
        if isinstance(what, Token):
            what.cancel()
            return
        body, spec = what
        counts = body.joins.pop(spec.place, None)
        if counts is not None:
            body.live -= spec.held(counts)
            self.instance.drop_join(body, spec)

    # where it goes

    def _scope(self, left: list[Running]) -> Running:
        """The running scope that the target lies in, or in which what lies around it begins."""
        around = {id(each): each for body in left for each in _outwards(body)}
        spec = self.target
        while True:
            scope_id = scope_of(self.program, spec)
            process = self._process(scope_id)
            live = [each for each in self._bodies() if each.spec is process and self._stays(each)]
            near = [body for body in live if id(body) in around]
            if len(near) == 1:
                return near[0]
            if live:
                return self._from_outside(live)
            spec = self._to_begin(scope_id)

    def _stays(self, body: Running) -> bool:
        """Whether a scope lies in nothing that was chosen to end."""
        owners = [each.owner for each in _outwards(body) if each.owner is not None]
        around = [*owners, *(each.kept_by for each in owners)]
        return not any(each is not None and each.id in self.ending for each in around)

    def _from_outside(self, live: list[Running]) -> Running:
        if len(live) > 1:
            raise MoveRefused(Why.AMBIGUOUS, self.target.bpmn_id)
        for body in _outwards(live[0]):
            if body.owner is not None and body.owner.task_spec.item_of is not None:
                raise MoveRefused(Why.INSTANCES, body.owner.task_spec.bpmn_id)
        return live[0]

    def _to_begin(self, scope_id: str) -> Any:
        owners = plain_owners_of(self.program, scope_id)
        if len(owners) != 1:
            raise MoveRefused(Why.AMBIGUOUS, self.target.bpmn_id)
        owner = owners[0]
        for why, is_so in (
            (Why.EVENT_SUBPROCESS, isinstance(owner, Handler)),
            (Why.AD_HOC, isinstance(owner, AdHocSubprocess)),
            (Why.INSTANCES, repeated_by(self.program, owner) is not None),
        ):
            if is_so:
                raise MoveRefused(why, owner.bpmn_id)
        self.begins.insert(0, owner)
        return owner

    def _process(self, scope_id: str) -> Any:
        return self.program._processes[scope_id]

    def _bodies(self) -> list[Running]:
        return [self.instance, *self.instance.subprocesses.values()]

    # what ends with it

    def _end_empty(self, left: Collection[Running], kept: Running) -> list[Running]:
        """Scopes in which nothing is left end, from the inside out, but those around the target;
        the scopes whose interrupting handler has ended so."""
        staying = {id(body) for body in _outwards(kept)}
        interrupted = []
        for body in left:
            while body.live == 0 and id(body) not in staying and body.owner is not None:
                owner = body.owner
                if not owner.alive:
                    break
                handler = owner.task_spec
                body = self._end_around(owner)
                if isinstance(handler, Handler) and handler.start.interrupting:
                    interrupted.append(body)
        return interrupted

    def _end_around(self, owner: Token) -> Running:
        """End the activity whose scope is empty; the scope that it lies in."""
        keeper = owner.kept_by
        owner.cancel()
        if keeper is None:
            found: Running = owner.workflow
            return found
        spec = keeper.task_spec
        if not isinstance(spec, Loop | Several):
            raise MoveRefused(Why.COMPENSATING, spec.bpmn_id)
        parts = (keeper.workflow.tasks[key].task_spec for key in keeper._children)
        if any(each is spec.part for each in parts):
            raise MoveRefused(Why.INSTANCES, spec.bpmn_id)
        keeper.cancel()
        around: Running = keeper.workflow
        return around

    # whether the joins agree

    def _check(
        self, touched: Mapping[int, Running], before: Mapping[int, bool | None], body: Running
    ) -> None:
        """Every scope that may have lost a token, or gets one, still ends where it did before."""
        places = {id(body): (self.begins[0] if self.begins else self.target).place}
        scopes = {**touched, body.owner_id: body}
        for key, scope in scopes.items():
            if scope is not body and (scope.live == 0 or scope.done):
                continue
            marking = marking_of(scope)
            if id(scope) in places:
                marking = marking.plus(places[id(scope)])
            self._must_end(marking, could=before.get(key, True))
        inside = [*self.begins[1:], self.target] if self.begins else []
        for spec in inside:
            self._must_end(Marking((spec.place,)), could=True)

    def _must_end(self, marking: Marking, *, could: bool | None) -> None:
        can = can_end(self.program, marking)
        if can is None:
            raise MoveRefused(Why.UNPROVED, self.target.bpmn_id)
        if not can and could:
            raise MoveRefused(Why.JOIN_STARVES, self.target.bpmn_id)

    # the new token

    def _forget_what_follows(self) -> None:
        """What comes after the target has not been passed any more: the diagram shows it as to
        come, and what is filed under seal anew stays closed until its opening comes again."""
        later = following(self.program, self.target)
        standing = {token.task_spec.element for token in self.instance.tokens.values()}
        for index in later - standing:
            self.instance.visited &= ~(1 << index)
        for spec in self.program._places.values():
            if spec.element in later - standing or spec is self.target:
                for way in ways_out(spec):
                    if way.index >= 0:
                        self.instance.visited &= ~(1 << self.instance.first_flow_bit + way.index)

    def _enter(self, body: Running) -> None:
        _Begin(self.begins, self.target).open(body, {})


class _Begin:
    """Opens in a scope as a start event does: the activities around the target, then the target."""

    def __init__(self, around: list[Any], target: Any) -> None:
        self.around = around
        self.target = target

    def open(self, body: Running, payload: Mapping[str, Value], _which: int = 0) -> None:
        """Begin the next activity around, without its own beginning, or enter the target."""
        if not self.around:
            self.target.open(body, payload)
            return
        spec, *rest = self.around
        token = body.root._add_child(spec)
        body.instance.mark(spec)
        token._set_state(STARTED)
        spec._update_hook(token)
        inner = body.instance.create_subprocess(token, spec.spec)
        inner.begin(_Begin(rest, self.target))


def _arm_again(body: Running) -> None:
    """An interrupting handler had dropped what was armed in the scope; now it has ended."""
    armed = [body.tasks[key].task_spec for key in body.root._children]
    for handler in body.spec.handlers:
        if handler.start not in armed:
            handler.arm_at(body)


def _outwards(body: Running) -> Iterator[Running]:
    """A scope and those around it."""
    here: Running | None = body
    while here is not None:
        yield here
        here = None if here.owner is None else here.owner.workflow
