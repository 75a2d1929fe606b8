"""The state that a committed history implies: every act of a case done again, from nothing.

What people did is taken from the history and from what they submitted, everything else from the
pure engine; so are a move by hand, a migration and its undoing, and a step that was taken back. In
whose hands each task is, and until when it was put aside, the history says alone.

For models in which one token at a time waits at an element, and whose way does not depend on what
a message or a piece of work brought: those are not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine import bpmn
from engine.bpmn import Outcome, Snapshot, Status, changes
from engine.bpmn.migration import Moved
from engine.bpmn.migration import move as migrated
from engine.calendar import Calendar
from engine.cases.starting import plain_start
from engine.cases.surroundings import surroundings_of
from engine.deadlines.calendars import calendar_of
from engine.definitions import Definition, program_of
from engine.history.chain import digest_of_detail
from engine.history.kinds import EventKind
from engine.installation import Installation
from engine.migrations.declared import declared_in
from engine.migrations.orders import Order, Planned, edits_from, planned
from engine.values import loads
from storage.database import Connection
from storage.queries.cases import SubmissionRow, submissions_of_case, where_it_stands
from storage.queries.history import ChainRow, history_of
from storage.queries.tasks import TaskDetail, tasks_of_case
from storage.tables.types import instant

Hands = Mapping[tuple[int, str], Any]
"""By task and column (`holder`, `until`): a person, a day, or None."""
BEGINS = (changes.TimerArmed, changes.MessageAwaited, changes.JobRequested)
ENDS = (changes.TimerDisarmed, changes.MessageDropped, changes.JobWithdrawn)


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the history implies, and what lies in the database."""

    implied: Snapshot
    stored: Snapshot
    open_implied: frozenset[int]
    open_stored: frozenset[int]
    """Tokens of tasks that wait for people."""
    hands_implied: Hands
    hands_stored: Hands
    """Of the open tasks that somebody took, got or put aside."""

    @property
    def agrees(self) -> bool:
        """The case stands where its history says."""
        same_tasks = self.open_implied == self.open_stored
        same_hands = self.hands_implied == self.hands_stored
        return same_tasks and same_hands and self.implied.tokens == self.stored.tokens


@dataclass
class _Handling:
    """Who holds each task, until when it is put aside and how it is arranged, after each event that
    says so; nothing that happens to the process changes it."""

    now: dict[tuple[int, str], Any] = field(default_factory=dict)
    before: dict[int, tuple[tuple[int, str], Any]] = field(default_factory=dict)
    """What an event changed, and from what, by its number."""

    def hear(self, event: ChainRow) -> None:
        if event.task_id is None:
            return
        told = loads(event.data) if event.data else {}
        match EventKind(event.kind):
            case EventKind.TASK_CLAIMED:
                self._put(event, "holder", event.person_id)
            case EventKind.TASK_RELEASED:
                self._put(event, "holder", None)
            case EventKind.TASK_ASSIGNED | EventKind.TASK_DELEGATED | EventKind.TASK_RETURNED:
                self._put(event, "holder", int(told["to"]))
            case EventKind.TASK_POSTPONED:
                self._put(event, "until", told["due"])
            case EventKind.TASK_PRIORITIZED:
                self._put(event, "priority", told["value"])
            case EventKind.TASK_DUE_CHANGED:
                self._put(event, "due", told.get("due"))
            case EventKind.ACT_UNDONE:
                what, value = self.before[int(told["seq"])]
                self.now[what] = value
                if value is None and what[1] in ("priority", "due"):
                    del self.now[what]  # as the process had opened it, which no event says

    def _put(self, event: ChainRow, what: str, value: Any) -> None:
        key = (event.task_id or 0, what)
        self.before[event.seq] = (key, self.now.get(key))
        self.now[key] = value

    def beside(self, tasks: Mapping[int, TaskDetail], calendar: Calendar) -> tuple[Hands, Hands]:
        """What the events say of the tasks that are open, and what lies there."""
        said = {key: value for key, value in self.now.items() if tasks[key[0]].state == "open"}
        lies = {key: _lies(tasks[key[0]], key[1], calendar) for key in said}
        return said, lies


def _lies(task: TaskDetail, what: str, calendar: Calendar) -> Any:
    if what == "holder":
        return task.assignee_id
    if what == "priority":
        return task.priority
    if what == "due":
        return None if task.due_at is None else calendar.local_day(task.due_at)
    return None if task.follow_up_at is None else calendar.local_day(task.follow_up_at)


@dataclass
class _Play:
    """The state on the way, who waits at which element, and the version in force."""

    definition: Definition
    snapshot: Snapshot
    at_element: dict[int, int] = field(default_factory=dict)
    open_tasks: set[int] = field(default_factory=set)
    submitted: list[SubmissionRow] = field(default_factory=list)
    before: list[_Play] = field(default_factory=list)
    """How it was before each migration that may be undone."""
    steps: dict[int, _Play] = field(default_factory=dict)
    """And before each task was completed."""

    def take(self, outcome: Outcome) -> None:
        self.snapshot = outcome.snapshot
        for change in outcome.changes:
            if isinstance(change, BEGINS):
                self.at_element[change.element] = change.token
            elif isinstance(change, ENDS) and self.at_element.get(change.element) == change.token:
                del self.at_element[change.element]
            elif isinstance(change, changes.TaskOpened):
                self.open_tasks.add(change.token)
            elif isinstance(change, changes.TaskClosed):
                self.open_tasks.discard(change.token)

    def copied(self) -> _Play:
        return _Play(
            self.definition,
            self.snapshot,
            dict(self.at_element),
            set(self.open_tasks),
            list(self.submitted),
            list(self.before),
            dict(self.steps),
        )

    def goes_over(self, found: Planned, moved: Moved) -> None:
        """To the new version: what waits is known by its new number."""
        self.before.append(self.copied())
        self.take(Outcome(self.snapshot, moved.before, Status.RUNNING))
        waiting = self.at_element.values()
        self.at_element = {moved.elements[each]: each for each in waiting if each in moved.elements}
        self.definition = found.new
        self.take(moved.outcome)


