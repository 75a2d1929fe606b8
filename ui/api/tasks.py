"""Tasks: the inbox, one task and its form, and what one does with it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from engine.access import Scope
from engine.cases.finding import find_cases
from engine.documents.attaching import attach
from engine.refusals import Refused
from engine.tasks import ActUndone, Claimed, assign, claim, release, save_draft, undo_act
from engine.tasks import Assigned as Given
from engine.tasks.postponing import postpone
from engine.tasks.sharing import open_in_place_of
from engine.tasks.undoing import StepUndone, undo_step
from storage.queries.inbox import Narrowing, Tab, tasks_in
from storage.queries.tasks import task_by_id, undo_of
from ui.api.answers import address, answer, id_of
from ui.api.cursors import cursor_of, place_in
from ui.api.describing import FILE, multipart, reads, writes
from ui.api.door import Here, Program
from ui.api.filing import Sent, digest_of, document_in
from ui.api.invalid import invalid
from ui.api.present.tasks import form_of, inbox_line, task_in_full
from ui.api.refused import of_task
from ui.api.repeats import Key, once
from ui.api.rooms import USUAL, Cursor, Identifier, Limit, Process, Text, room
from ui.api.shapes.others import Attached
from ui.api.shapes.tasks import (
    Answers,
    Assigned,
    Assignment,
    DraftSaved,
    Inbox,
    Postponed,
    Postponement,
    TaskForm,
    TaskInFull,
    Undoing,
    Undone,
)
from ui.cut_short import cut_short
from ui.tasks.filing import asked_here
from ui.tasks.scene import TaskScene, seen_task, task_scene

router = room("tasks")
INBOX = "inbox"
Which = Annotated[
    Tab,
    Query(
        description="`mine`: held and free; `held`: in the token's hands; `free`: what it may take;"
        " `others`: what others have to do in cases that the token opened; `overdue`: of mine,"
        " what is past its due date; `postponed`: what it put aside until a day."
    ),
]
DOCUMENT = multipart(
    {
        "kind": {"type": "string", "description": "The kind of document, as the step asks for it."},
        "title": {"type": "string", "description": "The kind's own title when absent."},
        "file": FILE,
        "upload": {"type": "string", "description": "In place of the file: what has arrived."},
        "filename": {"type": "string", "maxLength": 200, "description": "Beside an upload."},
    },
    ["kind"],
)


@router.get("/tasks", **reads(Scope.TASKS_READ, Inbox))
def tasks(
    here: Here,
    tab: Which = Tab.MINE,
    process: Process = "",
    text: Text = "",
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> Response:
    """The open tasks that the token holds or may take, what falls due first first."""
    place = place_in(INBOX, cursor, keys=2)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        finding = find_cases(connection, here.actor, text, here.municipality.locale)
        page = tasks_in(
            connection,
            town,
            people=here.actor.people,
            roles=here.actor.roles,
            tab=tab,
            narrowing=Narrowing(processes=(process,) if process else ()),
            text=text,
            also=finding.case_ids,
            now=here.now,
            after=((place[0],), place[1]) if place else None,
            limit=limit,
        )
    more = cursor_of(INBOX, *page.next[0], page.next[1]) if page.next else None
    items = [inbox_line(row) for row in page.rows]
    return answer(here, Inbox(items=items, next=more, cut_short=cut_short(here, finding) or None))


@router.get("/tasks/{task_id}", **reads(Scope.TASKS_READ, TaskInFull))
def task(here: Here, task_id: Identifier) -> Response:
    """One task, for whom its role or its holder is."""
    scene = scene_of(here, task_id)
    return answer(here, task_in_full(here, scene), version=scene.case.stand.version)


@router.get("/tasks/{task_id}/form", **reads(Scope.TASKS_READ, TaskForm))
def task_form(here: Here, task_id: Identifier) -> Response:
    """What the task asks, with what the case or the token's draft knows."""
    scene = scene_of(here, task_id)
    return answer(here, form_of(scene.fields(None)), version=scene.case.stand.version)


@router.post("/tasks/{task_id}/assignment", **writes(Scope.TASKS_WRITE, Assigned))
def assign_task(
    here: Here, task_id: Identifier, asked: Assignment | None = None, key: Key = None
) -> Response:
    """Take the task, or hand it to the person named."""

    def work() -> Response:
        number = id_of(task_id)
        outcome: Claimed | Given | Refused
        if asked is None or asked.person_id is None:
            outcome = claim(here.installation, here.actor, number)
        else:
            outcome = assign(here.installation, here.actor, number, id_of(asked.person_id))
        if isinstance(outcome, Refused):
            raise of_task(here, number, outcome)
        return in_whose_hands(here, number, outcome.seq)

    return once(here, key, work)


