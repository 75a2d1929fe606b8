"""Gateways. Joins hold counts for each incoming flow, not tokens; excess tokens stay.

Exclusive: the first condition in document order that holds. Inclusive join: fires when no token of
its body can still reach an empty incoming flow without reaching a full one (BPMN 2.0.2, 13.4.3).
"""

from decimal import Decimal

from SpiffWorkflow.bpmn.specs.mixins import (
    BpmnSpecMixin,
    ExclusiveGatewayMixin,
    InclusiveGatewayMixin,
    ParallelGatewayMixin,
)

from engine.bpmn.body import Running
from engine.bpmn.formula import Formula
from engine.bpmn.scope import Scope
from engine.bpmn.specs.flow_node import FlowNode, Way
from engine.bpmn.token import Token


class ExclusiveGateway(FlowNode, ExclusiveGatewayMixin, BpmnSpecMixin):
    """One way out; every token that comes in goes on."""

    def chosen(self, token: Token) -> list[Way]:
        """The first that holds, else the default."""
        for way in self.ways:
            if way is not self.default and self.passable(way, token):
                return [way]
        if self.default is None and self.ways:
            self.stuck()
        return [self.default] if self.default is not None else []


class Joining(FlowNode):
    """Counts what comes in, by flow."""

    def counts(self, body: Running) -> list[int]:
        """Tokens that wait at each incoming flow."""
        return body.joins.setdefault(self.place, [0] * self.incoming)

    def arrive(self, body: Running, way: Way) -> None:
        """A token joins, or passes where there is nothing to join."""
        if self.incoming < 2:
            self.enter(body)
            return
        self.counts(body)[way.slot] += 1
        body.live += 1
        body.instance.mark(self)
        self.joined(body)

    def joined(self, body: Running) -> None:
        """Something has arrived."""
        raise NotImplementedError

    def fire(self, body: Running) -> None:
        """Consume one token of each flow that has one, and go on with one."""
        counts = self.counts(body)
        for slot, count in enumerate(counts):
            if count:
                counts[slot] -= 1
                body.live -= 1
        if not any(counts):
            del body.joins[self.place]
            body.instance.drop_join(body, self)
        self.enter(body)


class ParallelGateway(Joining, ParallelGatewayMixin, BpmnSpecMixin):
    """Waits for one token on each incoming flow; takes every way out, whatever is written on it."""

    def joined(self, body: Running) -> None:
        if all(self.counts(body)):
            self.fire(body)

    def chosen(self, _token: Token) -> list[Way]:
        """Conditions have no meaning here (BPMN 2.0.2, 13.4.1)."""
        return list(self.ways)

    def leave(self, token: Token) -> None:
        for way in self.ways:
            token.workflow.take(way)


class InclusiveGateway(Joining, InclusiveGatewayMixin, BpmnSpecMixin):
    """`reach[slot]` holds the places from which that incoming flow can still be reached."""

    looks_again = True
    reach: tuple[frozenset[int], ...] = ()

    def joined(self, body: Running) -> None:
        body.instance.keep_join(body, self)

    def try_to_fire(self, body: Running) -> bool:
        """Fire if nothing that could still come is worth waiting for."""
        counts = self.counts(body)
        empty = [self.reach[slot] for slot, count in enumerate(counts) if not count]
        full = [self.reach[slot] for slot, count in enumerate(counts) if count]
        if not full or any(awaited(place, empty, full) for place in self.places(body)):
            return False
        self.fire(body)
        return True

    def places(self, body: Running) -> set[int]:
        """Where tokens of the body are, in joins too."""
        here = {
            body.tasks[key].task_spec.place
            for key in body.root._children
            if body.tasks[key].task_spec.live
        }
        specs = body.instance.program._places
        return here | {
            place
            for place, counts in body.joins.items()
            if place != self.place and specs[place].held(counts)
        }


class ComplexGateway(InclusiveGateway):
    """Fires on its condition over what has come (`activationCount`), swallows what comes late, and
    starts again when nothing more can come (BPMN 2.0.2, 13.4.5).

    Its numbers: tokens by flow, then the flows that have had their token since it fired, plus one.
    """

    activation: Formula | None = None

    def counts(self, body: Running) -> list[int]:
        return body.joins.setdefault(self.place, [0] * (self.incoming + 1))

    def held(self, counts: list[int]) -> int:
        return sum(counts[: self.incoming])

    def arrive(self, body: Running, way: Way) -> None:
        counts = self.counts(body)
        body.instance.mark(self)
        late = counts[-1] > 0 and not (counts[-1] - 1) >> way.slot & 1
        if late:
            counts[-1] += 1 << way.slot
        else:
            counts[way.slot] += 1
            body.live += 1
        self.joined(body)
        self.consider(body)

    def consider(self, body: Running) -> None:
        """Fire if it has not, and its condition holds."""
        counts = self.counts(body)
        present = [slot for slot in range(self.incoming) if counts[slot]]
        if counts[-1] or not present or not self.active(body, len(present)):
            return
        for slot in present:
            counts[slot] -= 1
            body.live -= 1
            counts[-1] |= 1 << slot
        counts[-1] += 1
        self.enter(body)

    def active(self, body: Running, present: int) -> bool:
        """Whether the activation condition holds."""
        if self.activation is None:
            return True
        count = {"activationCount": Decimal(present)}
        seen = Scope(body.scope, body.instance.ledger, variables=dict(count))
        host = body.instance.host
        return self.activation.holds(seen, host=host, element_id=self.bpmn_id)

    def try_to_fire(self, body: Running) -> bool:
        """Begin again when every flow has had its token or can have none any more."""
        counts = self.counts(body)
        if not counts[-1]:
            return False
        missing = [
            self.reach[slot] for slot in range(self.incoming) if not (counts[-1] - 1) >> slot & 1
        ]
        here = self.places(body)
        if any(place in reach for reach in missing for place in here):
            return False
        counts[-1] = 0
        if not self.held(counts):
            del body.joins[self.place]
            body.instance.drop_join(body, self)
        else:
            self.consider(body)
        return True


def awaited(place: int, empty: list[frozenset[int]], full: list[frozenset[int]]) -> bool:
    """Whether a token there may come to an empty flow and to no full one."""
    return any(place in reach for reach in empty) and not any(place in reach for reach in full)