@dataclass(frozen=True, slots=True)
class _Book:
    """What is read beside the history."""

    installation: Installation
    connection: Connection
    town: int
    tasks: Mapping[int, TaskDetail]
    submissions: tuple[SubmissionRow, ...]

    def submitted_with(self, event: ChainRow) -> SubmissionRow:
        """What came with an act: the event holds its digest."""
        found = (row for row in self.submissions if row.task_id == event.task_id)
        digest = event.detail_digest
        return next(row for row in found if digest_of_detail(row.salt, row.data) == digest)

    def plan(self, key: str, told: Mapping[str, Any]) -> Planned:
        """The plan that an event tells of."""
        edits = edits_from(told.get("plan", {}))
        order = Order(key, int(told["from"]), int(told["to"]), edits)
        found = planned(self.installation, self.connection, self.town, order)
        assert isinstance(found, Planned), found
        return found


def replay(installation: Installation, municipality_id: int, case_id: int) -> Replayed:
    """One case, read in one transaction and played again."""
    with installation.database.read(municipality_id) as connection:
        return _replay(installation, connection, municipality_id, case_id)


def _replay(
    installation: Installation, connection: Connection, town: int, case_id: int
) -> Replayed:
    stand = where_it_stands(connection, town, case_id)
    assert stand is not None
    tasks = tasks_of_case(connection, town, case_id)
    book = _Book(
        installation,
        connection,
        town,
        {task.id: task for task in tasks},
        submissions_of_case(connection, town, case_id),
    )
    history = history_of(connection, town, case_id)
    first = _first_version(book, history, stand.definition_id)
    play, handling = _Play(first, Snapshot(b"", "{}")), _Handling()
    for event in history:
        play = _again(book, play, event)
        handling.hear(event)
    hands = handling.beside(book.tasks, calendar_of(installation, connection, town))
    return Replayed(
        play.snapshot,
        Snapshot(stand.tokens, stand.scopes),
        frozenset(play.open_tasks),
        frozenset(task.token for task in tasks if task.state == "open"),
        *hands,
    )


def _first_version(book: _Book, history: tuple[ChainRow, ...], now: int) -> Definition:
    """The version that the case began with."""
    definition = program_of(book.installation, book.connection, book.town, now)
    turns = [each for each in history if each.kind == EventKind.CASE_MIGRATED]
    return book.plan(definition.key, loads(turns[0].data)).old if turns else definition


def _again(book: _Book, play: _Play, event: ChainRow) -> _Play:
    """The act that an event tells of, done again."""
    around = surroundings_of(book.installation, book.connection, book.town, instant(event.at))
    match EventKind(event.kind):
        case EventKind.CASE_MIGRATED:
            found = book.plan(play.definition.key, loads(event.data))
            told = declared_in(play.submitted, book.tasks, found.plan)
            moved = migrated(found.plan, play.snapshot, surroundings=around, submitted=told)
            assert isinstance(moved, Moved), moved
            play.goes_over(found, moved)
        case EventKind.CASE_MIGRATION_UNDONE:
            return play.before[-1]
        case EventKind.STEP_UNDONE:
            return play.steps[event.task_id or 0]
        case _:
            outcome = _acted(book, play, event, around)
            if outcome is not None:
                play.take(outcome)
    return play


def _acted(book: _Book, play: _Play, event: ChainRow, around: bpmn.Surroundings) -> Outcome | None:
    """None for what is only a consequence."""
    program, snapshot = play.definition.program, play.snapshot
    match EventKind(event.kind):
        case EventKind.CASE_STARTED:
            point = plain_start(play.definition)
            play.submitted.append(book.submitted_with(event))
            data = loads(play.submitted[-1].data)
            return bpmn.start(program, data, surroundings=around, start_event=point.element_id)
        case EventKind.TASK_COMPLETED:
            assert event.task_id is not None
            play.steps[event.task_id] = play.copied()
            row = book.submitted_with(event)
            play.submitted.append(row)
            token = book.tasks[event.task_id].token
            return bpmn.complete(program, snapshot, token, loads(row.data), surroundings=around)
        case EventKind.CASE_CANCELLED:
            return bpmn.cancel(program, snapshot, surroundings=around)
        case EventKind.CASE_MOVED:
            told = loads(event.data)
            return bpmn.move_tokens(
                program, snapshot, frozenset(told["keys"]), told["to"], surroundings=around
            )
        case EventKind.TIMER_FIRED:
            token = play.at_element[event.element or 0]
            return bpmn.fire(program, snapshot, token, surroundings=around)
        case EventKind.MESSAGE_RECEIVED:
            token = play.at_element[event.element or 0]
            return bpmn.deliver(program, snapshot, token, {}, surroundings=around)
        case EventKind.JOB_FINISHED:
            token = play.at_element[event.element or 0]
            return bpmn.finish_job(program, snapshot, token, {}, surroundings=around)
        case _:
            return None
