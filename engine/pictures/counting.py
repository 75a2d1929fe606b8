"""What the history of one case counts for in the pictures of its process. Pure.

A history up to any of its events gives one count, always the same: what a case counts for is
followed by adding the difference to what it counted for before.

Times are of the clock, nights and holidays too: that is what the applicant waits. A task waits
while nobody holds it and is worked on while somebody does; one that its process gave to a person
is held from the beginning. A visit counts in the month in which it began, times where they end.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum
from hashlib import sha256
from typing import NamedTuple

from engine.bpmn import Element
from engine.history.kinds import EventKind as K
from engine.pictures.buckets import bucket_of

RULE = 1
"""Another way of counting gets another number: everything is then counted from the beginning."""
CASE = ""
"""The case itself stands among the elements under this id."""
LONGEST_WAY = 60
"""Steps of a way that are told apart; what comes later does not make it another one."""


class What(IntEnum):
    """What is counted, with numbers that never change.

    Of an element: how often it was come to, again after it was done in the same case, done; seconds
    of waiting, of work; how often each bucket of waiting, work, both, and time from there to the
    end of the case. Of the case: opened (VISITS), completed (DONE), how long they took (TAKES).
    WAY: how often a way was taken, under its digest.
    """

    VISITS = 1
    REPEATS = 2
    DONE = 3
    WAITED = 4
    WORKED = 5
    WAITS = 6
    WORKS = 7
    TAKES = 8
    REMAINS = 9
    WAY = 10


class Place(NamedTuple):
    """Where something is counted; `month` is its first day."""

    month: date
    version: int
    element: str
    what: What
    bucket: int = 0


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of a case, its element as it was drawn then; `within`: in which of several."""

    seq: int
    kind: K
    at: datetime
    version: int
    element: Element | None
    task_id: int | None
    within: str = ""


@dataclass(slots=True)
class Counted:
    """How much stands at each place, and the steps of the ways among them by their digest."""

    at: Counter[Place] = field(default_factory=Counter)
    ways: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Task:
    opened: Happened
    since: datetime
    held: bool | None = None  # nobody said yet
    held_before: bool | None = None
    waited: float = 0
    worked: float = 0

    def turns(self, at: datetime, *, held: bool, was: bool) -> None:
        """Somebody takes it, or lets it go; `was`: how it stood, if nobody said before."""
        before = was if self.held is None else self.held
        self._add(at, before)
        self.held, self.held_before = held, before

    def turns_back(self, at: datetime) -> None:
        """Taking it, or letting it go, is taken back."""
        if self.held_before is not None:
            self.turns(at, held=self.held_before, was=self.held_before)

    def ends(self, at: datetime) -> None:
        """One that nobody took before it was done waited all the time, unless its process gave it
        to a person."""
        element = self.opened.element
        given = element is not None and element.personal
        self._add(at, given if self.held is None else self.held)

    def _add(self, at: datetime, held: bool) -> None:
        seconds = max(0.0, (at - self.since).total_seconds())
        if held:
            self.worked += seconds
        else:
            self.waited += seconds
        self.since = at


@dataclass(slots=True)
class _Done:
    """A task that was completed, as long as that is not taken back."""

    task: _Task
    ended: Happened


_STEPS = frozenset(
    {K.TIMER_FIRED, K.MESSAGE_RECEIVED, K.SIGNAL_RECEIVED, K.JOB_FINISHED, K.DECIDED, K.PASSED}
)
_ON_THE_WAY = frozenset({K.TASK_COMPLETED, K.TIMER_FIRED, K.MESSAGE_RECEIVED, K.SIGNAL_RECEIVED})
"""What tells ways apart: what people, time and others did. What follows from it by itself adds
nothing, but for the end that was come to."""


def count_history(history: Sequence[Happened], month_of: Callable[[datetime], date]) -> Counted:
    """What a history counts for, its events in their order. What lies under seal is not counted
    before it is opened."""
    opened = any(each.kind == K.ENVELOPES_OPENED for each in history)
    told = [each for each in history if opened or not _is_sealed(each)]
    return _Counting(month_of).all_of(told)


def _is_sealed(each: Happened) -> bool:
    return each.element is not None and each.element.sealed_until is not None


