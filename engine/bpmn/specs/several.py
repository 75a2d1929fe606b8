"""Activities that run more than once: the standard loop and both kinds of multi-instance.

The wrapper carries the flows, mappings of the whole and boundary events; the activity itself runs
under it (`part_done`). Every instance has its own scope; only the output collection, or what an
output mapping names, leaves it. The items are kept once, with the wrapper.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins import (
    BpmnSpecMixin,
    ParallelMultiInstanceTaskMixin,
    SequentialMultiInstanceTaskMixin,
    StandardLoopTaskMixin,
)

from engine.bpmn.formula import Formula
from engine.bpmn.problems import StepFailed
from engine.bpmn.scope import Scope
from engine.bpmn.specs.activities import Activity
from engine.bpmn.token import STARTED, Token
from engine.sentences import N_, phrase
from engine.values import Value

ITEMS = "#items"


class Loop(Activity, StandardLoopTaskMixin, BpmnSpecMixin):
    """Again while the condition holds, at most `maximum` times; tested before or after."""

    part: Any = None
    condition_formula: Formula | None = None
    maximum_formula: Formula | None = None

    def _run_hook(self, token: Token) -> bool | None:
        token.note = [0]
        if self.test_before and not self.goes_on(token):
            return True
        token._set_state(STARTED)
        self.next_part(token)
        return None

    def next_part(self, token: Token) -> None:
        """One more pass."""
        limit = token.workflow.instance.surroundings.limits.loop_passes
        if token.note[0] >= limit:
            said = phrase(N_("El ciclo pasó de %(limit)s vueltas."), limit=limit)
            raise StepFailed(self.bpmn_id, said)
        token.note[0] += 1
        self.part._update(token._add_child(self.part))

    def part_done(self, token: Token, _part: Token) -> None:
        """A pass is over."""
        if self.goes_on(token):
            self.next_part(token)
        else:
            token.complete()

    def goes_on(self, token: Token) -> bool:
        """Whether there is another pass."""
        host = token.workflow.instance.host
        counter = {"loopCounter": Decimal(token.note[0])}
        seen = Scope(token.scope, token.scope.ledger, variables=dict(counter))
        if self.maximum_formula is not None:
            most = self.maximum_formula.whole(seen, host=host, element_id=self.bpmn_id)
            if token.note[0] >= most:
                return False
        return self.condition_formula is None or self.condition_formula.holds(
            seen, host=host, element_id=self.bpmn_id
        )


@dataclass(frozen=True, slots=True)
class Told:
    """A behaviour event: a signal at the border when an instance ends (BPMN 2.0.2, table 10.30)."""

    name: Formula
    only_first: bool = False
    condition: Formula | None = None


class Several(Activity):
    """The note of the wrapper: how many in all, how many done, the id of the first (parallel) or
    how many begun (sequential)."""

    part: Any = None
    cardinality_formula: Formula | None = None
    collection: Formula | None = None
    input_name: str = ""
    output_name: str = ""
    output_formula: Formula | None = None
    completion: Formula | None = None
    sequential: bool = False
    told: tuple[Told, ...] = ()

    def _run_hook(self, token: Token) -> bool | None:
        count = self.gather(token)
        if self.output_name:
            token.own_scope().put(self.output_name, [None] * count)
        if count == 0:
            self.bring_out(token)
            return True
        token._set_state(STARTED)
        token.note = [count, 0, 0]
        self.begin(token)
        return None

    def gather(self, token: Token) -> int:
        """How many instances; the items stay with the wrapper."""
        if self.collection is None:
            count = self.number(self.cardinality_formula, token)
        else:
            items = self.value(self.collection, token)
            if not isinstance(items, list):
                said = N_("«%(text)s» debe dar una lista de elementos.")
                raise StepFailed(self.bpmn_id, phrase(said, text=self.collection.text))
            token.own_scope().put(ITEMS, list(items))
            count = len(items)
        return self.bounded(token, count)

    def number(self, formula: Formula | None, token: Token) -> int:
        """A drawn number."""
        if formula is None:
            return 0
        host = token.workflow.instance.host
        return formula.whole(token.scope, host=host, element_id=self.bpmn_id)

    def bounded(self, token: Token, count: int) -> int:
        """No more than the limit."""
        limit = token.workflow.instance.surroundings.limits.instances
        if count < 0:
            said = phrase(N_("El número de repeticiones no puede ser negativo."))
            raise StepFailed(self.bpmn_id, said)
        if count > limit:
            many = N_(
                "Son %(count)s repeticiones y el límite es %(limit)s: abra expedientes aparte."
            )
            raise StepFailed(self.bpmn_id, phrase(many, count=count, limit=limit))
        return count

    def begin(self, token: Token) -> None:
        """Start the first, or all."""
        if self.sequential:
            self.next_part(token)
            return
        parts = [token._add_child(self.part) for _ in range(token.note[0])]
        token.note[2] = parts[0].id
        for part in parts:
            self.part._update(part)

    def next_part(self, token: Token) -> None:
        """Start the next of a sequence."""
        token.note[2] += 1
        self.part._update(token._add_child(self.part))

    def index_of(self, part: Token) -> int:
        """Which instance a token is, from 0."""
        keeper = part.keeper
        return keeper.note[2] - 1 if self.sequential else part.id - keeper.note[2]

    def item_scope(self, part: Token) -> Scope:
        """The instance's own scope over its item and number."""
        keeper = part.keeper
        index = self.index_of(part)
        given: dict[str, Value] = {"loopCounter": Decimal(index + 1)}
        if self.input_name and keeper.local is not None:
            given[self.input_name] = keeper.local.variables[ITEMS][index]
        around = Scope(keeper.scope, keeper.scope.ledger, variables=given)
        return Scope(around, around.ledger, item=True)

    def label_of(self, part: Token) -> str:
        """What tells this instance from the others: its item if that is short, else its number."""
        item = part.scope.get(self.input_name) if self.input_name else None
        if isinstance(item, dict):
            item = next((item[key] for key in ("nombre", "name", "id") if key in item), None)
        if isinstance(item, str | Decimal) and len(str(item)) <= 120:
            return str(item)
        return str(self.index_of(part) + 1)

    def part_done(self, token: Token, part: Token) -> None:
        """One instance is done: collect, then see whether that was enough."""
        token.note[1] += 1
        self.collect(token, part)
        for told in self.told:
            if self.is_told(told, token, part):
                self.tell_border(token, told.name)
        if self.enough(token, part):
            self.bring_out(token)
            token.complete()
        elif self.sequential:
            self.next_part(token)

    def is_told(self, told: Told, token: Token, part: Token) -> bool:
        """Whether the end of this instance is told: of each, of the first, or as it says."""
        if told.condition is None:
            return not told.only_first or token.note[1] == 1
        host = token.workflow.instance.host
        return told.condition.holds(self.counted(token, part), host=host, element_id=self.bpmn_id)

    def tell_border(self, token: Token, drawn: Formula) -> None:
        """The behaviour event: heard at the border only, and it never interrupts (see
        engine/docs/semantics.md)."""
        name = self.words(drawn, token)
        for key in list(token._children):
            event = token.workflow.tasks[key].task_spec
            for definition in getattr(event, "definitions", ()):
                if definition.kind == "signal" and self.words(definition.named, token) == name:
                    event.pass_through(token.workflow, {})

    def collect(self, token: Token, part: Token) -> None:
        """Put the instance's result in its place."""
        if self.output_name and self.output_formula is not None and token.local is not None:
            value = self.output_formula.value(
                part.scope, host=token.workflow.instance.host, element_id=self.bpmn_id
            )
            token.local.variables[self.output_name][self.index_of(part)] = value
            token.local.ledger.touched = True

    def enough(self, token: Token, part: Token) -> bool:
        """All are done, or the completion condition holds."""
        total, done = token.note[:2]
        if done == total:
            return True
        if self.completion is None:
            return False
        host = token.workflow.instance.host
        return self.completion.holds(self.counted(token, part), host=host, element_id=self.bpmn_id)

    def counted(self, token: Token, part: Token) -> Scope:
        """What an instance sees, and how many there are (BPMN 2.0.2, table 10.30)."""
        total, done = token.note[:2]
        active = 0 if self.sequential else total - done
        counts = {
            "numberOfInstances": Decimal(total),
            "numberOfCompletedInstances": Decimal(done),
            "numberOfActiveInstances": Decimal(active),
            "numberOfTerminatedInstances": Decimal(0),
        }
        return Scope(part.scope, part.scope.ledger, variables=dict(counts))

    def bring_out(self, token: Token) -> None:
        """The output collection becomes a variable outside; what was not done stays null."""
        if self.output_name and token.local is not None:
            collected = token.local.variables.pop(self.output_name)
            token.enclosing.set(self.output_name, collected)


class ParallelInstances(Several, ParallelMultiInstanceTaskMixin, BpmnSpecMixin):
    """All at once."""


class SequentialInstances(Several, SequentialMultiInstanceTaskMixin, BpmnSpecMixin):
    """One after another."""

    sequential = True
