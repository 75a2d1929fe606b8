"""What a case waits for besides people: the rows of timers, messages, jobs and legal terms."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from engine.bpmn import StepFailed, changes
from engine.history.kinds import EventKind
from engine.history.ledger import Ledger
from engine.sentences import N_, phrase
from engine.values import dumps
from storage import step
from storage.tables.deadlines import DeadlineState
from storage.tables.types import micros
from storage.tables.waits import SubscriptionKind

if TYPE_CHECKING:  # the step's setting is made where its rows are joined
    from engine.cases.advance import Setting

PUBLISH = "cauce:publish"
"""The job that sends a message which a process threw, once the step is committed."""
BROADCAST = "cauce:broadcast"
"""The job that spreads a signal which a process threw."""
HEAR = "cauce:hear"
"""The job of one listener whose step failed when it heard a signal."""
BEGIN = "cauce:begin"
"""The job that begins a case by a message that was kept, or by a signal that failed to."""
SENDING_ATTEMPTS = 20
DECIDING = frozenset({"positive_silence", "negative_silence", "abandonment", "decay"})
"""What a term may decide when it is over."""


class Waits:
    """Collects the rows of one step's waits."""

    def __init__(self, setting: Setting, ledger: Ledger) -> None:
        self.setting = setting
        self.ledger = ledger
        self.subscriptions: list[step.SubscriptionRow] = []
        self._armed: dict[tuple[int, int], step.TimerRow] = {}
        self._disarmed: list[step.EndedWait] = []
        self._unsubscribed: list[step.EndedWait] = []
        self._jobs: list[step.JobRow] = []
        self._withdrawn: list[int] = []
        self.deadlines: list[step.DeadlineRow] = []
        self.closed_deadlines: list[step.ClosedDeadline] = []
        self.clocks: list[changes.ClockStopped | changes.ClockStarted] = []

    def apply(self, change: changes.Change) -> bool:
        """Whether the change was about a wait of this kind."""
        match change:
            case changes.TimerArmed():
                self._arm(change)
            case changes.TimerDisarmed():
                self._disarm(change)
            case changes.MessageAwaited():
                self._await(change, SubscriptionKind.MESSAGE, change.key)
            case changes.SignalAwaited():
                self._await(change, SubscriptionKind.SIGNAL, "")
            case changes.MessageDropped():
                self._drop(change, EventKind.MESSAGE_RECEIVED)
            case changes.SignalDropped():
                self._drop(change, EventKind.SIGNAL_RECEIVED)
            case changes.MessageThrown():
                self._send(change, PUBLISH, {"name": change.name, "key": change.key})
            case changes.SignalThrown():
                self._send(change, BROADCAST, {"name": change.name})
            case changes.JobRequested():
                self._request(change)
            case changes.JobWithdrawn():
                self._withdrawn.append(change.token)
            case changes.ClockStopped() | changes.ClockStarted():
                self.clocks.append(change)
            case _:
                return False
        return True

    @property
    def awaited_messages(self) -> list[step.SubscriptionRow]:
        """What the step began to wait for that may have been kept; a signal never is."""
        return [row for row in self.subscriptions if row.kind == SubscriptionKind.MESSAGE]

    def rows(self) -> dict[str, Any]:
        """What storage writes of the waits: fields of StepRows."""
        return {
            "disarmed_timers": tuple(self._disarmed),
            "armed_timers": tuple(self._armed.values()),
            "unsubscribed": tuple(self._unsubscribed),
            "subscriptions": tuple(self.subscriptions),
            "withdrawn_jobs": tuple(self._withdrawn),
            "jobs": tuple(self._jobs),
            "closed_deadlines": tuple(self.closed_deadlines),
            "deadlines": tuple(self.deadlines),
        }

    def set_deadline(
        self,
        deadline: changes.DeadlineSet,
        *,
        token: int,
        element: int,
        task_id: int | None = None,
        timer_id: int | None = None,
    ) -> None:
        """A legal term begins to run."""
        self.deadlines.append(
            step.DeadlineRow(
                id=self.setting.ids.new(),
                task_id=task_id,
                timer_id=timer_id,
                token=token,
                element=element,
                title=deadline.title,
                start_on=deadline.start.isoformat(),
                unit=deadline.unit,
                length=deadline.length,
                due_on=deadline.due.isoformat(),
                due_at=micros(deadline.fires_at),
                source=deadline.source,
                effect=deadline.effect,
                owner=deadline.owner,
                fires=deadline.fires,
                month_end=deadline.month_end,
                opened_at=self.setting.at,
                look_at=micros(deadline.near_at),
            )
        )
        self.ledger.add(
            EventKind.DEADLINE_SET,
            element=element,
            task_id=task_id,
            data={
                "title": deadline.title,
                "start": deadline.start,
                "length": deadline.length,
                "unit": deadline.unit,
                "due": deadline.due,
                "source": deadline.source,
            },
        )

    def close_deadline(self, token: int, element: int, *, met: bool, expired: bool = False) -> None:
        """The term of a token ends, where its element has one."""
        if self.setting.definition.program.elements[element].deadline is None:
            return
        state, kind = DeadlineState.CANCELLED, EventKind.DEADLINE_WITHDRAWN
        if expired:
            state, kind = DeadlineState.EXPIRED, EventKind.DEADLINE_EXPIRED
        elif met:
            state, kind = DeadlineState.MET, EventKind.DEADLINE_MET
        self.closed_deadlines.append(step.ClosedDeadline(token, state, self.setting.at))
        self.ledger.add(kind, element=element)
        if expired:
            self._tell_decided(element)

    def _tell_decided(self, element: int) -> None:
        """Silence is an act: the law has decided because nobody did (LPAG, art. 199)."""
        rule = self.setting.definition.program.elements[element].deadline
        if rule is not None and rule.effect in DECIDING:
            told = {"title": rule.title, "effect": rule.effect, "source": rule.source}
            self.ledger.add(EventKind.LAW_DECIDED, element=element, data=told)

    def _arm(self, change: changes.TimerArmed) -> None:
        timer_id = self.setting.ids.new()
        place = (change.token, change.which)
        self._armed.pop(place, None)
        self._armed[place] = step.TimerRow(
            timer_id, change.token, change.element, micros(change.due), change.which
        )
        if change.deadline is not None:
            self.set_deadline(
                change.deadline, token=change.token, element=change.element, timer_id=timer_id
            )

    def _disarm(self, change: changes.TimerDisarmed) -> None:
        if self._armed.pop((change.token, change.which), None) is None:
            self._disarmed.append(step.EndedWait(change.token, change.which))
        if change.fired:
            self.ledger.add(EventKind.TIMER_FIRED, element=change.element)
        self.close_deadline(change.token, change.element, met=False, expired=change.fired)

    def _await(
        self, change: changes.MessageAwaited | changes.SignalAwaited, kind: str, key: str
    ) -> None:
        self.subscriptions.append(
            step.SubscriptionRow(
                id=self.setting.ids.new(),
                token=change.token,
                element=change.element,
                name=change.name,
                correlation_key=key,
                which=change.which,
                kind=kind,
            )
        )

    def _drop(
        self, change: changes.MessageDropped | changes.SignalDropped, received: EventKind
    ) -> None:
        over = step.EndedWait(change.token, change.which)
        waiting = [row for row in self.subscriptions if (row.token, row.which) != astuple(over)]
        if len(waiting) == len(self.subscriptions):
            self._unsubscribed.append(over)
        self.subscriptions = waiting
        if change.received:
            self.ledger.add(received, element=change.element)

    def _send(
        self,
        change: changes.MessageThrown | changes.SignalThrown,
        kind: str,
        headers: dict[str, str],
    ) -> None:
        payload = dumps({"headers": headers, "payload": dict(change.payload)})
        self._add_job(None, change.element, kind, payload, SENDING_ATTEMPTS)

    def _request(self, change: changes.JobRequested) -> None:
        payload = {"headers": dict(change.headers), "payload": dict(change.payload)}
        self._add_job(change.token, change.element, change.kind, dumps(payload), change.retries)

    def _add_job(
        self, token: int | None, element: int, kind: str, payload: str, attempts: int
    ) -> None:
        most = self.setting.job_characters
        if len(payload) > most:
            drawn = self.setting.definition.program.elements[element].id
            raise StepFailed(
                drawn,
                phrase(
                    N_(
                        "El trabajo llevaría %(size)s caracteres de datos y el límite es %(most)s: "
                        "elija con entradas (ioMapping) solo lo que hace falta afuera."
                    ),
                    size=len(payload),
                    most=most,
                ),
            )
        job_id = self.setting.ids.new()
        self._jobs.append(
            step.JobRow(
                id=job_id,
                token=token,
                element=element,
                kind=kind,
                payload=payload,
                run_at=self.setting.at,
                max_attempts=max(1, attempts),
                idempotency_key=f"{self.setting.instance_id}:{job_id}",
            )
        )
