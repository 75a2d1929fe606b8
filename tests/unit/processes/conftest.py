"""The purchase as shipped, decided and walked without a database, on a day that is set."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from engine import bpmn
from engine.bpmn.relocation.moving import move_tokens
from engine.bpmn.relocation.standing import standings
from engine.calendar import Calendar
from engine.calendar.feel_functions import Plans, functions, no_plan
from engine.definitions.compilation import Compiled, compile_bundle
from engine.dmn import Result, evaluate, parse_model
from engine.feel import Host
from engine.forms import validate
from engine.values import Value
from processes.registry import family, parameters_of

NOON_IN_LIMA = 17

Decide = Callable[..., Result]
_LAW = {
    country: tomllib.loads(parameters_of(country).decode())["parameters"]
    for country in ("PE", "CO")
}


def in_force(key: str, on: date, *, country: str = "PE") -> Decimal | str:
    """The value of a parameter of a country on a date, straight from its file; a key that names no
    country is that one's."""
    for one in _LAW[country]:
        named = one["key"] in (key, f"{country.lower()}.{key}")
        if named and one["valid_from"] <= on <= one.get("valid_to", date.max):
            return one["value"] if one["unit"] == "text" else Decimal(one["value"])
    raise LookupError(f"there is no {key} on {on}")


def host_on(today: date, country: str = "PE", plans: Plans = no_plan) -> Host:
    """What FEEL may call, on a day; `plans` gives the items of the plan of a year."""
    noon = datetime(today.year, today.month, today.day, NOON_IN_LIMA, tzinfo=UTC)
    law = partial(in_force, country=country)
    lent = functions(Calendar(country), law, plans=plans)
    return Host(lent, clock=lambda: noon)


@pytest.fixture(scope="session")
def decide() -> Decide:
    """Evaluates one decision of one file of the purchase, on a day."""
    files = family("procurement").bundle.ending(".dmn")
    models = {path.removesuffix(".dmn"): parse_model(body) for path, body in files.items()}

    def _decide(
        file: str, decision: str, inputs: Mapping[str, object], *, on: date = date(2026, 3, 9)
    ) -> Result:
        return evaluate(models[file], decision, inputs, host=host_on(on))

    return _decide


