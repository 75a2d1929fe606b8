"""What an outcome would do, as a list for people: before an act of an operator is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from engine.bpmn import Outcome, Program, Status, changes


class EffectKind(StrEnum):
    """What happens to a wait: closed ones end without having been done, opened ones begin.

    task, timer, deadline, message, job: what waits. case_ends: nothing is left to do. ends_failed:
    an error that nobody catches ends the case.
    """

    TASK_CLOSED = "task_closed"
    TASK_OPENED = "task_opened"
    TIMER_CLOSED = "timer_closed"
    TIMER_OPENED = "timer_opened"
    DEADLINE_CLOSED = "deadline_closed"
    DEADLINE_OPENED = "deadline_opened"
    MESSAGE_CLOSED = "message_closed"
    MESSAGE_OPENED = "message_opened"
    JOB_CLOSED = "job_closed"
    JOB_OPENED = "job_opened"
    CASE_ENDS = "case_ends"
    ENDS_FAILED = "ends_failed"


@dataclass(frozen=True, slots=True)
class Effect:
    """One consequence; `at` is when a timer fires or a task is due, `due` the day of a term."""

    kind: EffectKind
    element: int | None = None
    name: str = ""
    role: str = ""
    at: datetime | None = None
    due: date | None = None


def effects_of(program: Program, outcome: Outcome) -> tuple[Effect, ...]:
    """What would be closed, then what would be opened, each in its order; what begins and ends
    within the step is left out."""
    found = [effect for change in outcome.changes for effect in _effects(program, outcome, change)]
    closed = [effect for effect in found if effect.kind.endswith("_closed")]
    opened = [effect for effect in found if effect.kind.endswith("_opened")]
    return (*closed, *opened, *_end(outcome))


def _effects(program: Program, outcome: Outcome, change: changes.Change) -> Iterator[Effect]:
    match change:
        case changes.TaskClosed(token, element) if not _both(outcome, token, changes.TaskOpened):
            yield Effect(EffectKind.TASK_CLOSED, element, program.elements[element].name)
            yield from _term_closed(program, element)
        case changes.TaskOpened(token=token) if not _both(outcome, token, changes.TaskClosed):
            yield Effect(
                EffectKind.TASK_OPENED, change.element, change.name, change.role, change.due
            )
            yield from _term_opened(change.element, change.deadline)
        case changes.TimerDisarmed(element=element) | changes.TimerArmed(element=element) if (
            program.elements[element].event == "conditional"
        ):
            return  # a condition that reads the clock: no moment that anybody was told
        case changes.TimerDisarmed(token, element) if not _both(outcome, token, changes.TimerArmed):
            yield Effect(EffectKind.TIMER_CLOSED, element, program.elements[element].name)
            yield from _term_closed(program, element)
        case changes.TimerArmed(token, element, due) if not _both(
            outcome, token, changes.TimerDisarmed
        ):
            name = program.elements[element].name
            yield Effect(EffectKind.TIMER_OPENED, element, name, at=due)
            yield from _term_opened(element, change.deadline)
        case changes.MessageDropped(token, element) if not _both(
            outcome, token, changes.MessageAwaited
        ):
            yield Effect(EffectKind.MESSAGE_CLOSED, element, program.elements[element].name)
        case changes.MessageAwaited(token, element, name) if not _both(
            outcome, token, changes.MessageDropped
        ):
            yield Effect(EffectKind.MESSAGE_OPENED, element, program.elements[element].name or name)
        case changes.JobWithdrawn(token, element) if not _both(
            outcome, token, changes.JobRequested
        ):
            yield Effect(EffectKind.JOB_CLOSED, element, program.elements[element].name)
        case changes.JobRequested(token, element) if not _both(
            outcome, token, changes.JobWithdrawn
        ):
            yield Effect(EffectKind.JOB_OPENED, element, program.elements[element].name)


def _both(outcome: Outcome, token: int, kind: type) -> bool:
    """The same token has the opposite change in this step."""
    return any(
        isinstance(each, kind) and getattr(each, "token", None) == token for each in outcome.changes
    )


def _term_closed(program: Program, element: int) -> Iterator[Effect]:
    rule = program.elements[element].deadline
    if rule is not None:
        yield Effect(EffectKind.DEADLINE_CLOSED, element, rule.title)


def _term_opened(element: int, term: changes.DeadlineSet | None) -> Iterator[Effect]:
    if term is not None:
        yield Effect(EffectKind.DEADLINE_OPENED, element, term.title, due=term.due)


def _end(outcome: Outcome) -> Iterator[Effect]:
    if outcome.status is Status.FAILED:
        yield Effect(EffectKind.ENDS_FAILED)
    elif outcome.status is not Status.RUNNING:
        yield Effect(EffectKind.CASE_ENDS)
