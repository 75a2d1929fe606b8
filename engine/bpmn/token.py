"""A token: the library's Task, without prediction, copies of data, logging or a growing tree.

A token hangs under the root of its body, or under the one that keeps it (the host of a boundary
event, a loop, an event gateway); when it is finished it is forgotten. Its small integers beyond
place and parent (`note`) and its own scope, if it needs one, are kept with it.
"""

from typing import Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.scope import Scope

FUTURE: int = TaskState.FUTURE
WAITING: int = TaskState.WAITING
READY: int = TaskState.READY
STARTED: int = TaskState.STARTED
COMPLETED: int = TaskState.COMPLETED
CANCELLED: int = TaskState.CANCELLED
FINISHED: int = TaskState.FINISHED_MASK
NOTHING: dict[str, Any] = {}
NO_NOTE: list[int] = []  # shared: a token that needs numbers gets a list of its own


class Token(Task):
    """`id` is a small number, unique in the instance and never used again."""

    def __init__(  # the library's own makes a UUID, reads the clock and fills lists
        self, workflow: Any, task_spec: Any, parent: "Token | None" = None, *, state: int, id: int
    ) -> None:
        self.id = id
        self.workflow = workflow
        self.task_spec = task_spec
        self._parent = None if parent is None else parent.id
        self._children: dict[int, None] = {}
        self._state = state
        self.data = NOTHING
        self.local: Scope | None = None
        self.note = NO_NOTE
        self.inside = NO_NOTE  # what its body left to compensate
        workflow.tasks[id] = self
        if parent is not None:
            parent._children[id] = None
            workflow.instance.tokens[id] = self
            if task_spec.live:
                workflow.live += 1

    def _add_child(self, task_spec: Any, state: int = FUTURE) -> "Token":
        return Token(
            self.workflow, task_spec, self, state=state, id=self.workflow.instance.next_id()
        )

    def _set_state(self, value: int) -> None:
        self._state = value

    def _inherit_data(self) -> None:
        """Data lives in scopes."""

    @property
    def alive(self) -> bool:
        """Whether it is neither done nor cancelled."""
        return not self._state & FINISHED

    @property
    def kept_by(self) -> "Token | None":
        """The token it hangs under, if that is not the root of the body."""
        return self.workflow.tasks[self._parent] if self._parent else None

    @property
    def keeper(self) -> "Token":
        """The same, where there must be one."""
        keeper = self.kept_by
        if keeper is None:
            raise LookupError(f"token {self.id} hangs under no other")
        return keeper

    @property
    def enclosing(self) -> Scope:
        """The scope around this token."""
        keeper = self.kept_by
        if keeper is None:
            return self.workflow.scope
        return keeper.task_spec.scope_of_children(keeper)

    @property
    def scope(self) -> Scope:
        """What this token sees: its own scope if it has one, else the one around."""
        if self.local is None and self.task_spec.item_of is not None:
            self.local = self.task_spec.item_of.item_scope(self)
        return self.enclosing if self.local is None else self.local

    def own_scope(self) -> Scope:
        """Its own scope, made when first asked for."""
        if self.local is None:
            around = self.scope
            if self.local is None:
                self.local = Scope(around, around.ledger)
        return self.local

    def run(self) -> bool | None:
        """Run if ready, and finish unless the run itself ended this token (the library does not
        look)."""
        if self._state != READY:
            return None
        result: bool | None = self.task_spec._run(self)
        if self._state == READY:
            if result is None:
                self._state = STARTED
            else:
                self.complete()
        return result

    def cancel(self) -> None:
        """End it and all that hangs under it or runs inside it; each withdraws what it asked."""
        if not self.alive:
            return
        was, self._state = self._state, CANCELLED
        if was in (STARTED, WAITING):
            self.task_spec._on_cancel(self)
        self.drop_children()
        body = self.workflow.instance.subprocesses.get(self.id)
        if body is not None:
            body.discard()
        self.workflow.forget(self)

    def drop_children(self, spare: "Token | None" = None) -> None:
        """Cancel what hangs under it, in order, but one."""
        for key in list(self._children):
            child = self.workflow.tasks.get(key)
            if child is not None and child is not spare:
                child.cancel()
