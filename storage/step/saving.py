"""Writing what a step decided: one statement for each table it touches, the guard first.

On PostgreSQL the writes travel with COMMIT, so StaleVersion shows when the verb ends; on SQLite at
once. Begin again from `load` then: `Database.run` does.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, cast

from storage.asking import Text
from storage.database import Connection
from storage.sorting import amount_sorts, fact_sorts
from storage.step import texts
from storage.step.image import keeping
from storage.step.rows import (
    CaseRow,
    CaseUpdate,
    ClosedDeadline,
    ClosedTask,
    EndedWait,
    InstanceRow,
    InstanceUpdate,
    StepRows,
    Unchanged,
)
from storage.step.sending import ask, tell
from storage.words import words_of

T = TypeVar("T")

_SIZES = (32, 16, 8, 4, 3, 2, 1)
"""How many rows a statement may have: few sizes, so that few texts are prepared."""


def save(connection: Connection, rows: StepRows) -> None:
    """Writes a step. Raises StaleVersion, now or at the end of the verb."""
    kept = [] if rows.undo is None else [keeping(connection, rows, rows.undo)]
    tell(connection, [*kept, *_texts_of(rows)])


def insert_case(
    connection: Connection, case: CaseRow, instance: InstanceRow, rows: StepRows
) -> None:
    """Writes a new case with its instance and all that its first step brought."""
    key = rows.municipality_id
    numbered = (key, case.number[::-1], amount_sorts(case.amount))
    beginning = [
        *_inserts(texts.INSERT_CASE, numbered, (case,)),
        *_inserts(texts.INSERT_INSTANCE, (key, case.id), (instance,)),
        *_words(key, case.id, case.title),
    ]
    tell(connection, [*beginning, *_texts_of(rows)])


def next_number(connection: Connection, municipality_id: int, *, kind: str, year: int) -> int:
    """The next number of a series, without gaps: a verb that is rolled back gives it back.

    Others who number in the same series wait until this transaction ends.
    """
    (found,) = ask(connection, (texts.NEXT_NUMBER, (municipality_id, kind, year)))
    assert found is not None  # noqa: S101 - RETURNING always answers
    return int(found[0])


def _texts_of(rows: StepRows) -> Iterator[Text]:
    key, case, instance = rows.municipality_id, rows.case_id, rows.instance_id
    if rows.instance is not None:
        yield _instance(rows.instance, key, instance)
    if rows.case is not None:
        yield from _case(rows.case, key, case)
    yield from _closed_tasks(rows.closed_tasks, key, instance)
    for assigned in rows.assigned_tasks:
        given = (assigned.assignee_id, assigned.claimed_at, assigned.delegator_id)
        yield texts.ASSIGN_TASK, (*given, key, assigned.task_id)
    yield from _inserts(texts.INSERT_TASKS, (key, case, instance), rows.opened_tasks)
    yield from _waits(rows)
    yield from _closed_deadlines(rows.closed_deadlines, key, case)
    yield from _inserts(texts.INSERT_DEADLINES, (key, case), rows.deadlines)
    yield from _inserts(texts.INSERT_SUBMISSIONS, (key, case), rows.submissions)
    yield from _inserts(texts.INSERT_INCIDENTS, (key, case), rows.incidents)
    for fact in rows.facts:
        if fact.text:
            sorts = fact_sorts(fact.text, fact.number)
            yield texts.KEEP_FACT, (key, case, fact.label, fact.text, sorts)
        else:
            yield texts.DROP_FACT, (key, case, fact.label)
    yield from _among(texts.DROP_DRAFTS, (key, rows.drafts_of), rows.dropped_drafts)
    yield from _inserts(texts.INSERT_EVENTS, (key, case), rows.events)
    yield from _inserts(texts.INSERT_EVENT_DETAILS, (key, case), rows.event_details)


def _waits(rows: StepRows) -> Iterator[Text]:
    inside = (rows.municipality_id, rows.instance_id)
    keys = (rows.municipality_id, rows.case_id, rows.instance_id)
    yield from _ended(texts.DISARM_TIMERS, inside, rows.disarmed_timers)
    yield from _among(texts.FAIL_TIMERS, inside[:1], rows.failed_timers)
    yield from _inserts(texts.INSERT_TIMERS, keys, rows.armed_timers)
    yield from _ended(texts.UNSUBSCRIBE, inside, rows.unsubscribed)
    yield from _inserts(texts.INSERT_SUBSCRIPTIONS, keys, rows.subscriptions)
    yield from _among(texts.WITHDRAW_JOBS, inside, rows.withdrawn_jobs)
    yield from _inserts(texts.INSERT_JOBS, keys, rows.jobs)


def _ended(text: str, inside: tuple[int, int], ended: Iterable[EndedWait]) -> Iterator[Text]:
    tokens: dict[int, list[int]] = {}
    for wait in ended:
        tokens.setdefault(wait.which, []).append(wait.token)
    for which, those in tokens.items():
        yield from _among(text, (*inside, which), those)


def _instance(update: InstanceUpdate, key: int, instance: int) -> Text:
    chained = (
        update.version,
        update.status,
        update.chain_seq,
        update.chain_hash,
        update.updated_at,
    )
    if update.tokens is None:
        return texts.LINK_INSTANCE, (*chained, key, instance)
    return texts.UPDATE_INSTANCE, (*chained, update.tokens, update.scopes, key, instance)


def _case(update: CaseUpdate, key: int, case: int) -> Iterator[Text]:
    changes_amount = not isinstance(update.amount, Unchanged)
    amount = None if isinstance(update.amount, Unchanged) else update.amount
    yield (
        texts.UPDATE_CASE,
        (
            update.state,
            update.title,
            int(changes_amount),
            amount,
            int(changes_amount),
            amount_sorts(amount),
            update.closed_at,
            update.outcome,
            key,
            case,
        ),
    )
    if update.title is not None:
        yield texts.DROP_WORDS, (key, case)
        yield from _words(key, case, update.title)


def _words(key: int, case: int, title: str) -> Iterator[Text]:
    words = words_of(title)
    if words:
        values = [value for word in words for value in (key, case, word)]
        yield texts.INSERT_WORDS.text(len(words)), values


def _closed_tasks(closed: Iterable[ClosedTask], key: int, instance: int) -> Iterator[Text]:
    tokens: dict[tuple[str, int, int | None], list[int]] = {}
    for task in closed:
        tokens.setdefault((task.state, task.closed_at, task.closed_by), []).append(task.token)
    for how, ended in tokens.items():
        yield from _among(texts.CLOSE_TASKS, (*how, key, instance), ended)


def _closed_deadlines(closed: Iterable[ClosedDeadline], key: int, case: int) -> Iterator[Text]:
    tokens: dict[tuple[str, int], list[int]] = {}
    for deadline in closed:
        tokens.setdefault((deadline.state, deadline.closed_at), []).append(deadline.token)
    for how, ended in tokens.items():
        yield from _among(texts.CLOSE_DEADLINES, (*how, key, case), ended)


def _among(text: str, before: tuple[Any, ...], values: Iterable[int]) -> Iterator[Text]:
    for part in _parts(tuple(values)):
        yield texts.among(text, len(part)), (*before, *part)


def _inserts(insert: texts.Insert, keys: tuple[Any, ...], rows: tuple[Any, ...]) -> Iterator[Text]:
    for part in _parts(rows):
        values: list[Any] = []
        for row in part:
            values += keys
            values += _reader_of(cast("Hashable", type(row)))(row)
        yield insert.text(len(part)), values


def _parts(rows: tuple[T, ...]) -> Iterator[tuple[T, ...]]:
    while rows:
        size = next(size for size in _SIZES if size <= len(rows))
        yield rows[:size]
        rows = rows[size:]


@cache
def _reader_of(kind: Hashable) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*(field.name for field in fields(cast("Any", kind))))
