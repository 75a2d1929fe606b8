"""What an event waits for or throws: our own definitions in the library's hierarchy.

`arm` asks the outside for a wake-up and `disarm` takes that back; `again` says what is left after
one firing (repeatable events, cycles).
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition

from engine.bpmn.changes import (
    MessageAwaited,
    MessageDropped,
    SignalAwaited,
    SignalDropped,
    TimerArmed,
    TimerDisarmed,
)
from engine.bpmn.formula import Formula
from engine.bpmn.moments import cycle_of, length_of, moment_of
from engine.bpmn.problems import StepFailed
from engine.bpmn.program import DeadlineRule
from engine.bpmn.terms import deadline_of
from engine.bpmn.token import Token

EPOCH_MICROS = 1_000_000


class Waited(EventDefinition):
    """Something that comes later."""

    kind = ""
    slots = 0  # how many numbers it keeps in the token's note, from `offset` on
    offset = 0

    __eq__ = object.__eq__  # the library holds all definitions of a class for the same
    __hash__ = object.__hash__

    def arm(self, token: Token) -> None:
        """Ask to be woken."""

    def disarm(self, token: Token, *, fired: bool) -> None:
        """Stop asking; `fired` when it has just happened."""

    def again(self, _token: Token) -> bool:
        """Whether a repeatable event goes on waiting after it happened."""
        return True


class Timer(Waited):
    """A date, a duration, a cycle, or a legal term."""

    kind = "timer"

    def __init__(self, form: str, formula: Formula | None, rule: DeadlineRule | None) -> None:
        super().__init__("timer")
        self.form = form
        self.slots = 2 if form == "timeCycle" else 0
        self.formula = formula
        self.rule = rule

    def arm(self, token: Token) -> None:
        if self.rule is not None:
            deadline = deadline_of(self.rule, token)
            self.tell(
                token, TimerArmed(token.id, token.task_spec.element, deadline.fires_at, deadline)
            )
            return
        self.wake(token, self.first_due(token))

    def first_due(self, token: Token) -> datetime:
        """When it fires first."""
        surroundings = token.workflow.instance.surroundings
        now, zone = surroundings.now, surroundings.zone
        value = self.value(token)
        try:
            if self.form == "timeDate":
                return moment_of(value, zone)
            if self.form == "timeDuration":
                return length_of(value).after(now, zone)
            cycle = cycle_of(value, zone)
        except ValueError as fault:
            raise StepFailed(
                token.task_spec.bpmn_id, f"El temporizador no sirve: {fault}."
            ) from fault
        first = cycle.first or cycle.length.after(now, zone)
        token.note[self.offset : self.offset + 2] = [cycle.times, _micros(first)]
        return first

    def again(self, token: Token) -> bool:
        """A cycle goes on from its own last moment, never in the past, until it has run out."""
        if self.form != "timeCycle":
            return False
        left, last = token.note[self.offset : self.offset + 2]
        if left == 1:
            return False
        surroundings = token.workflow.instance.surroundings
        length = cycle_of(self.value(token), surroundings.zone).length
        due = length.after(_instant(last), surroundings.zone)
        while due <= surroundings.now:
            due = length.after(due, surroundings.zone)
        token.note[self.offset : self.offset + 2] = [max(left - 1, -1), _micros(due)]
        self.disarm(token, fired=True)
        self.wake(token, due)
        return True

    def disarm(self, token: Token, *, fired: bool) -> None:
        self.tell(token, TimerDisarmed(token.id, token.task_spec.element, fired))

    def wake(self, token: Token, due: datetime) -> None:
        """Ask for a wake-up."""
        self.tell(token, TimerArmed(token.id, token.task_spec.element, due))

    def value(self, token: Token) -> Any:
        """The date, duration or cycle as it is now."""
        return token.task_spec.value(self.formula, token) if self.formula is not None else None

    def tell(self, token: Token, change: TimerArmed | TimerDisarmed) -> None:
        """Report to the step."""
        token.workflow.instance.tell(change)


class Message(Waited):
    """A message by name and correlation key."""

    kind = "message"

    def __init__(self, name: Formula, key: Formula | None) -> None:
        super().__init__(name.text)
        self.named = name
        self.key = key

    def arm(self, token: Token) -> None:
        spec = token.task_spec
        name = spec.words(self.named, token)
        key = spec.words(self.key, token)
        if name is None or (self.key is not None and key is None):
            raise StepFailed(spec.bpmn_id, "El mensaje no tiene nombre o clave de correlación.")
        token.workflow.instance.tell(MessageAwaited(token.id, spec.element, name, key or ""))

    def disarm(self, token: Token, *, fired: bool) -> None:
        name = token.task_spec.words(self.named, token) or ""
        token.workflow.instance.tell(MessageDropped(token.id, token.task_spec.element, fired, name))


class Signal(Waited):
    """A broadcast by name."""

    kind = "signal"

    def __init__(self, name: Formula) -> None:
        super().__init__(name.text)
        self.named = name

    def arm(self, token: Token) -> None:
        spec = token.task_spec
        name = spec.words(self.named, token)
        if name is None:
            raise StepFailed(spec.bpmn_id, "La señal no tiene nombre.")
        token.workflow.instance.tell(SignalAwaited(token.id, spec.element, name))

    def disarm(self, token: Token, *, fired: bool) -> None:
        name = token.task_spec.words(self.named, token) or ""
        token.workflow.instance.tell(SignalDropped(token.id, token.task_spec.element, fired, name))


class Condition(Waited):
    """Something that becomes true: looked at when armed and whenever a variable has changed."""

    kind = "conditional"
    slots = 1

    def __init__(self, formula: Formula) -> None:
        super().__init__(formula.text)
        self.formula = formula

    def arm(self, token: Token) -> None:
        token.note[self.offset] = 0
        token.workflow.instance.watch(token, self)

    def disarm(self, token: Token, *, fired: bool) -> None:  # noqa: ARG002 -- nobody outside asked
        token.workflow.instance.unwatch(token, self)

    def became_true(self, token: Token) -> bool:
        """Whether it holds now and did not before; what cannot be told yet does not hold."""
        before = token.note[self.offset]
        now = token.task_spec.value(self.formula, token) is True
        token.note[self.offset] = int(now)
        return now and not before


class Coded(Waited):
    """An error or an escalation; without a code it catches every one."""

    def __init__(self, kind: str, code: str | None) -> None:
        super().__init__(code)
        self.kind = kind
        self.code = code

    def catches(self, code: str) -> bool:  # the library compares whole definitions
        """Whether it catches this code."""
        return self.code is None or self.code == code


def _micros(moment: datetime) -> int:
    return int(moment.timestamp()) * EPOCH_MICROS + moment.microsecond


def _instant(micros: int) -> datetime:
    return datetime.fromtimestamp(micros // EPOCH_MICROS, UTC) + timedelta(
        microseconds=micros % EPOCH_MICROS
    )
