"""Drafts of forms, and postponing a task. What enters the history goes through `storage.step`."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Final

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.step.sending import tell
from storage.tables import drafts, mentions, tasks
from storage.tables.tasks import TaskState

_DROP_UNDO = "DELETE FROM step_undos WHERE municipality_id = ? AND case_id = ?"


class Kept(Enum):
    """The one value that leaves a due date as it is, where None means that there is none."""

    KEPT = 0


KEPT: Final = Kept.KEPT


@dataclass(frozen=True, slots=True)
class MentionRow:
    """Somebody whom a comment names; `seq` is the event that holds the comment."""

    id: int
    case_id: int
    task_id: int
    seq: int
    person_id: int
    by_id: int | None
    at: datetime


def save_draft(
    connection: Connection,
    municipality_id: int,
    *,
    task_id: int,
    person_id: int,
    data: str,
    saved_at: datetime,
) -> None:
    """Keeps what a person typed; the one before is replaced."""
    upsert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(
        upsert(drafts)
        .values(
            municipality_id=municipality_id,
            task_id=task_id,
            person_id=person_id,
            data=data,
            saved_at=saved_at,
        )
        .on_conflict_do_update(
            index_elements=["municipality_id", "task_id", "person_id"],
            set_={"data": data, "saved_at": saved_at},
        )
    )


def drop_draft(
    connection: Connection, municipality_id: int, *, task_id: int, person_id: int
) -> None:
    """Forgets the draft of a person."""
    connection.execute(
        delete(drafts)
        .where(drafts.c.municipality_id == municipality_id)
        .where(drafts.c.task_id == task_id, drafts.c.person_id == person_id)
    )


def postpone_task(
    connection: Connection, municipality_id: int, task_id: int, *, follow_up_at: datetime | None
) -> None:
    """Lets an open task come back later; None lets it come back now."""
    connection.execute(
        update(tasks)
        .where(tasks.c.municipality_id == municipality_id, tasks.c.id == task_id)
        .where(tasks.c.state == TaskState.OPEN)
        .values(follow_up_at=follow_up_at)
    )


def arrange_task(
    connection: Connection,
    municipality_id: int,
    task_id: int,
    *,
    due_at: datetime | Kept | None = KEPT,
    priority: int | None = None,
) -> None:
    """Another due date, or none, or another priority of an open task."""
    values: dict[str, Any] = {} if priority is None else {"priority": priority}
    if not isinstance(due_at, Kept):
        values["due_at"] = due_at
    connection.execute(
        update(tasks)
        .where(tasks.c.municipality_id == municipality_id, tasks.c.id == task_id)
        .where(tasks.c.state == TaskState.OPEN)
        .values(**values)
    )


def put_task_back(
    connection: Connection,
    municipality_id: int,
    task_id: int,
    *,
    left: Mapping[str, Any],
    before: Mapping[str, Any],
    begun_since: datetime | None,
    person_id: int,
) -> bool:
    """An open task as it was `before`, if it still is as an act `left` it (columns and values) and,
    given `begun_since`, nobody but `person_id` has a draft of it from then on; whether it was."""
    as_left = (tasks.c[name].is_not_distinct_from(value) for name, value in left.items())
    put = (
        update(tasks)
        .where(tasks.c.municipality_id == municipality_id, tasks.c.id == task_id)
        .where(tasks.c.state == TaskState.OPEN, *as_left)
        .values(**before)
    )
    if begun_since is not None:
        begun = (
            select(drafts.c.task_id)
            .where(drafts.c.municipality_id == municipality_id, drafts.c.task_id == task_id)
            .where(drafts.c.person_id != person_id, drafts.c.saved_at >= begun_since)
        )
        put = put.where(~begun.exists())
    return connection.execute(put).rowcount == 1


def insert_mentions(
    connection: Connection,
    municipality_id: int,
    rows: Sequence[MentionRow],
) -> None:
    """Whom a comment names."""
    if rows:
        connection.execute(
            insert(mentions),
            [{"municipality_id": municipality_id, **asdict(row)} for row in rows],
        )


def drop_undo(connection: Connection, municipality_id: int, case_id: int) -> None:
    """The last step of a case was taken back, or may not be."""
    tell(connection, [(_DROP_UNDO, (municipality_id, case_id))])
