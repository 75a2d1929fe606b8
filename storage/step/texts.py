"""The hot statements as named texts, the same for both databases.

`?` stands for a value; the PostgreSQL side numbers them. A statement about several
rows is one text with as many groups of values, so that no statement is sent for each row.
"""

# ruff: noqa: S608 - only names of columns of this room enter a text, never a value

from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from storage.step import rows


def _columns(row: Any, *, of: str) -> str:
    return ", ".join(f"{of}.{field.name}" for field in fields(row))


_CASE = _columns(rows.LoadedCase, of="c")
_TASK = _columns(rows.LoadedTask, of="t")
_LOCKED = f"SELECT {_columns(rows.LoadedInstance, of='i')} FROM instances i WHERE"
_NEXT_DUE = """(SELECT min(m.due_at) FROM timers m WHERE m.municipality_id = c.municipality_id
AND m.instance_id = {instance} AND m.state = 'armed')"""
_HAS_DRAFTS = """EXISTS (SELECT 1 FROM drafts d WHERE d.municipality_id = t.municipality_id
AND d.task_id = t.id)"""
_HAS_FILES = """EXISTS (SELECT 1 FROM uploads u WHERE u.municipality_id = t.municipality_id
AND u.task_id = t.id AND u.sha256 IS NOT NULL)"""

LOCK_BY_INSTANCE = f"{_LOCKED} i.municipality_id = ? AND i.id = ?"
LOCK_BY_CASE = f"{_LOCKED} i.municipality_id = ? AND i.case_id = ?"
LOCK_BY_TASK = f"""{_LOCKED} i.municipality_id = ? AND i.id =
(SELECT t.instance_id FROM tasks t WHERE t.municipality_id = ? AND t.id = ?)"""

READ_TASK = f"""SELECT {_CASE}, {_TASK},
{_NEXT_DUE.format(instance="t.instance_id")}, {_HAS_DRAFTS}, {_HAS_FILES}
FROM tasks t JOIN cases c ON c.municipality_id = t.municipality_id AND c.id = t.case_id
WHERE t.municipality_id = ? AND t.id = ?"""
_READ_CASE = f"""SELECT {_CASE}, {_NEXT_DUE.format(instance="i.id")}
FROM instances i JOIN cases c ON c.municipality_id = i.municipality_id AND c.id = i.case_id
WHERE i.municipality_id = ? AND"""
READ_CASE_BY_INSTANCE = f"{_READ_CASE} i.id = ?"
READ_CASE_BY_CASE = f"{_READ_CASE} i.case_id = ?"

# The guard: a version that is not the loaded one becomes NULL, which the column refuses.
_GUARD = "version = CASE WHEN version = ? THEN version + 1 END"
_CHAINED = (
    f"UPDATE instances SET {_GUARD}, status = ?, chain_seq = ?, chain_hash = ?, updated_at = ?"
)
LINK_INSTANCE = f"{_CHAINED} WHERE municipality_id = ? AND id = ?"
UPDATE_INSTANCE = f"{_CHAINED}, tokens = ?, scopes = ? WHERE municipality_id = ? AND id = ?"
UPDATE_CASE = """UPDATE cases SET state = COALESCE(?, state), title = COALESCE(?, title),
amount = CASE WHEN ? = 1 THEN ? ELSE amount END,
amount_sorts = CASE WHEN ? = 1 THEN ? ELSE amount_sorts END,
closed_at = COALESCE(?, closed_at), outcome = COALESCE(?, outcome)
WHERE municipality_id = ? AND id = ?"""
DROP_WORDS = "DELETE FROM case_words WHERE municipality_id = ? AND case_id = ?"
ASSIGN_TASK = """UPDATE tasks SET assignee_id = ?, claimed_at = ?, delegator_id = ?
WHERE municipality_id = ? AND id = ? AND state = 'open'"""
KEEP_FACT = """INSERT INTO case_facts (municipality_id, case_id, label, text, sorts)
VALUES (?, ?, ?, ?, ?) ON CONFLICT (municipality_id, case_id, label)
DO UPDATE SET text = excluded.text, sorts = excluded.sorts"""
DROP_FACT = "DELETE FROM case_facts WHERE municipality_id = ? AND case_id = ? AND label = ?"
NEXT_NUMBER = """INSERT INTO counters (municipality_id, kind, year, last) VALUES (?, ?, ?, 1)
ON CONFLICT (municipality_id, kind, year) DO UPDATE SET last = counters.last + 1 RETURNING last"""

