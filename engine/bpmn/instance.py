"""The instance: the library's workflow with an agenda instead of scans.

One step enters all targets of a split before running any of them. When nothing else can move, the
inclusive and complex joins are looked at; throws run last. A bounded number of moves ends it.
"""

from collections import deque
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.workflow import BpmnWorkflow

from engine.bpmn.body import Body, Running
from engine.bpmn.changes import Change
from engine.bpmn.problems import StepFailed, TokenGone, TooManySteps
from engine.bpmn.program import Program
from engine.bpmn.scope import Ledger, Scope
from engine.bpmn.snapshot import Status
from engine.bpmn.surroundings import Surroundings
from engine.bpmn.token import Token
from engine.sentences import N_, phrase, why_of

if TYPE_CHECKING:
    from engine.bpmn.specs.definitions import Condition


class NoScripts:
    """Stands where the library keeps its Python engine: nothing of a model is ever executed."""

    def evaluate(self, *_: object, **__: object) -> object:
        """Never called: expressions are FEEL."""
        raise NotImplementedError

    execute = call_service = evaluate


_NO_SCRIPTS = NoScripts()


class Instance(Running, BpmnWorkflow):
    """One case under way, from restoring to saving."""

    depth = 0  # the library computes it

    def __init__(self, program: Program, surroundings: Surroundings, process_id: str) -> None:
        self.instance = self
        self.owner = None
        self.program = program
        self.surroundings = surroundings
        self.host = surroundings.clocked_host
        self.ledger = Ledger(surroundings.limits.variable_characters)
        self.tokens: dict[int, Token] = {}
        self.agenda: deque[Token] = deque()
        self.throws: deque[Token] = deque()
        self.watched: list[tuple[Token, Condition]] = []
        self.fresh: set[int] = set()
        self.open_joins: dict[tuple[int, int], tuple[Running, Any]] = {}
        self.joins_stale = True
        self.changes: list[Change] = []
        self.ends: list[str] = []
        self.status = Status.RUNNING
        self.visited = 0
        self.key_of_first: str | None = None
        self.scopes_before: str | None = None
        self.first_flow_bit = len(program.elements)
        self.last_id = 0
        super().__init__(
            program._processes[process_id], script_engine=_NO_SCRIPTS, deserializing=True
        )
        self.prepare(Scope(None, self.ledger))

    def next_id(self) -> int:
        """A number for a new token."""
        self.last_id += 1
        return self.last_id

    def mark(self, spec: Any) -> None:
        """Remember for the diagram that an element was entered."""
        self.visited |= 1 << spec.element

    def tell(self, change: Change) -> None:
        """Add to what this step changed."""
        self.changes.append(change)

    def token(self, token_id: int) -> Token:
        """A token that waits; TokenGone when there is none."""
        found = self.tokens.get(token_id)
        if found is None:
            raise TokenGone(f"no token {token_id} waits here")
        return found

    def get_task_from_id(self, task_id: int) -> Token:
        """The library's question, without its search through all subprocesses."""
        return self.token(task_id)

    def create_subprocess(self, my_task: Token, spec_name: str) -> Body:
        """A body for a token; the library's would predict and start at once."""
        spec = self.program._processes[spec_name]
        limit = self.surroundings.limits.call_depth
        if my_task.workflow.depth >= limit:
            said = phrase(N_("Más de %(limit)s procesos, uno dentro de otro."), limit=limit)
            raise StepFailed(my_task.task_spec.bpmn_id, said)
        return Body(spec, my_task, my_task.task_spec.inner_scope(my_task))

    def advance(self) -> None:
        """Move until everything waits."""
        moves = self.surroundings.limits.steps
        while self.status is Status.RUNNING:
            self.look_at_conditions()
            token = self.next_token()
            if token is None:
                return
            moves -= 1
            if moves < 0:
                said = N_("El proceso dio %(steps)s pasos sin detenerse.")
                steps = self.surroundings.limits.steps
                raise TooManySteps(token.task_spec.bpmn_id, phrase(said, steps=steps))
            self.run_guarded(token)

    def run_guarded(self, token: Token) -> None:
        """Run one token; whatever goes wrong names the element."""
        self.joins_stale = True
        try:
            token.run()
        except (ArithmeticError, ValueError) as fault:
            raise StepFailed(token.task_spec.bpmn_id, why_of(fault)) from fault

    def next_token(self) -> Token | None:
        """Who moves next: the agenda, then joins that may fire now, then throws."""
        while not self.agenda and self.joins_stale and self.look_at_joins():
            pass
        if self.agenda:
            return self.agenda.popleft()
        return self.throws.popleft() if self.throws else None

    def watch(self, token: Token, condition: "Condition") -> None:
        """Somebody waits for a condition; it is looked at before anything else moves."""
        self.watched.append((token, condition))
        self.fresh.add(token.id)

    def unwatch(self, token: Token, condition: "Condition") -> None:
        """Nobody waits for it any more."""
        self.watched = [
            pair for pair in self.watched if not (pair[0] is token and pair[1] is condition)
        ]

    def look_at_conditions(self) -> None:
        """Conditions that have become true happen, in the order of arming."""
        while self.watched and (self.fresh or self.ledger.names):
            changed, self.ledger.names = bool(self.ledger.names), set()
            fresh, self.fresh = self.fresh, set()
            for token, condition in list(self.watched):
                looks = changed or token.id in fresh
                if token.alive and looks and condition.became_true(token):
                    token.task_spec.occurred(token, {}, condition)

    def look_at_joins(self) -> bool:
        """Let one join fire that waits for nothing that could still come; False when none can."""
        for body, spec in list(self.open_joins.values()):
            if spec.try_to_fire(body):
                return True
        self.joins_stale = False
        return False

    def keep_join(self, body: Running, spec: Any) -> None:
        """A join holds tokens and must be looked at whenever things have come to rest."""
        self.open_joins[(body.owner_id, spec.place)] = (body, spec)

    def drop_join(self, body: Running, spec: Any) -> None:
        """The join is empty."""
        self.open_joins.pop((body.owner_id, spec.place), None)

    def forget_joins_of(self, body: Running) -> None:
        """A cleared body has no joins to look at."""
        for key in [key for key in self.open_joins if key[0] == body.owner_id]:
            del self.open_joins[key]

    def finish(self) -> None:
        """Nothing is left: the process is complete."""
        if self.status is Status.RUNNING:
            self.status = Status.COMPLETED

    def stop(self, status: Status) -> None:
        """End everything at once."""
        self.status = status
        self.done = True
        self.clear()