class Walk:
    """The purchase in the pure engine: no database, a day that is set, forms that are checked."""

    def __init__(
        self, compiled: Compiled, today: date, *, country: str = "PE", first: str = "necesidad"
    ) -> None:
        self._compiled = compiled
        self._country = country
        self._first = first
        self._snapshot = bpmn.Snapshot(b"", "")
        self.today = today
        self.plans: Plans = no_plan
        self.tasks: dict[int, bpmn.TaskOpened] = {}
        self.timers: dict[int, bpmn.TimerArmed] = {}
        self.ends: list[str] = []
        self.log: list[bpmn.Change] = []

    def start(self, **raw: object) -> None:
        """Open the case with its form."""
        values = self._checked(self._first, raw, {})
        self._take(bpmn.start(self._compiled.program, values, surroundings=self._surroundings()))

    def reopen(self, **brought: Value) -> None:
        """Begin with the message of a call that came to nothing; the two cases are joined."""
        program = self._compiled.program
        begun = bpmn.start(
            program,
            {},
            surroundings=self._surroundings(),
            start_event="inicio_reconvocatoria",
            payload=brought,
        )
        self._take(begun)
        (job,) = [one for one in self.log if isinstance(one, bpmn.JobRequested)]
        assert (job.kind, job.payload["number"]) == ("cauce:link", brought["reconvoca_a"])
        done: dict[str, Value] = {"linked": True}
        around = self._surroundings()
        self._take(bpmn.finish_job(program, self._snapshot, job.token, done, surroundings=around))

    def on(self, day: date) -> None:
        """Let time pass; every timer that is due by then fires at its own moment."""
        waiting = [one for one in self.timers.values() if self._day_of(one.due) <= day]
        for timer in sorted(waiting, key=lambda one: one.due):
            self.today = self._day_of(timer.due)
            around = self._surroundings()
            program = self._compiled.program
            self._take(bpmn.fire(program, self._snapshot, timer.token, surroundings=around))
        self.today = day

    def do(self, step: str, *, item: Any = 0, **raw: object) -> None:
        """Complete one open task of an element with what a person typed; `item`: of several that
        are open, the one of the delivery, or of the item of the call, with that number."""
        task = next(one for one in self.tasks.values() if self._is(one, step, item))
        program, around = self._compiled.program, self._surroundings()
        known = bpmn.data_of(program, self._snapshot, task.token)
        values = self._checked(task.form_key, raw, known)
        self._take(bpmn.complete(program, self._snapshot, task.token, values, surroundings=around))

    def open(
        self,
        step: str,
        into: str,
        form_key: str,
        envelopes: Sequence[Mapping[str, object]],
        *,
        known: Mapping[str, Any] | None = None,
    ) -> None:
        """Complete the opening of envelopes, with what each held when it was filed; `known` is what
        the step that took them knew."""
        held = [dict(self._checked(form_key, each, known or {})) for each in envelopes]
        task = next(one for one in self.tasks.values() if self._element(one) == step)
        program, around, values = self._compiled.program, self._surroundings(), {into: held}
        self._take(bpmn.complete(program, self._snapshot, task.token, values, surroundings=around))

    def move(self, to: str) -> None:
        """Take everything that waits to an element, by hand."""
        program, around = self._compiled.program, self._surroundings()
        chosen = [each.key for each in standings(program, self._snapshot)]
        self._take(move_tokens(program, self._snapshot, chosen, to, surroundings=around))

    def open_steps(self) -> list[str]:
        """The elements that wait for a person."""
        return sorted(self._element(one) for one in self.tasks.values())

    def due(self, title: str) -> date:
        """The last day of the open term with that title."""
        terms = [one.deadline for one in self.tasks.values()]
        terms += [one.deadline for one in self.timers.values()]
        return next(term.due for term in terms if term is not None and term.title == title)

    def data(self, step: str | None = None, *, item: int = 0) -> dict[str, object]:
        """What the case knows, or what one open step sees."""
        tokens = [token for token, one in self.tasks.items() if self._is(one, step, item)]
        token = tokens[0] if tokens else None
        return dict(bpmn.data_of(self._compiled.program, self._snapshot, token))

    def _is(self, task: bpmn.TaskOpened, step: str | None, item: int) -> bool:
        if self._element(task) != step:
            return False
        known = bpmn.data_of(self._compiled.program, self._snapshot, task.token)
        one = known.get("entrega") or known.get("lote")
        return not item or (isinstance(one, dict) and one["numero"] == item)

    def _checked(
        self, form_key: str | None, raw: Mapping[str, object], known: Mapping[str, object]
    ) -> Mapping[str, object]:
        form = self._compiled.forms[form_key or ""]
        host = host_on(self.today, self._country, self.plans)
        checked = validate(form, raw, known, host=host, attached=frozenset())
        assert checked.errors == (), [(one.key, one) for one in checked.errors]
        return checked.values

    def _take(self, outcome: bpmn.Outcome) -> None:
        self._snapshot = outcome.snapshot
        self.ends += outcome.end_events
        self.log += outcome.changes
        for change in outcome.changes:
            match change:
                case bpmn.TaskOpened():
                    self.tasks[change.token] = change
                case bpmn.TaskClosed():
                    self.tasks.pop(change.token)
                case bpmn.TimerArmed():
                    self.timers[change.token] = change
                case bpmn.TimerDisarmed():
                    self.timers.pop(change.token)

    def _element(self, task: bpmn.TaskOpened) -> str:
        return self._compiled.program.elements[task.element].id

    def _surroundings(self) -> bpmn.Surroundings:
        noon = datetime(self.today.year, self.today.month, self.today.day, NOON_IN_LIMA, tzinfo=UTC)
        host = host_on(self.today, self._country, self.plans)
        return bpmn.Surroundings(noon, self.today, Calendar(self._country), host)

    def _day_of(self, instant: datetime) -> date:
        return Calendar().local_day(instant)


@pytest.fixture
def walk() -> Callable[[date], Walk]:
    """A purchase that has not begun, on a day."""
    compiled = compile_bundle(family("procurement").bundle)
    return lambda today: Walk(compiled, today)
