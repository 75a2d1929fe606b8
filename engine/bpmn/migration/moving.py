"""One case goes over to another version: pure, all or nothing.

What the new version does not have is withdrawn while the old one still runs, so that history tells
it in the old words; then the state is read in the new numbers; then the new version asks for what
it has more, and what can move moves. Tokens keep their ids: rows that hang at them stay.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.bpmn.body import Running
from engine.bpmn.changes import Change, DeadlineSet
from engine.bpmn.instance import Instance
from engine.bpmn.migration.arming import Arming
from engine.bpmn.migration.clocks import terms_begun, turn_clocks
from engine.bpmn.migration.obstacles import Obstacle, ObstacleKind
from engine.bpmn.migration.pairing import pairs
from engine.bpmn.migration.plan import Plan
from engine.bpmn.migration.reindexing import Reindexing
from engine.bpmn.problems import StepFailed
from engine.bpmn.restore import restore, save
from engine.bpmn.run import outcome_of
from engine.bpmn.snapshot import Outcome, Snapshot, Status
from engine.bpmn.specs.activities import Activity
from engine.bpmn.specs.events import Catching
from engine.bpmn.specs.gateways import ParallelGateway
from engine.bpmn.specs.several import Several
from engine.bpmn.specs.user_task import UserTask
from engine.bpmn.state import ROLE_BITS, decode, encode
from engine.bpmn.surroundings import Surroundings
from engine.bpmn.terms import deadline_of, end_of
from engine.bpmn.token import Token
from engine.values import Value


@dataclass(frozen=True, slots=True)
class TaskKept:
    """A task that a person has or may take, as the new version draws it. It keeps its id, its
    holder and its due date; `new_form` when the plan gives it the new form, `deadline` a legal term
    that begins now (with the task's `due`), `ends_deadline` when the new version has none."""

    token: int
    element: int
    name: str
    role: str
    form_key: str | None
    new_form: bool
    deadline: DeadlineSet | None = None
    due: datetime | None = None
    ends_deadline: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """The case in the new version. `before` happened still in the old one, in its numbers;
    `outcome` holds what followed, in the new ones. `elements` gives the new number of what each
    token waits at, for the rows that hang there."""

    before: tuple[Change, ...]
    outcome: Outcome
    tasks: tuple[TaskKept, ...]
    elements: Mapping[int, int]


def move(
    plan: Plan,
    snapshot: Snapshot,
    *,
    surroundings: Surroundings,
    submitted: Mapping[str, Value] | None = None,
) -> Moved | tuple[Obstacle, ...]:
    """The case in the new version, or all that stands in the way.

    `submitted` are variables that people have declared and the old version did not keep: those
    that the new one reads are taken in. Nothing outside is touched.
    """
    try:
        return _move(plan, snapshot, surroundings, submitted or {})
    except StepFailed as failure:
        return (Obstacle(ObstacleKind.FAILS, failure.element_id, failure.sentence),)


def _move(
    plan: Plan, snapshot: Snapshot, surroundings: Surroundings, submitted: Mapping[str, Value]
) -> Moved | tuple[Obstacle, ...]:
    rested, before = _withdrawn(plan, snapshot, surroundings)
    work = Reindexing(plan, decode(rested.tokens, plan.old.hash))
    if obstacles := work.obstacles():
        return obstacles
    state = work.reindexed()
    instance = restore(plan.new, Snapshot(encode(state), rested.scopes), surroundings=surroundings)
    was = {key: place for key, (place, _, _) in work.rows.items()}
    _bring_data(plan, instance, was, submitted)
    Arming(plan, instance, was).arm()
    tasks = _tasks(plan, instance, was)
    begun = terms_begun(instance) | {each.element for each in tasks if each.deadline is not None}
    turned = turn_clocks(plan, instance, was, begun)
    for stopped in turned.stopped:
        instance.tell(stopped)
    _settle(instance)
    outcome = outcome_of(instance)
    if outcome.status is not Status.RUNNING:
        return (Obstacle(ObstacleKind.ENDS, *outcome.end_events[-1:] or (plan.new.process_id,)),)
    elements = {key: place >> 1 + ROLE_BITS for key, place, _ in state.tokens}
    return Moved((*before, *turned.started), outcome, tasks, elements)


def _withdrawn(
    plan: Plan, snapshot: Snapshot, surroundings: Surroundings
) -> tuple[Snapshot, tuple[Change, ...]]:
    """The old version without what the new one does not wait for."""
    work = Reindexing(plan, decode(snapshot.tokens, plan.old.hash))
    instance = restore(plan.old, snapshot, surroundings=surroundings)
    gone = work.dropped()
    for key in gone:
        if (token := instance.tokens.get(key)) is not None:
            token.cancel()
    for token in list(instance.tokens.values()):
        new = work.spec_of(token.id)
        if isinstance(token.task_spec, Catching) and isinstance(new, Catching):
            _disarm_others(token, new)
    return save(instance), tuple(instance.changes)


def _disarm_others(token: Token, new: Catching) -> None:
    old: Catching = token.task_spec
    paired = pairs(old, new)
    for at, definition in enumerate(old.definitions):
        if at not in paired and not old.used(token, at):
            definition.disarm(token, fired=False)


def _bring_data(
    plan: Plan, instance: Instance, was: Mapping[int, int], submitted: Mapping[str, Value]
) -> None:
    """Variables that the new version declares or reads, and results of several under their name."""
    for name in sorted(plan.new.reads - plan.old.reads):
        if name in submitted and name not in instance.scope.variables:
            instance.scope.put(name, submitted[name])
    for body in (instance, *instance.subprocesses.values()):
        _declare(body)
    for token in instance.tokens.values():
        if isinstance(token.task_spec, Several):
            _rename_results(token, plan.old._places[was[token.id]], token.task_spec)
    instance.ledger.named = instance.ledger.touched = True


def _declare(body: Running) -> None:
    """Data objects and properties that the scope has now."""
    missing = [name for name in body.spec.held if name not in body.scope.variables]
    for name in missing:
        body.scope.put(name, None)


def _rename_results(token: Token, old: Several, new: Several) -> None:
    own = token.own_scope().variables
    collected = own.pop(old.output_name, None) if old.output_name else None
    if new.output_name:
        own[new.output_name] = collected or [None] * token.note[0]


def _tasks(plan: Plan, instance: Instance, was: Mapping[int, int]) -> tuple[TaskKept, ...]:
    """What the new version says of the tasks that are open."""
    return tuple(
        _task(plan, token, was[key])
        for key, token in sorted(instance.tokens.items())
        if isinstance(token.task_spec, UserTask)
    )


def _task(plan: Plan, token: Token, place: int) -> TaskKept:
    spec: UserTask = token.task_spec
    old = plan.old.elements[place >> ROLE_BITS]
    rule = spec.deadline if old.deadline is None else None
    deadline = deadline_of(rule, token) if rule is not None else None
    surroundings = token.workflow.instance.surroundings
    return TaskKept(
        token=token.id,
        element=spec.element,
        name=spec.title,
        role=spec.words(spec.role, token) or "",
        form_key=spec.words(spec.form_key, token),
        new_form=old.id in plan.edits.new_forms,
        deadline=deadline,
        due=end_of(deadline.due, surroundings) if deadline is not None else None,
        ends_deadline=spec.deadline is None and old.deadline is not None,
    )


def _settle(instance: Instance) -> None:
    """Joins that wait for nothing more, now that other flows lead there."""
    for body in (instance, *list(instance.subprocesses.values())):
        for place in list(body.joins):
            _let_go(body, instance.program._places[place])


def _let_go(body: Running, spec: object) -> None:
    if isinstance(spec, ParallelGateway):
        while all(body.joins.get(spec.place, [0])):
            spec.fire(body)
    elif isinstance(spec, Activity):
        while body.joins.get(spec.place, [0])[0] >= spec.start_quantity:
            body.joins[spec.place][0] -= spec.start_quantity
            body.live -= spec.start_quantity
            if not body.joins[spec.place][0]:
                del body.joins[spec.place]
            spec.enter(body)