CLOSE_TASKS = """UPDATE tasks SET state = ?, closed_at = ?, closed_by = ?
WHERE municipality_id = ? AND instance_id = ? AND state = 'open' AND token IN"""
DISARM_TIMERS = """DELETE FROM timers
WHERE municipality_id = ? AND instance_id = ? AND which = ? AND token IN"""
FAIL_TIMERS = "UPDATE timers SET state = 'failed' WHERE municipality_id = ? AND id IN"
UNSUBSCRIBE = """DELETE FROM subscriptions
WHERE municipality_id = ? AND instance_id = ? AND which = ? AND token IN"""
WITHDRAW_JOBS = """UPDATE jobs SET state = 'withdrawn'
WHERE municipality_id = ? AND instance_id = ? AND state IN ('waiting', 'held', 'kept')
AND token IN"""
CLOSE_DEADLINES = """UPDATE deadlines SET state = ?, closed_at = ?
WHERE municipality_id = ? AND case_id = ? AND state = 'open' AND token IN"""
DROP_DRAFTS = "DELETE FROM drafts WHERE municipality_id = ? AND person_id = ? AND task_id IN"


@cache
def among(text: str, count: int) -> str:
    """A text that ends in IN, for so many values."""
    return f"{text} ({', '.join('?' * count)})"


@dataclass(frozen=True, slots=True)
class Insert:
    """An insert of several rows of one table: columns named once, or given by `fixed` SQL."""

    table: str
    columns: tuple[str, ...]
    fixed: tuple[tuple[str, str], ...] = ()

    def text(self, count: int) -> str:
        """The statement for so many rows."""
        return _insert(self, count)


@cache
def _insert(insert: Insert, count: int) -> str:
    columns = [*insert.columns, *(column for column, _ in insert.fixed)]
    values = ["?"] * len(insert.columns) + [sql for _, sql in insert.fixed]
    group = f"({', '.join(values)})"
    return f"INSERT INTO {insert.table} ({', '.join(columns)}) VALUES {', '.join([group] * count)}"


def _of(row: Any, table: str, keys: str, **fixed: str) -> Insert:
    names = (*keys.split(), *(field.name for field in fields(row)))
    return Insert(table, names, tuple(fixed.items()))


INSERT_CASE = _of(rows.CaseRow, "cases", "municipality_id number_reversed amount_sorts")
INSERT_INSTANCE = _of(rows.InstanceRow, "instances", "municipality_id case_id", version="1")
INSERT_WORDS = Insert("case_words", ("municipality_id", "case_id", "word"))
INSERT_TASKS = _of(rows.TaskRow, "tasks", "municipality_id case_id instance_id", state="'open'")
INSERT_TIMERS = _of(rows.TimerRow, "timers", "municipality_id case_id instance_id", state="'armed'")
INSERT_SUBSCRIPTIONS = _of(
    rows.SubscriptionRow, "subscriptions", "municipality_id case_id instance_id"
)
INSERT_JOBS = _of(
    rows.JobRow, "jobs", "municipality_id case_id instance_id", attempts="0", state="'waiting'"
)
INSERT_DEADLINES = _of(
    rows.DeadlineRow,
    "deadlines",
    "municipality_id case_id",
    extension="0",
    stops="0",
    warned="0",
    state="'open'",
)
INSERT_SUBMISSIONS = _of(rows.SubmissionRow, "submissions", "municipality_id case_id")
INSERT_INCIDENTS = _of(rows.IncidentRow, "incidents", "municipality_id case_id")
INSERT_EVENTS = _of(rows.EventRow, "events", "municipality_id case_id")
INSERT_EVENT_DETAILS = _of(rows.EventDetailRow, "event_details", "municipality_id case_id")
