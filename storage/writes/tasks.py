"""Drafts of forms, and postponing a task. What enters the history goes through `storage.step`."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.tables import drafts, tasks
from storage.tables.tasks import TaskState


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
