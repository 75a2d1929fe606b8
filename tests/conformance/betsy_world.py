"""A small world around the kernel: instances, a clock that jumps, messages, signals and jobs.

It keeps between two steps what a database would keep: snapshots and the waits that the changes
named; nothing of the kernel lives on.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from betsy_dialect import Marks

from engine.bpmn import (
    Outcome,
    Program,
    Snapshot,
    Status,
    Surroundings,
    changes,
    deliver,
    finish_job,
    fire,
    start,
    throw_error,
)
from engine.calendar import Calendar

START = datetime(2026, 1, 5, 13, tzinfo=UTC)
PATIENCE = timedelta(days=2)


@dataclass(slots=True)
class Running:
    """One instance and what it waits for."""

    program: Program
    snapshot: Snapshot | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """Something that a token waits for: `kind` is timer, job, message or signal."""

    instance: int
    token: int
    kind: str
    name: str = ""
    due: datetime = START
    which: int = 0


class World:
    """`trace` is what the scripts have written."""

    def __init__(
        self, programs: dict[str, Program], marks: Marks, *, test: str | None, integer: int | None
    ) -> None:
        self.programs = programs
        self.marks = marks
        self.variables = {"test": test or "", "integerVariable": Decimal(integer or 0)}
        self.now = START
        self.trace: Counter[str] = Counter()
        self.instances: list[Running] = []
        self.waits: list[Wait] = []
        self.sent: list[str] = []
        self.queue: list[tuple[str, str]] = []

    def begin(self, *, everything: bool) -> None:
        """Start the first process, or every one that needs no trigger."""
        ids = list(self.programs)
        for process_id in ids if everything else ids[:1]:
            program = self.programs[process_id]
            triggers = [point for point in program.starts if point.trigger != "none"]
            if triggers and len(triggers) == len(program.starts):
                if not everything:
                    self.trigger_start(program)
                continue
            self.open(program, None)

    def trigger_start(self, program: Program) -> None:
        """A process that only begins by an event: let the first one happen."""
        first, *others = program.starts
        self.open(program, first.element_id, first.which)
        for point in others:  # what the new instance waits for beside the first comes, too
            named = point.event_name
            if named and any(wait.name == named for wait in self.waits):
                self.queue.append((point.trigger, f"-1:{point.event_name}"))

    def open(self, program: Program, start_event: str | None, which: int = 0) -> None:
        """A new instance."""
        self.instances.append(Running(program))
        outcome = start(
            program, self.variables, surroundings=self.surroundings(), start_event=start_event,
            which=which,
        )  # fmt: skip
        self.take(len(self.instances) - 1, outcome)

    def surroundings(self) -> Surroundings:
        """The moment."""
        return Surroundings(self.now, self.now.date(), Calendar(timezone="UTC"))

    def live(self) -> None:
        """Until nothing more can happen."""
        while self.now - START < PATIENCE:
            if self.queue:
                self.broadcast(*self.queue.pop(0))
                continue
            due = sorted(
                (wait for wait in self.waits if wait.kind in ("timer", "job")),
                key=lambda wait: wait.due,
            )
            if not due:
                return
            self.now = max(self.now, due[0].due)
            self.wake(due[0])

    def wake(self, wait: Wait) -> None:
        """A timer is due or a job is finished."""
        running = self.instances[wait.instance]
        assert running.snapshot is not None
        given = (running.program, running.snapshot, wait.token)
        if wait.kind == "timer":
            outcome = fire(*given, surroundings=self.surroundings(), which=wait.which)
        elif wait.name == "throw":
            self.waits.remove(wait)
            outcome = throw_error(*given, "ERR_CODE", {}, surroundings=self.surroundings())
        else:
            self.waits.remove(wait)
            outcome = finish_job(*given, {}, surroundings=self.surroundings())
        self.take(wait.instance, outcome)

    def broadcast(self, kind: str, name: str) -> None:
        """A message or signal leaves an instance: who waits hears it, else a process starts."""
        origin, _, bare = name.partition(":")
        listeners = [wait for wait in self.waits if wait.kind == kind and wait.name == bare]
        if kind == "signal":
            listeners = [wait for wait in listeners if wait.instance != int(origin)]
        for wait in listeners[: 1 if kind == "message" else None]:
            if wait in self.waits:
                running = self.instances[wait.instance]
                assert running.snapshot is not None
                outcome = deliver(
                    running.program, running.snapshot, wait.token, {},
                    surroundings=self.surroundings(), kind=kind, which=wait.which,
                )  # fmt: skip
                self.take(wait.instance, outcome)
        started = [] if kind == "message" and listeners else self.starts_of(kind, bare)
        for program, element_id, which in started:
            self.open(program, element_id, which)
        if kind == "message" and not listeners and not started:
            self.sent.append(bare)

    def starts_of(self, kind: str, name: str) -> list[tuple[Program, str, int]]:
        """The processes that begin with it."""
        return [
            (program, point.element_id, point.which)
            for program in self.programs.values()
            for point in program.starts
            if point.trigger == kind and point.event_name == name
        ]

    def take(self, number: int, outcome: Outcome) -> None:
        """Keep what a step left behind."""
        running = self.instances[number]
        running.snapshot = outcome.snapshot
        for change in outcome.changes:
            self.note(number, running.program, change)
        if outcome.status is not Status.RUNNING:
            self.waits = [wait for wait in self.waits if wait.instance != number]

    def note(self, number: int, program: Program, change: changes.Change) -> None:
        """One change."""
        match change:
            case changes.Computed(element, variable, value):
                mark = self.marks.by_element.get(program.elements[element].id, "")
                mark = str(value) if variable == "mark" else mark
                self.trace.update([mark] if mark else [])
            case changes.ErrorUncaught():
                self.trace["ErrorThrownErrorEvent"] += 1
            case changes.TimerArmed(token, _, due, _, which):
                self.waits.append(Wait(number, token, "timer", due=due, which=which))
            case changes.JobRequested(token, _, kind):
                due = self.now + timedelta(seconds=10 if kind == "wait" else 0)
                self.waits.append(Wait(number, token, "job", kind, due))
            case changes.MessageAwaited(token, _, name, _, which):
                self.waits.append(Wait(number, token, "message", name, which=which))
                if name in self.sent:
                    self.sent.remove(name)
                    self.queue.append(("message", f"{number}:{name}"))
            case changes.SignalAwaited(token, _, name, which):
                self.waits.append(Wait(number, token, "signal", name, which=which))
            case changes.MessageThrown(_, name):
                self.queue.append(("message", f"{number}:{name}"))
            case changes.SignalThrown(_, name):
                self.queue.append(("signal", f"{number}:{name}"))
            case changes.TimerDisarmed(token, _, _, which):
                self.drop(number, token, "timer", which)
            case changes.MessageDropped(token, _, _, which):
                self.drop(number, token, "message", which)
            case changes.SignalDropped(token, _, _, which):
                self.drop(number, token, "signal", which)
            case changes.JobWithdrawn(token):
                self.drop(number, token, "job", 0)

    def drop(self, number: int, token: int, kind: str, which: int) -> None:
        """A wait is over."""
        over = (number, token, kind, which)
        self.waits = [
            wait
            for wait in self.waits
            if (wait.instance, wait.token, wait.kind, wait.which) != over
        ]
