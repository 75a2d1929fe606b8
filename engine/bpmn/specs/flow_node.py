"""What every flow node is: no prediction, an agenda, and one rule for leaving.

First in the method order of all our specifications. The library calls the hooks: `_update_hook`
when a token enters, `_on_ready_hook` when it may run, `_run_hook` when it runs (True: done; None:
waits for the outside), `_on_complete_hook` when it is done.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.bpmn.body import Running
from engine.bpmn.formula import Formula
from engine.bpmn.problems import StepFailed
from engine.bpmn.scope import Scope
from engine.bpmn.sets import Sets
from engine.bpmn.token import Token
from engine.sentences import N_, phrase
from engine.values import Value

SET = "#set"
"""The variable of a token that says which set of inputs it began with."""


@dataclass(frozen=True, slots=True)
class Way:
    """One sequence flow: `index` in Program.flows (-1: not drawn), `slot` at its target."""

    index: int
    id: str
    target: Any
    condition: Formula | None = None
    slot: int = 0


class FlowNode:
    """Attributes are filled in by engine.bpmn.wiring after the library has made the object."""

    bpmn_id: str
    place: int = 0
    element: int = 0
    ways: tuple[Way, ...] = ()
    default: Way | None = None
    live: bool = True
    item_of: Any = None
    inner: str = ""
    incoming: int = 0
    runs: bool = True
    looks_again: bool = False
    comes_back: bool = False  # whether restoring a token here takes more than its row

    # ---- the library's hooks ----

    def connect(self, taskspec: Any) -> None:
        """Only names: gateways of the library keep conditions here."""
        self._outputs.append(taskspec.name)  # type: ignore[attr-defined]
        taskspec._connect_notify(self)

    def test(self) -> None:
        """The deployment check has looked already."""

    def _predict(self, *_: object, **__: object) -> None:
        """Nothing is predicted."""

    def _update_hook(self, _token: Token) -> bool:
        return True

    def _on_ready_hook(self, token: Token) -> None:
        token.workflow.instance.agenda.append(token)

    def _run_hook(self, _token: Token) -> bool | None:
        return True

    def _on_complete_hook(self, token: Token) -> None:
        self.leave(token)

    def _on_cancel(self, token: Token) -> None:
        """Withdraw what was asked of the outside."""

    def _on_error(self, token: Token) -> None:
        """A technical failure undoes the whole step; there is nothing to mark."""

    # ---- our own verbs ----

    def arrive(self, body: Running, _way: Way) -> None:
        """A token comes along a flow."""
        self.enter(body)

    def enter(self, body: Running, keeper: Token | None = None) -> Token:
        """A token enters: it asks for what it needs, and goes on the agenda or waits."""
        token = (keeper or body.root)._add_child(self)
        body.instance.mark(self)
        self._update(token)  # type: ignore[attr-defined]
        return token

    def open(self, body: Running, _payload: Mapping[str, Value], _which: int = 0) -> None:
        """The body begins here (a node without incoming flows needs no start event)."""
        self.enter(body)

    def leave(self, token: Token) -> None:
        """Send a token along every flow that is to be taken."""
        ways = self.ways
        if len(ways) == 1 and ways[0].condition is None:
            token.workflow.take(ways[0])
            return
        for way in self.chosen(token):
            token.workflow.take(way)

    def chosen(self, token: Token) -> list[Way]:
        """Unconditional flows, those whose condition holds, or the default (BPMN 2.0.2, 13.3.1)."""
        taken = [way for way in self.ways if way is not self.default and self.passable(way, token)]
        conditional = [way for way in taken if way.condition is not None]
        if self.default is not None and not conditional:
            taken.append(self.default)
        if not taken and self.ways:
            self.stuck()
        return taken

    def passable(self, way: Way, token: Token) -> bool:
        """Whether a flow may be taken."""
        return way.condition is None or way.condition.holds(
            token.scope, host=token.workflow.instance.host, element_id=self.bpmn_id
        )

    def stuck(self) -> None:
        """No flow can be taken and there is no default: a modelling fault, an incident."""
        said = N_("Ninguna condición se cumple y no hay flujo por defecto: no hay salida.")
        raise StepFailed(self.bpmn_id, phrase(said))

    def value(self, formula: Formula, token: Token) -> Value:
        """What a formula comes to, seen from the token."""
        return formula.value(
            token.scope, host=token.workflow.instance.host, element_id=self.bpmn_id
        )

    def words(self, formula: Formula | None, token: Token) -> str | None:
        """The same as text; None for nothing."""
        if formula is None:
            return None
        return formula.words(
            token.scope, host=token.workflow.instance.host, element_id=self.bpmn_id
        )

    def held(self, counts: list[int]) -> int:
        """How many tokens the numbers of a join stand for."""
        return sum(counts)

    # ---- data ----

    inputs: tuple[tuple[Formula, str], ...] = ()
    outputs: tuple[tuple[Formula, str], ...] = ()
    sets: Sets | None = None  # where a task has several sets of them

    held_data: tuple[str, ...] = ()

    def map_inputs(self, token: Token) -> None:
        """Properties and input mappings make variables of the token's own."""
        for name in self.held_data:
            token.own_scope().put(name, None)
        if self.sets is not None and len(self.sets.inputs) > 1:
            self._map_one_set(token, self.sets)
            return
        for source, target in self.inputs:
            value = self.value(source, token)
            token.own_scope().put_path(target, value)

    def _map_one_set(self, token: Token, sets: Sets) -> None:
        """Of several sets of inputs the first that is available; the others bring nothing."""
        chosen = sets.first_available(token.scope)
        if chosen is None:
            said = phrase(N_("Ningún conjunto de entradas está disponible."))
            raise StepFailed(self.bpmn_id, said)
        values = [
            (target, self.value(source, token))
            if name == "" or name in sets.inputs[chosen].members
            else (target.partition(".")[0], None)
            for (source, target), name in zip(self.inputs, sets.copied_in, strict=True)
        ]
        for target, value in values:
            token.own_scope().put_path(target, value)
        token.own_scope().put(SET, Decimal(chosen))

    def absorb(self, token: Token, data: Mapping[str, Value], *, all_names: bool = False) -> None:
        """Take in what came from outside: through the output mappings, or as it is."""
        if self.outputs:
            self.map_outputs(token, data)
            return
        reads = token.workflow.instance.program.reads
        for name, value in data.items():
            if all_names or name in reads:
                token.scope.take_in(name, value)

    def map_outputs(self, token: Token, data: Mapping[str, Value]) -> None:
        """Output mappings read the result beside what the token sees, and set outside of it."""
        seen = Scope(token.scope, token.scope.ledger, variables=dict(data))
        outputs = self.outputs
        if self.sets is not None:
            outputs = self._outputs_of_one_set(token, self.sets, data)
        target_scope = token.scope if self.item_of is not None else token.enclosing
        host = token.workflow.instance.host
        for source, target in outputs:
            target_scope.set_path(target, source.value(seen, host=host, element_id=self.bpmn_id))

    def _outputs_of_one_set(
        self, token: Token, sets: Sets, data: Mapping[str, Value]
    ) -> tuple[tuple[Formula, str], ...]:
        """Of several sets of outputs the first that is complete, among those that may follow."""
        own = token.own_scope().variables
        begun = own.get(SET)
        chosen = sets.first_complete(
            {**own, **data}, int(begun) if isinstance(begun, Decimal) else 0
        )
        if sets.outputs and chosen is None:
            said = phrase(N_("Ningún conjunto de salidas está completo."))
            raise StepFailed(self.bpmn_id, said)
        members = sets.outputs[chosen].members if chosen is not None else frozenset()
        return tuple(
            each
            for each, name in zip(self.outputs, sets.copied_out, strict=True)
            if name == "" or name in members
        )

    def item_scope(self, token: Token) -> Scope:
        """The scope of one instance of several (engine.bpmn.specs.several)."""
        raise NotImplementedError

    def scope_of_children(self, token: Token) -> Scope:
        """What the tokens under this one see."""
        return token.scope

    def inner_scope(self, token: Token) -> Scope:
        """What the body inside sees."""
        return token.scope


class Throwing:
    """Mixed in before FlowNode by nodes that run after everything else has moved."""

    def _on_ready_hook(self, token: Token) -> None:
        token.workflow.instance.throws.append(token)