class _Counting:
    def __init__(self, month_of: Callable[[datetime], date]) -> None:
        self._month_of, self._found = month_of, Counted()
        self._tasks: dict[int, _Task] = {}
        self._done: dict[int, _Done] = {}
        self._finished: Counter[tuple[str, str]] = Counter()
        self._way: list[tuple[int | None, str, str]] = []
        self._first: dict[str, datetime] = {}
        self._begun: Happened | None = None

    def all_of(self, history: Iterable[Happened]) -> Counted:
        for each in history:
            self._see(each)
        for done in self._done.values():
            self._time(done)
        return self._found

    def _see(self, each: Happened) -> None:
        match each.kind:
            case K.CASE_STARTED:
                self._begun = each
                self._add(each, What.VISITS, element=CASE)
            case K.TASK_OPENED:
                self._open(each)
            case K.TASK_CLAIMED | K.TASK_ASSIGNED:
                self._turn(each, held=True, was=False)
            case K.TASK_DELEGATED | K.TASK_RETURNED:
                self._turn(each, held=True, was=True)
            case K.TASK_RELEASED:
                self._turn(each, held=False, was=True)
            case K.ACT_UNDONE if each.task_id in self._tasks:
                self._tasks[each.task_id].turns_back(each.at)
            case K.TASK_COMPLETED:
                self._complete(each)
            case K.STEP_UNDONE:
                self._take_back(each)
            case K.CASE_COMPLETED:
                self._end(each)
            case kind if kind in _STEPS and each.element is not None:
                self._add(each, What.VISITS)
                self._add(each, What.DONE)
                if kind in _ON_THE_WAY or each.element.kind == "endEvent":
                    self._way.append((None, each.element.id, each.within))

    def _open(self, each: Happened) -> None:
        if each.element is None or each.task_id is None:
            return
        self._add(each, What.VISITS)
        if self._finished[each.element.id, each.within]:
            self._add(each, What.REPEATS)
        self._tasks[each.task_id] = _Task(each, each.at)
        self._first.setdefault(each.element.id, each.at)

    def _turn(self, each: Happened, *, held: bool, was: bool) -> None:
        task = self._tasks.get(each.task_id or 0)
        if task is not None:
            task.turns(each.at, held=held, was=was)

    def _complete(self, each: Happened) -> None:
        task = self._tasks.pop(each.task_id or 0, None)
        if task is None or each.element is None or each.task_id is None:
            return
        task.ends(each.at)
        self._done[each.task_id] = _Done(task, each)
        self._finished[each.element.id, task.opened.within] += 1
        self._way.append((each.task_id, each.element.id, task.opened.within))

    def _take_back(self, each: Happened) -> None:
        """The task is again what it was, held by who had done it."""
        done = self._done.pop(each.task_id or 0, None)
        if done is None or done.ended.element is None or each.task_id is None:
            return
        self._finished[done.ended.element.id, done.task.opened.within] -= 1
        places = [place for place, (task_id, *_) in enumerate(self._way) if task_id == each.task_id]
        del self._way[places[-1] :]
        done.task.held = True
        self._tasks[each.task_id] = done.task

    def _time(self, done: _Done) -> None:
        """What a completed task took."""
        waited, worked = done.task.waited, done.task.worked
        self._add(done.ended, What.DONE)
        self._add(done.ended, What.WAITED, round(waited))
        self._add(done.ended, What.WORKED, round(worked))
        self._add(done.ended, What.WAITS, bucket=bucket_of(waited))
        self._add(done.ended, What.WORKS, bucket=bucket_of(worked))
        self._add(done.ended, What.TAKES, bucket=bucket_of(waited + worked))

    def _end(self, each: Happened) -> None:
        if self._begun is None:
            return
        self._add(each, What.DONE, element=CASE)
        took = (each.at - self._begun.at).total_seconds()
        self._add(each, What.TAKES, element=CASE, bucket=bucket_of(took))
        for element, at in self._first.items():
            left = bucket_of((each.at - at).total_seconds())
            self._add(each, What.REMAINS, element=element, bucket=left)
        steps = json.dumps(way_of([step for _, *step in self._way]))
        digest = sha256(steps.encode()).hexdigest()[:16]
        self._found.ways[digest] = steps
        self._add(each, What.WAY, element=digest)

    def _add(
        self, each: Happened, what: What, n: int = 1, *, element: str | None = None, bucket: int = 0
    ) -> None:
        if element is None:
            element = each.element.id if each.element is not None else CASE
        if n:
            place = Place(self._month_of(each.at), each.version, element, what, bucket)
            self._found.at[place] += n


def way_of(steps: Sequence[Sequence[str]]) -> list[str]:
    """The steps of a way, of each its element and in which of several it was done: one of several
    right after another of them is the same step, whoever was first; done again it is another."""
    told: list[str] = []
    for place, (element, within) in enumerate(steps):
        last, beside = steps[place - 1] if place else ("", "")
        if last != element or not within or beside in ("", within):
            told.append(element)
    return told[:LONGEST_WAY]