@router.delete("/tasks/{task_id}/assignment", **writes(Scope.TASKS_WRITE, Assigned))
def release_task(here: Here, task_id: Identifier) -> Response:
    """Put the task back for the others."""
    number = id_of(task_id)
    outcome = release(here.installation, here.actor, number)
    if isinstance(outcome, Refused):
        raise of_task(here, number, outcome)
    return in_whose_hands(here, number, outcome.seq)


@router.put("/tasks/{task_id}/draft", **writes(Scope.TASKS_WRITE, DraftSaved))
def keep_draft(here: Here, task_id: Identifier, asked: Answers) -> Response:
    """Keep what is filled in so far, unchecked, for this token alone."""
    number = id_of(task_id)
    with here.installation.database.read(here.municipality.id) as connection:
        seen_task(here, connection, number)
    outcome = save_draft(here.installation, here.actor, number, asked.data)
    if isinstance(outcome, Refused):
        raise of_task(here, number, outcome)
    return answer(here, DraftSaved(task_id=task_id))


@router.put("/tasks/{task_id}/postponement", **writes(Scope.TASKS_WRITE, Postponed))
def put_aside(here: Here, task_id: Identifier, asked: Postponement) -> Response:
    """Put a task that the token holds aside until a day. Its terms go on running."""
    number = id_of(task_id)
    outcome = postpone(here.installation, here.actor, number, asked.until)
    if isinstance(outcome, Refused):
        raise of_task(here, number, outcome)
    return answer(here, Postponed(task_id=task_id, until=outcome.until, event=outcome.seq))


@router.post("/tasks/{task_id}/undoing", **writes(Scope.TASKS_WRITE, Undone))
def undo(here: Here, task_id: Identifier, asked: Undoing, key: Key = None) -> Response:
    """Take back what this token did to the task: taking it, putting it back, handing it over (also
    as an item of a batch), putting it aside, another day or priority, or completing it, where that
    was `undoable`; while nobody has acted since."""

    def work() -> Response:
        number = id_of(task_id)
        outcome = taken_back(here, number, asked.event)
        if isinstance(outcome, Refused):
            scene_of(here, task_id)  # whose task it is not learns no more than its role
            raise of_task(here, number, outcome)
        return answer(here, Undone(task_id=task_id, case_number=outcome.number))

    return once(here, key, work)


@router.post(
    "/tasks/{task_id}/documents",
    **writes(Scope.DOCUMENTS_WRITE, Attached, status=201, extra=DOCUMENT),
)
def file_for_task(here: Here, task_id: Identifier, form: Sent, key: Key = None) -> Response:
    """File a document that the task asks for; the same kind and title again adds a version."""

    def work() -> Response:
        number = open_in_place_of(here.installation, here.actor, id_of(task_id))
        file = document_in(here, form)
        with here.installation.database.read(here.municipality.id) as connection:
            scene = task_scene(here, connection, number)
        asked = asked_here(scene).get(file.kind)
        if asked is None:
            raise invalid([("body.kind", "not_asked")])
        outcome = attach(
            here.installation,
            here.actor,
            scene.task.case_id,
            task_id=number,
            kind=file.kind,
            title=form.one("title") or asked.title_of(file.filename),
            filename=file.filename,
            stream=file.stream,
            upload=file.upload,
            takes=asked.takes,
        )
        if isinstance(outcome, Refused):
            raise of_task(here, number, outcome)
        shape = Attached(id=str(outcome.document_id), version=outcome.version)
        where = {"location": address(here, "documents", outcome.document_id)}
        return answer(here, shape, status=201, headers=where)

    return once(here, key, work, content=digest_of(form))


def taken_back(here: Program, task_id: int, event: int) -> StepUndone | ActUndone | Refused:
    """The last step of its case, where that is the event; else an act upon the task."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        task = task_by_id(connection, town, task_id)
        step = undo_of(connection, town, task.case_id) if task else None
    if task is not None and step is not None and (step.task_id, step.seq) == (task_id, event):
        return undo_step(here.installation, here.actor, task.case_id, seq=event)
    return undo_act(here.installation, here.actor, task_id, event)


def in_whose_hands(here: Program, task_id: int, event: int | None) -> Response:
    """Who has the task now: nobody, where several do it under seal."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = task_by_id(connection, town, task_id)
    holder = row.assignee_id if row else None
    to = None if holder is None else str(holder)
    return answer(here, Assigned(task_id=str(task_id), assignee_id=to, event=event))


def scene_of(here: Program, task_id: str) -> TaskScene:
    """The task with everything around it, if the token has a part in it."""
    with here.installation.database.read(here.municipality.id) as connection:
        return task_scene(here, connection, id_of(task_id))
