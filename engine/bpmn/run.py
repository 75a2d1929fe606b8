"""The verbs of the kernel: each takes a snapshot and gives an Outcome; nothing else is touched.

A token that waits for something else than the verb brings raises TokenGone, a technical failure
StepFailed: the caller rolls back.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeVar

from engine.bpmn.body import NO_DATA
from engine.bpmn.bounds import within_bounds
from engine.bpmn.changes import AmountChanged, TitleChanged
from engine.bpmn.instance import Instance
from engine.bpmn.problems import TokenGone
from engine.bpmn.program import Program
from engine.bpmn.restore import restore, save
from engine.bpmn.snapshot import Outcome, Snapshot, Status, Visited
from engine.bpmn.specs.activities import Job
from engine.bpmn.specs.definitions import Condition
from engine.bpmn.specs.events import Catching
from engine.bpmn.specs.throws import throw
from engine.bpmn.specs.user_task import UserTask
from engine.bpmn.state import decode
from engine.bpmn.surroundings import NOWHERE, Surroundings
from engine.bpmn.token import Token
from engine.values import Value

TITLE, AMOUNT = "#title", "#amount"
Kind = TypeVar("Kind")


def start(
    program: Program,
    variables: Mapping[str, Value],
    *,
    surroundings: Surroundings,
    start_event: str | None = None,
    which: int = 0,
    payload: Mapping[str, Value] = NO_DATA,
    key: str | None = None,
) -> Outcome:
    """Begin an instance, at a given start event or at the plain ones.

    What a message or signal brings is its `payload`; `which` as its StartingPoint says; `key` is
    the correlation key that it came with.
    """
    instance = Instance(program, surroundings, program.process_id)
    instance.key_of_first = key
    spec = instance.spec.task_specs[start_event] if start_event is not None else None
    with within_bounds(start_event or program.process_id):
        for name, value in variables.items():
            if name in program.reads:
                instance.scope.put(name, value)
        instance.begin(spec if isinstance(spec, Catching) else None, payload, which)
    return outcome_of(instance)


def complete(
    program: Program,
    snapshot: Snapshot,
    token: int,
    data: Mapping[str, Value],
    *,
    surroundings: Surroundings,
) -> Outcome:
    """A person has done the task."""

    def finish(at: Token) -> None:
        _expect(at, UserTask).finish(at, dict(data))

    return _step(program, snapshot, token, finish, surroundings)


def fire(
    program: Program,
    snapshot: Snapshot,
    token: int,
    *,
    surroundings: Surroundings,
    which: int | None = None,
) -> Outcome:
    """A timer is due, or a condition that reads the clock is to be looked at; `which` as it was
    armed."""

    def wake(at: Token) -> None:
        spec = _expect(at, Catching)
        definition = spec.woken(at, which)
        if isinstance(definition, Condition):
            definition.look_again(at)
        else:
            spec.occurred(at, {}, definition)

    return _step(program, snapshot, token, wake, surroundings)


def deliver(
    program: Program,
    snapshot: Snapshot,
    token: int,
    payload: Mapping[str, Value],
    *,
    surroundings: Surroundings,
    which: int | None = None,
    kind: str = "message",
) -> Outcome:
    """A message, or by `kind` a signal, has come; `which` as it was awaited."""
    return _step(program, snapshot, token, _occur(kind, payload, which), surroundings)


def finish_job(
    program: Program,
    snapshot: Snapshot,
    token: int,
    result: Mapping[str, Value],
    *,
    surroundings: Surroundings,
) -> Outcome:
    """A handler has done the work."""

    def finish(at: Token) -> None:
        _expect(at, Job).job_done(at, dict(result))

    return _step(program, snapshot, token, finish, surroundings)


def throw_error(
    program: Program,
    snapshot: Snapshot,
    token: int,
    code: str,
    payload: Mapping[str, Value],
    *,
    surroundings: Surroundings,
    message: str = "",
) -> Outcome:
    """The work ended with a BPMN error."""

    def fail(at: Token) -> None:
        throw(at, "error", code, payload, message)

    return _step(program, snapshot, token, fail, surroundings)


def cancel(program: Program, snapshot: Snapshot, *, surroundings: Surroundings) -> Outcome:
    """End the instance; everything it asked for is withdrawn."""
    instance = restore(program, snapshot, surroundings=surroundings)
    instance.stop(Status.TERMINATED)
    return outcome_of(instance)


def visited(program: Program, snapshot: Snapshot) -> Visited:
    """What the diagram shows."""
    instance = restore(program, snapshot, surroundings=NOWHERE)
    here = Counter(
        token.task_spec.bpmn_id
        for token in instance.tokens.values()
        if token.task_spec.live and token.task_spec.item_of is None
    )
    for body in (instance, *instance.subprocesses.values()):
        for place, counts in body.joins.items():
            spec = program._places[place]
            here[spec.bpmn_id] += spec.held(counts)
    bits = instance.visited
    base = len(program.elements)
    reached = frozenset(element.id for element in program.elements if bits >> element.index & 1)
    filing = {each.sealed_until for each in program.elements if each.sealed_until and here[each.id]}
    return Visited(
        reached,
        frozenset(flow for at, flow in enumerate(program.flows) if bits >> base + at & 1),
        {name: count for name, count in here.items() if count},
        reached - filing,
    )


def where_tokens_stand(program: Program, tokens: bytes) -> Mapping[str, int]:
    """What `visited` tells as `here`, from the tokens alone: nothing is restored, so that very many
    cases can be counted. Raises StateUnreadable."""
    state, places = decode(tokens, program.hash), program._places
    here: Counter[str] = Counter()
    for _, place, _ in state.tokens:
        spec = places[place >> 1]
        if spec.live and spec.item_of is None:
            here[spec.bpmn_id] += 1
    for _, place, counts in state.joins:
        here[places[place].bpmn_id] += places[place].held(counts)
    return {name: count for name, count in here.items() if count}


def data_of(program: Program, snapshot: Snapshot, token: int | None = None) -> dict[str, Value]:
    """Everything that a token sees; the case's own data when none is named."""
    instance = restore(program, snapshot, surroundings=NOWHERE)
    return dict(instance.scope if token is None else instance.token(token).scope)


