"""The image of a case: the rows of it that a step or a migration may touch, in stored form.

A migration reads it. For a step that can be taken back the database itself keeps it, as JSON, in
the statement before those of the step: nothing travels for it, and there is no trip more. A step
needs less: what is open, of the tables that it touches, so that it costs no more in an old case.
"""

# ruff: noqa: S608 - only names of tables and columns enter a text, never a value

from dataclasses import dataclass
from functools import cache

from sqlalchemy import Table

from storage.asking import Text
from storage.database import Connection
from storage.step.rows import StepRows, UndoRow
from storage.tables import deadlines, documents, incidents, jobs, subscriptions, tasks, timers
from storage.tables.deadlines import DeadlineState

WORK = "('waiting', 'held', 'kept', 'failed')"
"""States of work outside that is not over."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a table: the rows of one owner, and which columns (all where none are
    named). What `theirs` names people and workers may change without the case moving, unless the
    migration has withdrawn the row, which `withdrawn` tells by its state."""

    table: Table
    owner: str
    where: str = ""
    columns: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()
    withdrawn: str = ""


KEPT = (
    Kept(
        tasks,
        "case_id",  # its one instance: closed ones too are found by their case
        theirs=("assignee_id", "claimed_at", "due_at", "follow_up_at", "priority"),
    ),
    Kept(timers, "instance_id", theirs=("due_at", "state")),
    Kept(subscriptions, "instance_id"),
    Kept(
        jobs,
        "instance_id",
        f"state IN {WORK}",
        ("id", "element", "state"),
        ("state",),
        "withdrawn",
    ),
    Kept(
        deadlines,
        "case_id",
        theirs=(
            *("due_on", "due_at", "extension", "stops", "paused_on", "anew_on"),
            *("warned", "look_at"),
        ),
        withdrawn=DeadlineState.CANCELLED,
    ),
    Kept(incidents, "case_id", "resolved_at IS NULL", ("id", "element")),
    Kept(documents, "case_id", "sealed > 0", ("id", "sealed")),
)
"""The tables of the image."""

_OF_STEP = {
    Kept(tasks, "instance_id", "state = 'open'"): (
        "closed_tasks",
        "assigned_tasks",
        "opened_tasks",
    ),
    Kept(timers, "instance_id"): ("disarmed_timers", "failed_timers", "armed_timers"),
    Kept(subscriptions, "instance_id"): ("unsubscribed", "subscriptions"),
    Kept(jobs, "instance_id", f"state IN {WORK}", ("id", "element", "state")): (
        "withdrawn_jobs",
        "jobs",
    ),
    Kept(deadlines, "case_id", "state = 'open'"): ("closed_deadlines", "deadlines"),
}
"""What a step can be taken back with, and by which of its rows it touches that."""

_KEEP = """INSERT INTO step_undos
(municipality_id, case_id, task_id, person_id, seq, at, before) VALUES (?, ?, ?, ?, ?, ?, {image})
ON CONFLICT (municipality_id, case_id) DO UPDATE SET task_id = excluded.task_id,
person_id = excluded.person_id, seq = excluded.seq, at = excluded.at, before = excluded.before"""
_TEXTS = ("tokens", "scopes", "title", "amount")
"""What is kept of the case itself."""


@cache
def question_of(kept: Kept) -> str:
    """The rows of one table, for the municipality and the owner."""
    names = ", ".join(f"{kept.table.name}.{name}" for name in names_of(kept))
    # the sign keeps the planner off the whole town in order
    return f"SELECT {names} {_from(kept)} ORDER BY +{kept.table.name}.id"


def names_of(kept: Kept) -> tuple[str, ...]:
    """The columns that are kept."""
    return kept.columns or tuple(each.name for each in kept.table.columns)


def keeping(connection: Connection, rows: StepRows, undo: UndoRow) -> Text:
    """Keeps the image of before a step; the one of the step before is forgotten."""
    owners = {"case_id": rows.case_id, "instance_id": rows.instance_id}
    tables = tuple(kept for kept, by in _OF_STEP.items() if any(getattr(rows, one) for one in by))
    whose = [each for kept in tables for each in (rows.municipality_id, owners[kept.owner])]
    step = (undo.task_id, undo.person_id, undo.seq, undo.at)
    case = (undo.tokens.hex(), undo.scopes, undo.title, undo.amount)
    born = str([job.id for job in rows.jobs])
    values = (rows.municipality_id, rows.case_id, *step, *case, born, *whose)
    return _keep(connection.dialect.name, tables), values


@cache
def _keep(dialect: str, tables: tuple[Kept, ...]) -> str:
    postgres = dialect == "postgresql"
    parts = [f"'{name}', CAST(? AS text)" for name in _TEXTS]
    parts.append("'born', CAST(? AS json)" if postgres else "'born', json(?)")
    rows_of = _postgres_rows_of if postgres else _sqlite_rows_of
    whole = ", ".join([*parts, *(f"'{kept.table.name}', ({rows_of(kept)})" for kept in tables)])
    image = f"CAST(json_build_object({whole}) AS text)" if postgres else f"json_object({whole})"
    return _KEEP.format(image=image)


def _postgres_rows_of(kept: Kept) -> str:
    question = f"SELECT {', '.join(names_of(kept))} {_from(kept)}"
    return f"SELECT coalesce(json_agg(kept), '[]') FROM ({question}) AS kept"


def _sqlite_rows_of(kept: Kept) -> str:
    columns = ", ".join(f"'{name}', {name}" for name in names_of(kept))
    return f"SELECT json_group_array(json_object({columns})) {_from(kept)}"


def _from(kept: Kept) -> str:
    table = kept.table.name
    return (
        f"FROM {table} WHERE {table}.municipality_id = ? AND {table}.{kept.owner} = ?"
        f" AND ({kept.where or '1 = 1'})"
    )
