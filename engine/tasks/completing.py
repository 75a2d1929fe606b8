"""Completing a task: one verb, one transaction, at most ten statements.

Lock and load, then permission, form, documents, one pure step of the process, and everything it
changed written together. When the step cannot be run as drawn, nothing of it stays, and an incident
tells a person; when somebody else was faster, what was typed is kept as a draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from engine import bpmn
from engine.cadastre.enacting import enact
from engine.cases.advance import Advance, OpenedTask
from engine.cases.entry import Entry
from engine.cases.incidents import Where, raise_incident
from engine.cases.kept_messages import settle
from engine.cases.mending import close_incidents_of_task
from engine.cases.scene import (
    Scene,
    Undo,
    in_one_transaction,
    is_over,
    refusal_of_version,
    scene_of,
    surroundings_in,
    write_step,
)
from engine.cases.sealing import takes_envelopes
from engine.cases.submitting import Submitted, check_task_entry, submission_row
from engine.cases.suspending import refusal_of_suspended
from engine.cases.timers import fire_what_is_due
from engine.definitions.loading import Definition, form_of_task, program_of
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.sealing.opening import open_envelopes
from engine.suppliers.snapshots import note_standing
from engine.tasks.drafts import save_draft
from engine.tasks.exclusion import refusal_of_exclusion
from engine.tasks.lateness import note_late_attempt, refusal_to_finish
from engine.tasks.observing import tell_observations
from engine.tasks.permission import told_for
from engine.tasks.separation import refusal_of_separation
from engine.tasks.sharing import open_in_place_of
from engine.tasks.undoing import stays_done, undo_row
from storage import step
from storage.database import Connection
from storage.writes.tasks import drop_undo

KEEPS_WHAT_WAS_TYPED = frozenset(
    {
        RefusalKind.ALREADY_COMPLETED,
        RefusalKind.HELD_BY_OTHER,
        RefusalKind.NOT_OPEN,
        RefusalKind.SUSPENDED,
        RefusalKind.LATE,
        RefusalKind.STEP_FAILED,
        RefusalKind.MISSING_DOCUMENTS,
        RefusalKind.CONFLICT,
        RefusalKind.SEPARATED,
        RefusalKind.EXCLUDED,
    }
)


@dataclass(frozen=True, slots=True)
class Completed:
    """The task is done; `opened` is what it led to, `finished` whether the case is over;
    `role_titles` is what the process calls its roles; `seq` names the step to whoever takes it back
    (`undo_step`), None where it stays done."""

    case_id: int
    number: str
    opened: tuple[OpenedTask, ...]
    finished: bool
    role_titles: Mapping[str, str]
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class _TimersFirst:
    """A timer of the case was due before this act, and must be heard before it."""

    instance_id: int


@dataclass(frozen=True, slots=True)
class _FilesFirst:
    """Files wait beside the form: they enter the case before its answers are checked."""

    case_id: int


def complete(
    installation: Installation,
    actor: Actor,
    task_id: int,
    data: Entry,
    *,
    at_version: int | None = None,
    undoable: bool = False,
) -> Completed | Refused:
    """Finish a task with what the person entered, and file what waits beside its form; a free task
    becomes theirs by it. Of a task that several do under seal and another has finished, the one
    that is open in its place.

    `at_version` insists that the case has not changed since then; `undoable` keeps what the step
    may be taken back with (`engine.tasks.undoing`)."""
    attempt = partial(_attempt, undoable=undoable)
    answer = attempt(installation, actor, task_id, data, at_version)
    if isinstance(answer, _TimersFirst):
        fire_what_is_due(installation, actor.municipality_id, answer.instance_id)
        answer = attempt(installation, actor, task_id, data, at_version, after_timers=True)
    if isinstance(answer, _FilesFirst):
        refused = _filed(installation, actor, task_id, answer)
        answer = refused or attempt(
            installation, actor, task_id, data, None, after_timers=True, after_files=True
        )
    assert not isinstance(answer, _TimersFirst | _FilesFirst)  # noqa: S101  asked for once
    if not isinstance(answer, Refused):
        return answer
    if answer.kind is RefusalKind.ALREADY_COMPLETED:
        other = open_in_place_of(installation, actor, task_id)
        if other != task_id:
            return complete(
                installation, actor, other, data, at_version=at_version, undoable=undoable
            )
    if answer.kind in KEEPS_WHAT_WAS_TYPED:
        save_draft(installation, actor, task_id, data)
    if answer.kind is RefusalKind.LATE:
        return note_late_attempt(installation, actor, task_id)
    return answer


def _attempt(
    installation: Installation,
    actor: Actor,
    task_id: int,
    data: Entry,
    at_version: int | None,
    *,
    after_timers: bool = False,
    after_files: bool = False,
    undoable: bool = False,
) -> Completed | Refused | _TimersFirst | _FilesFirst:
    def verb(
        connection: Connection,
    ) -> tuple[Completed, Advance] | Refused | _TimersFirst | _FilesFirst:
        loaded = step.load(connection, actor.municipality_id, task_id=task_id)
        if loaded is None or loaded.task is None:
            return Refused(RefusalKind.NOT_FOUND)
        scene = scene_of(installation, actor, loaded)
        if loaded.next_due is not None and loaded.next_due <= scene.at and not after_timers:
            return _TimersFirst(loaded.instance.id)
        changed = refusal_of_version(loaded, at_version)
        if changed is not None:
            return changed
        return _complete(
            connection, scene, loaded.task, data, after_files=after_files, undoable=undoable
        )

    try:
        answer = in_one_transaction(installation, actor, verb)
    except bpmn.TokenGone:
        return Refused(RefusalKind.NOT_OPEN)
    except bpmn.StepFailed as failure:
        return raise_incident(installation, actor, failure, Where(task_id=task_id))
    if not isinstance(answer, tuple):
        return answer
    completed, advance = answer
    settle(installation, actor.municipality_id, advance)
    return completed


def _filed(
    installation: Installation, actor: Actor, task_id: int, first: _FilesFirst
) -> Refused | None:
    from engine.documents.waiting import file_waiting

    return file_waiting(installation, actor, case_id=first.case_id, task_id=task_id)


def _complete(
    connection: Connection,
    scene: Scene,
    task: step.LoadedTask,
    data: Entry,
    *,
    after_files: bool,
    undoable: bool,
) -> tuple[Completed, Advance] | Refused | _FilesFirst:
    definition = program_of(
        scene.installation, connection, scene.municipality_id, scene.loaded.instance.definition_id
    )
    if takes_envelopes(definition.program.elements[task.element]):
        return Refused(RefusalKind.IN_ENVELOPE)
    refused = refusal_to_finish(scene.actor, definition.program, scene.snapshot, task)
    refused = refused or refusal_of_suspended(scene)
    who = scene.actor.person_id
    for barring in (refusal_of_separation, refusal_of_exclusion):
        refused = refused or barring(scene.installation, connection, scene.actor, scene.loaded, who)
    if refused is not None:
        return refused
    if scene.loaded.has_files and not after_files:
        return _FilesFirst(scene.loaded.case.id)
    surroundings = surroundings_in(scene, connection)
    submitted = check_task_entry(connection, scene, definition, task, data, surroundings)
    if isinstance(submitted, Refused):
        return submitted
    opening = open_envelopes(connection, scene, definition, task)
    enacted = opening or enact(
        connection, scene, definition, task, submitted.values, surroundings.today
    )
    if isinstance(enacted, Refused):
        return enacted
    if enacted is not None:
        submitted, undoable = enacted.added_to(submitted), False
    outcome = bpmn.complete(
        definition.program,
        scene.snapshot,
        task.token,
        submitted.values,
        surroundings=surroundings,
    )
    note_standing(connection, scene, definition, task, submitted.values, surroundings.today)
    undo = partial(undo_row, task_id=task.id) if undoable else None
    done, advance = _write(connection, scene, definition, task, submitted, outcome, undo)
    if enacted is not None or (undoable and stays_done(outcome, advance)):
        drop_undo(connection, scene.municipality_id, done.case_id)
    elif undoable:
        done = replace(done, seq=scene.ledger.head.seq)
    return done, advance


def _write(
    connection: Connection,
    scene: Scene,
    definition: Definition,
    task: step.LoadedTask,
    submitted: Submitted,
    outcome: bpmn.Outcome,
    undo: Undo | None,
) -> tuple[Completed, Advance]:
    row, digest = submission_row(scene, definition, submitted, element=task.element, task=task)
    scene.ledger.add_sealed(
        EventKind.TASK_COMPLETED,
        digest=digest,
        element=task.element,
        task_id=task.id,
        data=told_for(scene.actor, task),
    )
    form = form_of_task(scene.installation, connection, task, definition)
    tell_observations(scene, definition, form, task, submitted.values)
    dropped: tuple[int, ...] = ()
    if scene.loaded.has_drafts:  # a failed step leaves one: nobody pays for this otherwise
        dropped = (task.id,)
        close_incidents_of_task(connection, scene, task.id)
    advance = write_step(
        connection,
        scene,
        definition,
        outcome,
        undo=undo,
        submissions=(row,),
        dropped_drafts=dropped,
        drafts_of=scene.actor.person_id or 0,
    )
    case = scene.loaded.case
    done = Completed(
        case.id,
        case.number,
        tuple(advance.opened),
        is_over(outcome),
        definition.manifest.role_titles,
    )
    return done, advance
