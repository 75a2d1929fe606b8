"""Tasks: one with its case, those of a case, the draft a person left."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import literal, select, text, union_all

from storage.database import Connection
from storage.queries.reading import joined, many, one
from storage.tables import cases, drafts, mentions, persons, step_undos, tasks
from storage.tables.tasks import TaskState


@dataclass(frozen=True, slots=True)
class TaskDetail:
    """A task with the case it belongs to and the names of its people. `definition_id` is the
    version of the case; `done_under` the one of a closed task whose case has gone over to another,
    `form_definition_id` whose form an open one has kept."""

    id: int
    case_id: int
    instance_id: int
    token: int
    element: int
    element_key: str
    name: str
    role: str
    assignee_id: int | None
    state: str
    created_at: datetime
    claimed_at: datetime | None
    due_at: datetime | None
    follow_up_at: datetime | None
    priority: int
    form_key: str | None
    item: str | None
    closed_at: datetime | None
    closed_by: int | None
    assignee_name: str | None
    closed_by_name: str | None
    number: str
    case_title: str
    process_key: str
    definition_id: int
    case_state: str
    amount: Decimal | None
    currency: str | None
    opened_at: datetime
    done_under: int | None
    form_definition_id: int | None
    delegator_id: int | None


@dataclass(frozen=True, slots=True)
class DraftRow:
    """What a person typed and did not send; `data` as it was given."""

    data: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class CompanionRow:
    """What another person typed into the same form and did not send."""

    person_id: int
    person_name: str
    data: str
    saved_at: datetime


_assignees = persons.alias("assignees")
_closers = persons.alias("closers")
_OWN = list(TaskDetail.__dataclass_fields__)[:19]
_DETAIL = (
    select(
        *(tasks.c[name] for name in _OWN),
        _assignees.c.name,
        _closers.c.name,
        cases.c.number,
        cases.c.title,
        cases.c.process_key,
        cases.c.definition_id,
        cases.c.state,
        cases.c.amount,
        cases.c.currency,
        cases.c.opened_at,
        tasks.c.definition_id,
        tasks.c.form_definition_id,
        tasks.c.delegator_id,
    )
    .join(cases, joined(tasks, cases, "case_id"))
    .outerjoin(_assignees, joined(tasks, _assignees, "assignee_id"))
    .outerjoin(_closers, joined(tasks, _closers, "closed_by"))
)


def task_by_id(connection: Connection, municipality_id: int, task_id: int) -> TaskDetail | None:
    """One task."""
    found = _DETAIL.where(tasks.c.municipality_id == municipality_id, tasks.c.id == task_id)
    return one(connection, found, TaskDetail)


def tasks_by_id(
    connection: Connection, municipality_id: int, task_ids: Collection[int]
) -> Mapping[int, TaskDetail]:
    """Several tasks at once, in the order they are named; what is not there is left out."""
    wanted = list(dict.fromkeys(task_ids))
    if not wanted:
        return {}
    found = _DETAIL.where(tasks.c.municipality_id == municipality_id, tasks.c.id.in_(wanted))
    rows = {row.id: row for row in many(connection, found, TaskDetail)}
    return {each: rows[each] for each in wanted if each in rows}


def waiting_for_role(
    connection: Connection, municipality_id: int, case_ids: Collection[int], role: str
) -> dict[int, str]:
    """By case, the name of the open task of a role in it, the first where there are several."""
    found = (
        select(tasks.c.case_id, tasks.c.name)
        .where(tasks.c.municipality_id == municipality_id, tasks.c.case_id.in_(list(case_ids)))
        .where(tasks.c.role == role, text("tasks.state = 'open'"))
        .order_by(tasks.c.id.desc())
    )
    return {row[0]: row[1] for row in connection.execute(found)}


def tasks_of_case(
    connection: Connection, municipality_id: int, case_id: int, *, open_only: bool = False
) -> tuple[TaskDetail, ...]:
    """The tasks of a case in the order they opened."""
    found = _DETAIL.where(
        tasks.c.municipality_id == municipality_id, tasks.c.case_id == case_id
    ).order_by(tasks.c.created_at, tasks.c.id)
    if open_only:
        found = found.where(tasks.c.state == TaskState.OPEN)
    return many(connection, found, TaskDetail)


def draft_of(
    connection: Connection, municipality_id: int, task_id: int, *, person_id: int
) -> DraftRow | None:
    """The draft a person left of a task."""
    found = select(drafts.c.data, drafts.c.saved_at).where(
        drafts.c.municipality_id == municipality_id,
        drafts.c.task_id == task_id,
        drafts.c.person_id == person_id,
    )
    return one(connection, found, DraftRow)


def drafts_beside(
    connection: Connection, municipality_id: int, task_id: int, *, person_id: int
) -> tuple[CompanionRow, ...]:
    """The drafts that others left of a task, the latest first."""
    found = (
        select(drafts.c.person_id, persons.c.name, drafts.c.data, drafts.c.saved_at)
        .join(persons, joined(drafts, persons, "person_id"))
        .where(drafts.c.municipality_id == municipality_id)
        .where(drafts.c.task_id == task_id, drafts.c.person_id != person_id)
        .order_by(drafts.c.saved_at.desc())
    )
    return many(connection, found, CompanionRow)


def drafts_upon_each(
    connection: Connection, municipality_id: int, task_ids: Collection[int], *, person_id: int
) -> dict[int, list[tuple[int, datetime]]]:
    """Who else left a draft of each of these tasks, and when, by task."""
    if not task_ids:
        return {}
    found = (
        select(drafts.c.task_id, drafts.c.person_id, drafts.c.saved_at)
        .where(drafts.c.municipality_id == municipality_id, drafts.c.task_id.in_(task_ids))
        .where(drafts.c.person_id != person_id)
        .order_by(drafts.c.saved_at.desc())
    )
    rows: dict[int, list[tuple[int, datetime]]] = {}
    for task_id, person, saved_at in connection.execute(found):
        rows.setdefault(task_id, []).append((person, saved_at))
    return rows


@dataclass(frozen=True, slots=True)
class StepUndoRow:
    """A step that may be taken back, as it was kept."""

    case_id: int
    task_id: int
    person_id: int | None
    seq: int
    at: datetime
    before: str


@dataclass(frozen=True, slots=True)
class MentionedRow:
    """Where somebody is named in a comment: the event that holds it, and by whom."""

    id: int
    case_id: int
    task_id: int
    seq: int
    person_id: int
    by_id: int | None
    at: datetime


def undo_of(connection: Connection, municipality_id: int, case_id: int) -> StepUndoRow | None:
    """The last step of a case that was kept to be taken back."""
    found = select(*(step_undos.c[name] for name in StepUndoRow.__dataclass_fields__)).where(
        step_undos.c.municipality_id == municipality_id, step_undos.c.case_id == case_id
    )
    return one(connection, found, StepUndoRow)


def mentions_of(
    connection: Connection, municipality_id: int, person_id: int, *, limit: int = 50
) -> tuple[MentionedRow, ...]:
    """Where a person is named, the newest first."""
    found = (
        select(*(mentions.c[name] for name in MentionedRow.__dataclass_fields__))
        .where(mentions.c.municipality_id == municipality_id, mentions.c.person_id == person_id)
        .order_by(mentions.c.id.desc())
        .limit(limit)
    )
    return many(connection, found, MentionedRow)


def doers_of(
    connection: Connection, municipality_id: int, case_id: int, element_keys: Sequence[str]
) -> frozenset[int]:
    """Who completed a task of these elements of a case; an empty key stands for opening it."""
    completed = select(tasks.c.closed_by).where(
        tasks.c.municipality_id == municipality_id,
        tasks.c.case_id == case_id,
        tasks.c.element_key.in_(element_keys),
        tasks.c.state == TaskState.COMPLETED,
        tasks.c.closed_by.is_not(None),
    )
    opened = select(cases.c.opened_by).where(
        cases.c.municipality_id == municipality_id,
        cases.c.id == case_id,
        cases.c.opened_by.is_not(None),
        literal("").in_(element_keys),
    )
    return frozenset(connection.execute(union_all(completed, opened)).scalars())


def done_by(
    connection: Connection,
    municipality_id: int,
    case_ids: Sequence[int],
    people: Sequence[int],
) -> Mapping[int, frozenset[str]]:
    """What these people did in some cases: the keys of elements whose tasks they completed; an
    empty key stands for opening the case."""
    completed = (
        select(tasks.c.case_id, tasks.c.element_key)
        .where(tasks.c.municipality_id == municipality_id, tasks.c.case_id.in_(case_ids))
        .where(tasks.c.state == TaskState.COMPLETED, tasks.c.closed_by.in_(people))
    )
    opened = select(cases.c.id, literal("")).where(
        cases.c.municipality_id == municipality_id,
        cases.c.id.in_(case_ids),
        cases.c.opened_by.in_(people),
    )
    found: dict[int, set[str]] = {}
    for case_id, key in connection.execute(union_all(completed, opened)):
        found.setdefault(case_id, set()).add(key)
    return {case_id: frozenset(keys) for case_id, keys in found.items()}
