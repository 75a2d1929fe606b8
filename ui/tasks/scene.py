"""One task as its page needs it: the task, its case, its form as far as it is filled in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.auditing.accesses import Looked
from engine.bpmn import DocumentRule, Element, TokenGone, data_of
from engine.cases.prefilling import known_around
from engine.definitions.loading import form_of_task, program_of
from engine.documents.places import Asked, Place, asked_at
from engine.documents.required import is_required
from engine.documents.waiting import waiting_at
from engine.forms import FieldError, FieldView, Form, validate, view
from engine.forms.pages import to_be_shown
from engine.refusals import RefusalKind, Refused
from engine.tasks.drafts import read_draft
from engine.tasks.exclusion import excluded_by, rules_of
from engine.tasks.permission import has_part_in, holds, may_assign, may_complete
from engine.tasks.separation import barred_by, kept_apart
from engine.values import Value
from storage.database import Connection
from storage.queries.documents import VersionRow
from storage.queries.identity import PersonRow, people_in_role
from storage.queries.tasks import (
    CompanionRow,
    TaskDetail,
    done_by,
    draft_of,
    drafts_beside,
    task_by_id,
)
from storage.queries.uploads import UploadRow
from ui.cases.scene import CaseScene, case_scene, without
from ui.errors import forbidden, not_found
from ui.readings import looked
from ui.visit import Member


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document that the step leaves: whether it must, and what this task has filed already."""

    rule: DocumentRule
    required: bool
    filed: tuple[tuple[int, VersionRow], ...]


@dataclass(frozen=True, slots=True)
class TaskScene:
    """A task, who looks at it, and what they may do. `beside` are the drafts of others, `left` what
    this person had typed into a task that is over."""

    task: TaskDetail
    case: CaseScene
    element: Element
    form: Form | None
    known: Mapping[str, Value]
    draft: Mapping[str, Any]
    saved_at: datetime | None
    waiting: tuple[UploadRow, ...]
    asked: Mapping[str, Asked]
    beside: tuple[CompanionRow, ...]
    left: Mapping[str, Any]
    colleagues: tuple[PersonRow, ...]
    mine: bool
    may_work: bool
    may_hand_over: bool
    around: Mapping[str, Value]
    """What the prefills of its form may read besides the data."""
    barred: Refused | None = None
    """Four eyes: why the reader may not do it, whatever their role."""

    @property
    def may_be_taken(self) -> bool:
        """Nobody has it, and it is one that somebody holds: what is done under seal is not."""
        task = self.task
        return task.assignee_id is None and task.state == "open" and not self.element.shared

    def fields(
        self, typed: Mapping[str, Any] | None, errors: Collection[FieldError] = ()
    ) -> tuple[FieldView, ...]:
        """The form with what was typed, else the draft, else what the case knows."""
        if self.form is None:
            return ()
        host = self.case.surroundings.clocked_host
        raw = typed or self.draft
        if raw and self.form.pages:
            raw = to_be_shown(self.form, raw, self.known, host=host, around=self.around)
        return view(
            self.form, raw or None, self.known, errors=errors, host=host, around=self.around
        )

    def faults(self, typed: Mapping[str, Any], point: str) -> tuple[FieldError, ...]:
        """What is to be corrected in all of the form; files that wait count as attached."""
        if self.form is None:
            return ()
        filed = [kind for each in self.wanted(typed) for kind in [each.rule.kind] * len(each.filed)]
        attached = (*filed, *(each.kind for each in self.waiting if each.whole))
        host = self.case.surroundings.clocked_host
        return validate(
            self.form, typed, self.known, host=host, point=point, attached=attached
        ).errors

    def wanted(self, typed: Mapping[str, Any] | None) -> tuple[Wanted, ...]:
        """The documents of this step; those that depend on an answer follow what is typed."""
        answers = {**self.known, **flat(typed or self.draft)}
        return tuple(
            Wanted(
                rule,
                is_required(rule, answers, self.case.surroundings, self.element.id),
                filed_by_task(self.case, self.task.id, rule.kind),
            )
            for rule in self.element.documents
        )


def seen_task(here: Member, connection: Connection, task_id: int) -> TaskDetail:
    """The task; not found in this municipality, or not for this person's roles, is an error."""
    town = here.municipality.id
    task = task_by_id(connection, town, task_id)
    if task is None:
        raise not_found(here.words)
    if not has_part_in(here.actor, task):
        definition = program_of(here.installation, connection, town, task.definition_id)
        titles = definition.manifest.role_titles
        raise forbidden(here.words, titles.get(task.role, task.role))
    return task


