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
from engine.bpmn.clocks import Clock, clock_of, next_look
from engine.bpmn.formula import Formula
from engine.bpmn.moments import Turn, turn_after, turn_of
from engine.bpmn.problems import StepFailed
from engine.bpmn.program import DeadlineRule
from engine.bpmn.terms import deadline_of
from engine.bpmn.token import Token
from engine.sentences import N_, phrase, why_of

EPOCH_MICROS = 1_000_000


class Waited(EventDefinition):
    """Something that comes later."""

    kind = ""
    slots = 0  # how many numbers it keeps in the token's note, from `offset` on
    offset = 0
    which = 0  # its number among the definitions of its event
    wakes = False  # whether it asked for a moment at which it is woken

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
    wakes = True

    def __init__(self, form: str, formula: Formula | None, rule: DeadlineRule | None) -> None:
        super().__init__("timer")
        self.form = form
        self.slots = 2 if form == "timeCycle" else 0
        self.formula = formula
        self.rule = rule

    def arm(self, token: Token) -> None:
        if self.rule is not None:
            deadline = deadline_of(self.rule, token)
            place = (token.id, token.task_spec.element)
            self.tell(token, TimerArmed(*place, deadline.fires_at, deadline, self.which))
            return
        self.wake(token, self.first_due(token))

    def first_due(self, token: Token) -> datetime:
        """When it fires first."""
        surroundings = token.workflow.instance.surroundings
        try:
            turn = turn_of(self.form, self.value(token), surroundings.now, surroundings.zone)
        except (ValueError, ArithmeticError) as fault:
            said = phrase(N_("El temporizador no sirve: %(why)s."), why=why_of(fault))
            raise StepFailed(token.task_spec.bpmn_id, said) from fault
        self.keep(token, turn)
        return turn.due

    def again(self, token: Token) -> bool:
        """A cycle goes on from its own last moment until it has run out."""
        if self.form != "timeCycle":
            return False
        surroundings = token.workflow.instance.surroundings
        left, last = token.note[self.offset : self.offset + 2]
        turn = turn_after(
            self.form, self.value(token), Turn(_instant(last), left), surroundings.now,
            surroundings.zone,
        )  # fmt: skip
        if turn is None:
            return False
        self.keep(token, turn)
        self.disarm(token, fired=True)
        self.wake(token, turn.due)
        return True

    def keep(self, token: Token, turn: Turn) -> None:
        """A cycle remembers where it stands."""
        if self.slots:
            token.note[self.offset : self.offset + 2] = [turn.left, _micros(turn.due)]

    def disarm(self, token: Token, *, fired: bool) -> None:
        self.tell(token, TimerDisarmed(token.id, token.task_spec.element, fired, self.which))

    def wake(self, token: Token, due: datetime) -> None:
        """Ask for a wake-up."""
        place = (token.id, token.task_spec.element)
        self.tell(token, TimerArmed(*place, due, which=self.which))

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
        name, key = spec.words(self.named, token), self.key_at(token)
        if name is None or (self.key is not None and key is None):
            said = phrase(N_("El mensaje no tiene nombre o clave de correlación."))
            raise StepFailed(spec.bpmn_id, said)
        awaited = MessageAwaited(token.id, spec.element, name, key or "", self.which)
        token.workflow.instance.tell(awaited)

    def key_at(self, token: Token) -> str | None:
        """The drawn key; where messages begin the process together, the key of the first, and
        none where something without a key was first."""
        spec, first = token.task_spec, token.workflow.instance.key_of_first
        if not spec.begins:
            first = None
        key: str | None = spec.words(self.key, token) if first is None else first
        return key or "" if spec.begins else key

    def disarm(self, token: Token, *, fired: bool) -> None:
        dropped = MessageDropped(token.id, token.task_spec.element, fired, self.which)
        token.workflow.instance.tell(dropped)


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
            raise StepFailed(spec.bpmn_id, phrase(N_("La señal no tiene nombre.")))
        token.workflow.instance.tell(SignalAwaited(token.id, spec.element, name, self.which))

    def disarm(self, token: Token, *, fired: bool) -> None:
        dropped = SignalDropped(token.id, token.task_spec.element, fired, self.which)
        token.workflow.instance.tell(dropped)


class Condition(Waited):
    """Something that becomes true: looked at when armed, whenever a variable has changed, and where
    it reads the clock whenever that has gone on."""

    kind = "conditional"
    slots = 1

    def __init__(self, formula: Formula) -> None:
        super().__init__(formula.text)
        self.formula = formula
        self.clock = clock_of(formula)
        self.wakes = self.clock is not Clock.NOTHING

    def arm(self, token: Token) -> None:
        token.note[self.offset] = 0
        token.workflow.instance.watch(token, self)
        self.ask(token)

    def disarm(self, token: Token, *, fired: bool) -> None:  # noqa: ARG002 -- no timer has fired
        token.workflow.instance.unwatch(token, self)
        self.ask_no_more(token)

    def look_again(self, token: Token) -> None:
        """The clock has gone on."""
        token.workflow.instance.fresh.add(token.id)
        self.ask_no_more(token)
        self.ask(token)

    def ask(self, token: Token) -> None:
        """Ask to be woken when the clock has gone on, where that matters."""
        if self.wakes:
            around = token.workflow.instance.surroundings
            due = next_look(self.clock, around.now, around.zone)
            place = (token.id, token.task_spec.element)
            token.workflow.instance.tell(TimerArmed(*place, due, which=self.which))

    def ask_no_more(self, token: Token) -> None:
        """Take that back."""
        if self.wakes:
            place = (token.id, token.task_spec.element)
            token.workflow.instance.tell(TimerDisarmed(*place, False, self.which))

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
