"""Until when a task must be done, and why."""

from __future__ import annotations

from dataclasses import dataclass

from engine.calendar import Remaining
from engine.cases.lifecycle import CaseState
from engine.tasks.lifecycle import TaskState
from storage.queries.deadlines import DeadlineRow
from ui.deadlines.ruler import Rulers, rulers
from ui.deadlines.term import heading_of, suspended_term, term_of
from ui.deadlines.why import why
from ui.parts import Term
from ui.tasks.scene import TaskScene
from ui.visit import Member


@dataclass(frozen=True, slots=True)
class Due:
    """Until when, why, and the ruler that shows it."""

    term: Term
    pill: str
    day: str
    rulers: Rulers | None
    why: str


def deadline_of_task(scene: TaskScene) -> DeadlineRow | None:
    """The legal term of the task: its own, else the one of the wait it stands beside."""
    open_ones = scene.case.open_deadlines
    own = next((each for each in open_ones if each.task_id == scene.task.id), None)
    return own or next((each for each in open_ones if each.token == scene.task.token), None)


def due_of(here: Member, scene: TaskScene) -> Due | None:
    """Until when the task must be done; None when nothing says."""
    deadline = deadline_of_task(scene)
    if deadline is None:
        return plain_due(here, scene)
    calendar = scene.case.calendar
    explanation = scene.case.explained(deadline, here.today)
    told_why = why(explanation, today=here.today, formats=here.formats, words=here.words)
    term = term_of(
        start=deadline.start_on,
        due=deadline.due_on,
        today=here.today,
        calendar=calendar,
        formats=here.formats,
        words=here.words,
        paused_on=deadline.paused_on,
    )
    away = calendar.remaining(here.today, deadline.due_on)
    return Due(
        *told_in_heading(here, scene, term, away),
        here.formats.day_words(deadline.due_on, here.today),
        rulers(explanation, today=here.today, words=here.words),
        f"{told_why} {deadline.source}".strip(),
    )


def plain_due(here: Member, scene: TaskScene) -> Due | None:
    """A due date without a legal term behind it."""
    task, calendar = scene.task, scene.case.calendar
    if task.due_at is None or task.state != "open":
        return None
    day = calendar.local_day(task.due_at)
    term = term_of(
        start=calendar.local_day(task.created_at),
        due=day,
        today=here.today,
        calendar=calendar,
        formats=here.formats,
        words=here.words,
    )
    shown, pill = told_in_heading(here, scene, term, calendar.remaining(here.today, day))
    return Due(shown, pill, here.formats.day_words(day, here.today), None, "")


def told_in_heading(
    here: Member, scene: TaskScene, term: Term, away: Remaining
) -> tuple[Term, str]:
    """The term and its pill; of a suspended case first of all that it is."""
    if is_stopped(scene):
        term = suspended_term(term, here.words)
        return term, term.word
    return term, heading_of(term, away, here.words)


def is_stopped(scene: TaskScene) -> bool:
    """The task waits, and its case is suspended."""
    task = scene.task
    return task.state == TaskState.OPEN and task.case_state == CaseState.SUSPENDED
