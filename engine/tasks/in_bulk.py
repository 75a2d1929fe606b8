"""Completing many tasks of one step with one filled-in form, where its process allows it.

A process says so with `cauce:bulk` on the step. Each task is completed on its own by the ordinary
verb, with its permissions, its four eyes and the form as its own case knows it: what cannot be done
is refused with its reason and keeps what was typed, and the others are done. Tasks belong together
when they are of one step of one version, with the form of one version.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from engine.bpmn import Element, StepFailed
from engine.bpmn.lint.bulk import MOST
from engine.cases.entry import Entry
from engine.cases.surroundings import surroundings_of
from engine.definitions.loading import DefinitionMissing, program_of
from engine.feel import Host
from engine.forms import Form
from engine.forms.components import SHOWN_ONLY, Component
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import InvalidData, RefusalKind, Refused
from engine.tasks.completing import Completed, complete
from engine.tasks.drafts import save_draft
from engine.tasks.permission import has_part_in
from storage.database import Connection
from storage.queries.tasks import TaskDetail, tasks_by_id

USUAL_MOST = 50
"""Tasks at a time where the process does not say how many."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one form is filled in for: a step of a version, and the version of its form."""

    definition_id: int
    form_definition_id: int
    element: str


@dataclass(frozen=True, slots=True)
class Together:
    """Tasks that one form is filled in for, in the order they were named, and those that it is not
    for, each with the reason. `form` shows nothing of one case alone."""

    step: Step
    element: Element
    form: Form
    host: Host
    most: int
    tasks: tuple[TaskDetail, ...]
    apart: Mapping[int, Refused]


def gather(
    installation: Installation,
    actor: Actor,
    connection: Connection,
    task_ids: Sequence[int],
    step: Step | None = None,
) -> Together | None:
    """The tasks of a step, else of that of the first one that allows it; None when none does."""
    seen = _seen(actor, connection, task_ids)
    step = step or _first_step(installation, connection, actor.municipality_id, seen)
    drawn = _drawn(installation, connection, actor.municipality_id, step) if step else None
    if step is None or drawn is None:
        return None
    element, form = drawn
    now = installation.clock.now()
    host = surroundings_of(installation, connection, actor.municipality_id, now).host
    most = _most(element, host)
    fitting = [task for task in seen.values() if _step(task) == step]
    taken = fitting[:most]
    apart = _apart(task_ids, seen, step)
    apart |= {
        each.id: Refused(RefusalKind.TOO_MANY, {"most": str(most)}) for each in fitting[most:]
    }
    return Together(step, element, for_many(form), host, most, tuple(taken), apart)


def complete_many(
    installation: Installation,
    actor: Actor,
    task_ids: Sequence[int],
    data: Entry,
    step: Step | None = None,
) -> Mapping[int, Completed | Refused]:
    """What became of each task, in the order they were named; `step` insists that they are of it,
    as the form that was filled in was."""
    with installation.database.read(actor.municipality_id) as connection:
        found = gather(installation, actor, connection, task_ids, step)
        if found is None:
            return _apart(task_ids, _seen(actor, connection, task_ids), None)
    return complete_together(installation, actor, task_ids, data, found)


def complete_together(
    installation: Installation,
    actor: Actor,
    task_ids: Sequence[int],
    data: Entry,
    found: Together,
) -> Mapping[int, Completed | Refused]:
    """The same, of what was gathered before."""
    outcomes: dict[int, Completed | Refused] = {**found.apart}
    for task in found.tasks:
        outcomes[task.id] = _complete(installation, actor, task.id, data)
    return {each: outcomes[each] for each in dict.fromkeys(task_ids)}


def _complete(
    installation: Installation, actor: Actor, task_id: int, data: Entry
) -> Completed | Refused:
    answer = complete(installation, actor, task_id, data, undoable=True)
    if isinstance(answer, InvalidData):
        save_draft(installation, actor, task_id, data)
    return answer


def for_many(form: Form) -> Form:
    """The form without the words that tell of one case: what they read nobody answers in it."""
    own = form.writes
    return replace(form, components=_for_many(form.components, own))


def _for_many(components: tuple[Component, ...], own: frozenset[str]) -> tuple[Component, ...]:
    return tuple(
        replace(part, children=_for_many(part.children, own)) if part.children else part
        for part in components
        if part.kind not in SHOWN_ONLY or part.text.names <= own
    )


def _step(task: TaskDetail) -> Step:
    version = task.form_definition_id or task.definition_id
    return Step(task.definition_id, version, task.element_key)


def _seen(
    actor: Actor, connection: Connection, task_ids: Sequence[int]
) -> Mapping[int, TaskDetail]:
    """Those of the tasks that the person has a part in."""
    found = tasks_by_id(connection, actor.municipality_id, task_ids)
    return {key: task for key, task in found.items() if has_part_in(actor, task)}


def _apart(
    task_ids: Sequence[int], seen: Mapping[int, TaskDetail], step: Step | None
) -> dict[int, Refused]:
    """What is not of the step; nothing is told of what is not theirs."""
    kinds = RefusalKind.NOT_FOUND, RefusalKind.ONE_BY_ONE
    return {
        each: Refused(kinds[each in seen])
        for each in dict.fromkeys(task_ids)
        if each not in seen or _step(seen[each]) != step
    }


def _first_step(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    seen: Mapping[int, TaskDetail],
) -> Step | None:
    steps = (_step(task) for task in seen.values())
    allowed = (step for step in steps if _drawn(installation, connection, municipality_id, step))
    return next(allowed, None)


def _drawn(
    installation: Installation, connection: Connection, municipality_id: int, step: Step
) -> tuple[Element, Form] | None:
    """The step as drawn and its form; None where tasks are completed one by one."""
    try:
        definition = program_of(installation, connection, municipality_id, step.definition_id)
        element = definition.program.element(step.element)
        kept = program_of(installation, connection, municipality_id, step.form_definition_id)
        form = kept.form_of(element.form_key)
    except (DefinitionMissing, KeyError):
        return None
    return None if element.bulk is None or form is None else (element, form)


def _most(element: Element, host: Host) -> int:
    """How many at a time; what the process says cannot go beyond what anything may."""
    rule = element.bulk.most if element.bulk else None
    try:
        said = rule.value({}, host=host, element_id=element.id) if rule else None
    except StepFailed:  # such as a legal number that is not known here
        said = None
    if isinstance(said, str) and said.isascii() and said.isdigit():
        said = Decimal(said)
    return min(int(said), MOST) if isinstance(said, Decimal) and said >= 1 else USUAL_MOST
