"""Tasks, and the drafts of their forms. The inbox lives from the two partial indexes here."""

from enum import StrEnum

from sqlalchemy import Column, Index, Text, text

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import DueInstant, Id, Instant, Small


class TaskState(StrEnum):
    """open: waits in an inbox, held or free; completed: someone did it; cancelled: the process
    went on without it."""

    OPEN = "open"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


_FREE = text("state = 'open' AND assignee_id IS NULL")
_HELD = text("state = 'open' AND assignee_id IS NOT NULL")
_OPEN = text("state = 'open'")

tasks = table(
    "tasks",
    municipality_key(),
    identity(),
    Column("case_id", Id, nullable=False),
    Column("instance_id", Id, nullable=False),
    Column("token", Id, nullable=False),
    Column("element", Small, nullable=False),
    Column("element_key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("assignee_id", Id),
    Column("state", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("claimed_at", Instant),
    Column("due_at", DueInstant, nullable=False),
    Column("follow_up_at", Instant),
    Column("priority", Small, nullable=False),
    Column("form_key", Text),
    Column("item", Text),
    Column("closed_at", Instant),
    Column("closed_by", Id),
    # Under which version it was closed, where its case has gone over to another one since; and
    # whose form an open task shows, where a migration kept it. NULL: the version of the case.
    Column("definition_id", Id),
    Column("form_definition_id", Id),
    # Of its case, repeated here so that an inbox narrowed by them is a range of one index.
    Column("process_key", Text, nullable=False),
    Column("opener_id", Id),
    # Who gave it to its holder for a while, and gets it back.
    Column("delegator_id", Id),
    one_of("state", TaskState),
    inside("instances", "instance_id"),  # and through it the case: one check a row, not two
    inside("persons", "assignee_id"),
    inside("persons", "closed_by"),
    Index(None, "municipality_id", "case_id"),  # tasks of a case
    Index(  # what a role may take, in the order of the inbox
        "ix_tasks_free",
        "municipality_id",
        "role",
        "due_at",
        "id",
        sqlite_where=_FREE,
        postgresql_where=_FREE,
    ),
    Index(  # the same, sorted by when they came
        "ix_tasks_free_created",
        "municipality_id",
        "role",
        "created_at",
        "id",
        sqlite_where=_FREE,
        postgresql_where=_FREE,
    ),
    Index(  # the same, sorted by how pressing they are, then as in the inbox
        "ix_tasks_free_priority",
        "municipality_id",
        "role",
        "priority",
        "due_at",
        "id",
        sqlite_where=_FREE,
        postgresql_where=_FREE,
    ),
    Index(  # the same of one process, or sorted by process
        "ix_tasks_free_process",
        "municipality_id",
        "role",
        "process_key",
        "due_at",
        "id",
        sqlite_where=_FREE,
        postgresql_where=_FREE,
    ),
    Index(  # what a person holds, in the order of the inbox; and counts without a look at the rows
        "ix_tasks_held",
        "municipality_id",
        "assignee_id",
        "due_at",
        "id",
        "follow_up_at",
        sqlite_where=_HELD,
        postgresql_where=_HELD,
    ),
    Index(  # what is to be done in the cases that a person opened ("Espero a otros")
        "ix_tasks_opener",
        "municipality_id",
        "opener_id",
        "due_at",
        "id",
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    ),
    Index(  # what a person gave away for a while
        "ix_tasks_delegator",
        "municipality_id",
        "delegator_id",
        sqlite_where=text("state = 'open' AND delegator_id IS NOT NULL"),
        postgresql_where=text("state = 'open' AND delegator_id IS NOT NULL"),
    ),
    Index(  # closing by token; a token can have only one open task
        "uq_tasks_open_token",
        "municipality_id",
        "instance_id",
        "token",
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    ),
    clustered=True,
)

mentions = table(  # whom a comment names: what tells them hangs on here
    "mentions",
    municipality_key(),
    identity(),
    Column("case_id", Id, nullable=False),
    Column("task_id", Id, nullable=False),
    Column("seq", Id, nullable=False),  # of the event that holds the comment
    Column("person_id", Id, nullable=False),
    Column("by_id", Id),
    Column("at", Instant, nullable=False),
    inside("tasks", "task_id"),
    inside("persons", "person_id"),
    Index(None, "municipality_id", "person_id", "id"),  # those of a person
    Index(None, "municipality_id", "case_id", "seq"),  # whom the comments of a case name
)

step_undos = table(  # what is needed to take back the last step of a case
    "step_undos",
    municipality_key(),
    Column("case_id", Id, primary_key=True, autoincrement=False),  # only the last one
    Column("task_id", Id, nullable=False),
    Column("person_id", Id),
    Column("seq", Id, nullable=False),  # of the last event of the step
    Column("at", Instant, nullable=False),
    Column("before", Text, nullable=False),
    inside("cases", "case_id"),
)

drafts = table(
    "drafts",
    municipality_key(),
    Column("task_id", Id, primary_key=True, autoincrement=False),
    Column("person_id", Id, primary_key=True, autoincrement=False),
    Column("data", Text, nullable=False),
    Column("saved_at", Instant, nullable=False),
    inside("tasks", "task_id"),
    inside("persons", "person_id"),
)