def task_scene(here: Member, connection: Connection, task_id: int) -> TaskScene:
    """Everything that the page of a task needs, for who may see it."""
    town = here.municipality.id
    task = seen_task(here, connection, task_id)
    case = case_scene(here, connection, task.case_id, task.definition_id)
    looked(here, Looked.TASK, case_id=task.case_id, subject=task.name)
    me = here.actor.person_id or 0
    draft = draft_of(connection, town, task_id, person_id=me)
    typed = read_draft(connection, town, task_id, me) if draft else {}
    element = case.element_of(task)
    asked = asked_at(here.installation, here.actor, connection, Place(task_id))
    people = people_in_role(connection, town, task.role, at=here.now)
    form = form_of_task(here.installation, connection, task, case.eras.of(task.done_under))
    barred = barred_from(here, connection, task, case) if task.state == "open" else None
    return TaskScene(
        task=task,
        case=case,
        element=element,
        form=form,
        known=known_to(case, task),
        draft=typed if task.state == "open" else {},
        saved_at=draft.saved_at if draft else None,
        waiting=waiting_at(here.actor, connection, Place(task_id)),
        asked={} if isinstance(asked, Refused) else asked,
        beside=others_of(connection, town, task, element, me),
        left={} if task.state == "open" else typed,
        colleagues=tuple(each for each in people if each.id != here.actor.person_id),
        mine=holds(here.actor, task),
        may_work=barred is None and may_complete(here.actor, task),
        barred=barred,
        around=known_around(connection, here.actor, form, (task.case_id, task.number)),
        may_hand_over=not element.shared and may_assign(here.actor, task),
    )


def others_of(
    connection: Connection, town: int, task: TaskDetail, element: Element, me: int
) -> tuple[CompanionRow, ...]:
    """The drafts of others; of what is done under seal none."""
    if element.sealed_until:
        return ()
    return drafts_beside(connection, town, task.id, person_id=me)


def barred_from(
    here: Member, connection: Connection, task: TaskDetail, case: CaseScene
) -> Refused | None:
    """Four eyes, as the verbs will say it."""
    definition, element, person_id = case.definition, task.element_key, here.actor.person_id
    town, apart = here.municipality.id, kept_apart(definition, element)
    if person_id is None:
        return None
    if apart:
        done = done_by(connection, town, [task.case_id], [person_id]).get(task.case_id, ())
        refused = barred_by(definition, apart, done, person_id, own=True)
        if refused is not None:
            return refused
    if task.state != "open" or not rules_of(definition, element):
        return None
    seen, now = known_to(case, task), here.installation.clock.now()
    found = excluded_by(connection, town, definition, element, seen, {person_id}, at=now)
    details = {"reason": found.reason, "own": "1"} if found else {}
    return Refused(RefusalKind.EXCLUDED, details) if found else None


def known_to(case: CaseScene, task: TaskDetail) -> Mapping[str, Value]:
    """What the case's data is, seen from the task; from the case itself once the task is over."""
    if task.state != "open":
        return case.data
    try:
        known = data_of(case.definition.program, case.snapshot, task.token)
        return without(known, case.sealed_names - own_names(case, task))
    except TokenGone:
        return case.data


def own_names(case: CaseScene, task: TaskDetail) -> frozenset[str]:
    """What a sealed form that is one person's own works on: theirs, not what the others filed
    under the same names."""
    element = case.element_of(task)
    form = case.definition.form_of(element.form_key)
    if element.sealed_until is None or element.shared or form is None:
        return frozenset()
    return frozenset(form.writes)


def filed_by_task(case: CaseScene, task_id: int, kind: str) -> tuple[tuple[int, VersionRow], ...]:
    """What this task has put into the file under one kind, newest first."""
    return tuple(
        (each.document.id, version)
        for each in case.documents
        if each.document.kind == kind
        for version in each.versions
        if version.task_id == task_id
    )


def flat(typed: Mapping[str, Any]) -> dict[str, Value]:
    """Answers as far as they are plain texts: enough for a condition on a choice."""
    return {name: value for name, value in typed.items() if isinstance(value, str)}
