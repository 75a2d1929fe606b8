"""Cases, their terms and what was entered in them, as the API tells them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.cases.sealing import may_read
from engine.definitions.loading import Definition
from engine.history.kinds import EventKind
from engine.values import Value, loads
from storage.queries.acts import TaskActRow
from storage.queries.cases import CaseRow, SubmissionRow
from storage.queries.deadlines import DeadlineRow
from storage.queries.history import TimelineRow
from ui.api.answers import amount_text
from ui.api.door import Program
from ui.api.present.tasks import person, task_line
from ui.api.shapes.cases import (
    CaseData,
    CaseInFull,
    CaseLine,
    Deadline,
    Event,
    Submission,
    Submissions,
    TakenBack,
)
from ui.cases.scene import CaseScene, is_outsider
from ui.history.sentences import BY_PEOPLE, Teller


def case_line(row: CaseRow) -> CaseLine:
    """A case in the list."""
    return CaseLine(
        id=str(row.id),
        number=row.number,
        process=row.process_key,
        title=row.title,
        amount=amount_text(row.amount),
        currency=row.currency,
        state=row.state,  # type: ignore[arg-type]  # the table holds no other
        opened_at=row.opened_at,
        opened_by=person(row.opened_by, row.opened_by_name),
        on_behalf_of=row.on_behalf_of,
        closed_at=row.closed_at,
        outcome=row.outcome,
    )


def case_in_full(here: Program, row: CaseRow, scene: CaseScene) -> CaseInFull:
    """One case with what it waits for."""
    return CaseInFull(
        **dict(case_line(row)),
        definition_id=str(scene.definition.id),
        definition_version=scene.definition.version,
        version=scene.stand.version,
        open_tasks=[task_line(here, scene, task) for task in scene.open_tasks],
        open_deadlines=[deadline(scene, each) for each in scene.open_deadlines],
    )


def deadline(scene: CaseScene, row: DeadlineRow) -> Deadline:
    """A legal term."""
    return Deadline(
        id=str(row.id),
        task_id=None if row.task_id is None else str(row.task_id),
        element=element_of(scene, row),
        title=row.title,
        start_on=row.start_on,
        length=row.length,
        unit=row.unit,
        extension=row.extension,
        paused_on=row.paused_on,
        due_on=row.due_on,
        due_at=row.due_at,
        source=row.source,
        effect=row.effect,
        state=row.state,  # type: ignore[arg-type]  # the table holds no other
    )


def element_of(scene: CaseScene, row: DeadlineRow) -> str | None:
    """The element of a term in its diagram; of a closed one that no task tells, it is not known
    once the case has gone over to another version."""
    task = next((each for each in scene.tasks if each.id == row.task_id), None)
    if row.state != "open" and task is not None:
        return scene.eras.of(task.done_under).program.elements[row.element].id
    if row.state != "open" and scene.eras.earlier:
        return None
    return scene.definition.program.elements[row.element].id


Gone = Mapping[int, TaskActRow]
"""What was taken back: by the id of a submission, the act."""


def drawn_for(scene: CaseScene, row: SubmissionRow) -> Definition:
    """The process as it was drawn when this was entered: by its task, else at the start."""
    task = next((each for each in scene.tasks if each.id == row.task_id), None)
    return scene.eras.at(1) if task is None else scene.eras.of(task.done_under)


def case_data(
    here: Program, scene: CaseScene, rows: Sequence[SubmissionRow], gone: Gone
) -> CaseData:
    """What the case knows. Where something may not be read, only what was entered openly, in its
    order: what was computed could tell of what is sealed."""
    readable = readable_of(here, scene, rows)
    if len(readable) == len(rows) and not is_outsider(scene.definition, here):
        return CaseData(data=dict(scene.data), withheld=False)
    entered: dict[str, Value] = {}
    for row in readable:
        if row.id in gone:
            continue
        entered |= values_in(row)
    return CaseData(data=entered, withheld=True)


def submissions(
    here: Program, scene: CaseScene, rows: Sequence[SubmissionRow], gone: Gone
) -> Submissions:
    """What may be read of all that was entered, also of what was taken back."""
    names = {task.closed_by: task.closed_by_name for task in scene.tasks}
    names |= {event.person_id: event.person_name for event in scene.events}
    readable = readable_of(here, scene, rows)
    return Submissions(
        items=[
            Submission(
                id=str(row.id),
                task_id=None if row.task_id is None else str(row.task_id),
                element=drawn_for(scene, row).program.elements[row.element].id,
                by=person(row.person_id, names.get(row.person_id)),
                at=row.at,
                data=dict(values_in(row)),
                taken_back=taken_back(gone.get(row.id)),
            )
            for row in readable
        ],
        withheld=len(rows) - len(readable),
    )


def taken_back(act: TaskActRow | None) -> TakenBack | None:
    """Who took something back, and when."""
    if act is None:
        return None
    return TakenBack(by=person(act.person_id, act.person_name), at=act.at)


def readable_of(
    here: Program, scene: CaseScene, rows: Sequence[SubmissionRow]
) -> list[SubmissionRow]:
    """What is not sealed to the caller; of people from outside, only what they sent themselves."""
    outside = is_outsider(scene.definition, here)
    return [
        row
        for row in rows
        if may_read(
            row.sealed,
            visited=scene.visited,
            program=drawn_for(scene, row).program,
            person_id=here.actor.person_id,
            filed_by=row.person_id,
        )
        and (not outside or row.person_id == here.actor.person_id)
    ]


def values_in(row: SubmissionRow) -> Mapping[str, Value]:
    found = loads(row.data)
    return found if isinstance(found, Mapping) else {}


def event(teller: Teller, row: TimelineRow) -> Event:
    """One event; who acted under seal is not told, nor whose act led to what followed by itself."""
    acted = row.kind in BY_PEOPLE and not teller.hides(row)
    element = teller.drawn(row.seq, row.element)
    return Event(
        seq=row.seq,
        kind=kind_of(row.kind),
        at=row.at,
        element=element.id if element else None,
        task_id=None if row.task_id is None else str(row.task_id),
        by=person(row.person_id, row.person_name) if acted else None,
        sentence=teller.sentence(row).striptags(),
        hash=row.hash.hex(),
        detail_digest=row.detail_digest.hex() if row.detail_digest else None,
    )


def kind_of(number: int) -> str:
    """«task_completed»."""
    return EventKind(number).name.lower()