def _step(
    program: Program,
    snapshot: Snapshot,
    token: int,
    act: Callable[[Token], None],
    surroundings: Surroundings,
) -> Outcome:
    instance = restore(program, snapshot, surroundings=surroundings)
    at = instance.token(token)
    with within_bounds(at.task_spec.bpmn_id):
        act(at)
    return outcome_of(instance)


def _occur(kind: str, payload: Mapping[str, Value], which: int | None) -> Callable[[Token], None]:
    def occur(at: Token) -> None:
        spec = _expect(at, Catching)
        spec.occurred(at, payload, spec.definition_of(kind, at, which))

    return occur


def _expect(token: Token, kind: type[Kind]) -> Kind:
    if not isinstance(token.task_spec, kind):
        raise TokenGone(f"token {token.id} waits for something else")
    return token.task_spec


def outcome_of(instance: Instance) -> Outcome:
    """Let it move until everything waits, and say what that came to."""
    instance.advance()
    with within_bounds(instance.program.process_id):
        _tell_case(instance)
        snapshot = save(instance)
    return Outcome(snapshot, tuple(instance.changes), instance.status, tuple(instance.ends))


def _tell_case(instance: Instance) -> None:
    """What the case is called and its amount, when that has changed."""
    program, scope = instance.program, instance.scope
    if not instance.ledger.named:
        return
    if program.subject is not None:
        title = program.subject.words(scope, host=instance.host, element_id=program.process_id)
        if title is not None and title != scope.variables.get(TITLE):
            scope.put(TITLE, title)
            instance.tell(TitleChanged(title))
    if program.amount is not None:
        amount = program.amount.value(scope, host=instance.host, element_id=program.process_id)
        if isinstance(amount, Decimal | None) and amount != scope.variables.get(AMOUNT):
            scope.put(AMOUNT, amount)
            instance.tell(AmountChanged(amount))
