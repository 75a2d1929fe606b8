"""The state that a committed history implies: every act of a case done again, from nothing.

What people did is taken from the history and from what they submitted, everything else from the
pure engine. For models in which one token at a time waits at an element, and whose way does not
depend on what a message or a piece of work brought: those are not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine import bpmn
from engine.bpmn import Outcome, Snapshot, changes
from engine.cases.starting import plain_start
from engine.cases.surroundings import surroundings_of
from engine.definitions import Definition, program_of
from engine.history.kinds import EventKind
from engine.installation import Installation
from engine.values import Value, loads
from storage.database import Connection
from storage.queries.cases import submissions_of_case, where_it_stands
from storage.queries.history import ChainRow, history_of
from storage.queries.tasks import tasks_of_case
from storage.tables.types import instant

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

    @property
    def agrees(self) -> bool:
        """The case stands where its history says."""
        same_tasks = self.open_implied == self.open_stored
        return same_tasks and self.implied.tokens == self.stored.tokens


@dataclass
class _Play:
    """The state on the way, and who waits at which element."""

    snapshot: Snapshot
    at_element: dict[int, int] = field(default_factory=dict)
    open_tasks: set[int] = field(default_factory=set)

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


def replay(installation: Installation, municipality_id: int, case_id: int) -> Replayed:
    """One case, read in one transaction and played again."""
    with installation.database.read(municipality_id) as connection:
        return _replay(installation, connection, municipality_id, case_id)


def _replay(
    installation: Installation, connection: Connection, town: int, case_id: int
) -> Replayed:
    stand = where_it_stands(connection, town, case_id)
    assert stand is not None
    definition = program_of(installation, connection, town, stand.definition_id)
    tasks = tasks_of_case(connection, town, case_id)
    submitted = {
        row.task_id: loads(row.data) for row in submissions_of_case(connection, town, case_id)
    }
    tokens = {task.id: task.token for task in tasks}
    play = _Play(Snapshot(b"", "{}"))
    for event in history_of(connection, town, case_id):
        around = surroundings_of(installation, connection, town, instant(event.at))
        outcome = _again(definition, play, event, tokens, submitted, around)
        if outcome is not None:
            play.take(outcome)
    return Replayed(
        play.snapshot,
        Snapshot(stand.tokens, stand.scopes),
        frozenset(play.open_tasks),
        frozenset(task.token for task in tasks if task.state == "open"),
    )


def _again(
    definition: Definition,
    play: _Play,
    event: ChainRow,
    tokens: Mapping[int, int],
    submitted: Mapping[int | None, Mapping[str, Value]],
    around: bpmn.Surroundings,
) -> Outcome | None:
    """The act that an event tells of, done again; None for what is only its consequence."""
    program = definition.program
    match EventKind(event.kind):
        case EventKind.CASE_STARTED:
            point = plain_start(definition)
            return bpmn.start(
                program, submitted[None], surroundings=around, start_event=point.element_id
            )
        case EventKind.TASK_COMPLETED:
            assert event.task_id is not None
            token, data = tokens[event.task_id], submitted[event.task_id]
            return bpmn.complete(program, play.snapshot, token, data, surroundings=around)
        case EventKind.CASE_CANCELLED:
            return bpmn.cancel(program, play.snapshot, surroundings=around)
        case EventKind.TIMER_FIRED:
            token = play.at_element[event.element or 0]
            return bpmn.fire(program, play.snapshot, token, surroundings=around)
        case EventKind.MESSAGE_RECEIVED:
            token = play.at_element[event.element or 0]
            return bpmn.deliver(program, play.snapshot, token, {}, surroundings=around)
        case EventKind.JOB_FINISHED:
            token = play.at_element[event.element or 0]
            return bpmn.finish_job(program, play.snapshot, token, {}, surroundings=around)
        case _:
            return None
