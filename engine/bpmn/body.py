"""A body: one scope that runs (the instance itself, a subprocess, a call, an event handler).

It counts what keeps it open (`live`: tokens, tokens in joins, running handlers; armed event
subprocesses do not count) and is complete when the count is zero: nothing is ever scanned.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow

from engine.bpmn.scope import Scope
from engine.bpmn.token import FUTURE, Token
from engine.values import Value

if TYPE_CHECKING:
    from engine.bpmn.instance import Instance
    from engine.bpmn.specs.flow_node import Way

NO_DATA: Mapping[str, Value] = {}


class Running:
    """What the instance and its inner bodies have in common; mixed into the library's classes."""

    instance: "Instance"
    spec: Any
    scope: Scope
    owner: Token | None
    root: Token
    tasks: dict[int, Token]
    live: int
    joins: dict[int, list[int]]
    log: list[int]
    done: bool

    def prepare(self, scope: Scope) -> None:
        """Fill in what the library's constructor does not know."""
        self.scope = scope
        self.live = 0
        self.joins = {}
        self.log = []
        self.done = False
        self.root = Token(self, self.spec.start, state=FUTURE, id=0)
        self.task_tree = self.root

    def begin(
        self, start: Any = None, payload: Mapping[str, Value] = NO_DATA, which: int = 0
    ) -> None:
        """Arm the event subprocesses, then begin at `start`, by its definition `which`, or
        wherever the process begins."""
        self.live += 1
        for name in self.spec.held:
            if name not in self.scope.variables:
                self.scope.put(name, None)
        for handler in self.spec.handlers:
            handler.arm_at(self)
        for spec in self.spec.entries if start is None else (start,):
            spec.open(self, payload, which)
        self.live -= 1
        self.settle()

    def take(self, way: "Way") -> None:
        """Send one token along a flow."""
        if way.index >= 0:
            self.instance.visited |= 1 << self.instance.first_flow_bit + way.index
        way.target.arrive(self, way)

    def forget(self, token: Token) -> None:
        """A finished token leaves no trace in the tree."""
        del self.tasks[token.id]
        del self.instance.tokens[token.id]
        if token._parent is not None:
            keeper = self.tasks.get(token._parent)
            if keeper is not None:
                keeper._children.pop(token.id, None)
        if token.local is not None and token.local.variables:
            token.local.ledger.touched = True
        if token.task_spec.live:
            self.live -= 1

    def _task_completed_notify(self, token: Token) -> None:
        """The library's call at the end of each completion."""
        if token.id in self.tasks:
            self.forget(token)
        self.settle()

    def settle(self) -> None:
        """Complete this body if nothing keeps it open."""
        if self.live == 0 and not self.done:
            self.done = True
            self.root.drop_children()
            self.finish()

    def finish(self) -> None:
        """What completing means; each kind of body says it."""
        raise NotImplementedError

    def clear(self, spare: Token | None = None) -> None:
        """Cancel everything inside (but one), handlers and armed ones too; the body stays."""
        self.root.drop_children(spare)
        for place, counts in self.joins.items():
            self.live -= self.instance.program._places[place].held(counts)
        self.joins.clear()
        self.instance.forget_joins_of(self)

    @property
    def owner_id(self) -> int:
        """The id of the token it runs for; 0 for the instance."""
        return 0 if self.owner is None else self.owner.id


class Body(Running, BpmnSubWorkflow):
    """What runs inside a token."""

    owner: Token

    def __init__(self, spec: Any, owner: Token, scope: Scope) -> None:
        self.instance = owner.workflow.instance
        self.owner = owner
        super().__init__(spec, owner.id, self.instance, deserializing=True)
        self.prepare(scope)
        self.instance.subprocesses[owner.id] = self

    def _calculate_depth(self) -> int:
        return int(self.owner.workflow.depth) + 1

    @property
    def parent_workflow(self) -> Any:
        """The body around (the library looks its task up in every subprocess)."""
        return self.owner.workflow

    def finish(self) -> None:
        """Tell the token that it runs for."""
        self.owner.task_spec.body_done(self.owner, self)

    def discard(self) -> None:
        """The token was cancelled: so is everything inside."""
        self.done = True
        self.clear()
        self.instance.ledger.touched = True
        self.instance.subprocesses.pop(self.owner_id, None)
