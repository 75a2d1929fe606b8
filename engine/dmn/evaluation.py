"""Evaluates decisions: requirements first, each element once, every decision traced.

A decision service runs in an evaluation of its own, where its inputs are given. The trace holds
what an auditor asks: which decisions ran, on what, which rules matched, what came out and why.
A decision that is asked very often is settled: what follows from some inputs alone is found once.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.dmn.boxed.core import conformed
from engine.dmn.errors import UnknownDecision
from engine.dmn.graph import decisions_below
from engine.dmn.model import Decision, DrgElement, InputData, Knowledge, Model, Reference, Service
from engine.dmn.work import MatchedRule, Work
from engine.feel import NO_HOST, FeelLimitError, Host, Warning
from engine.feel.boundary import inward, outward
from engine.feel.compile.calls import call_with_names
from engine.feel.errors import Refused
from engine.feel.run import Run
from engine.feel.types import Type, coerce
from engine.feel.values import Function, Scope, Value


@dataclass(frozen=True, slots=True)
class Evaluated:
    """One decision that was evaluated: what it read, which rules held, what it gave.

    `undecided` are the cells whose test was null for what they were asked (a text against a
    number, a null against a limit): their rules did not hold.
    """

    id: str
    name: str
    inputs: Mapping[str, Value]
    rules: tuple[MatchedRule, ...]
    value: Value
    warnings: tuple[Warning, ...]
    undecided: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """The value of the decision asked for, and the trace in order of evaluation."""

    value: Value
    trace: tuple[Evaluated, ...]
    warnings: tuple[Warning, ...] = ()


def evaluate(
    model: Model, decision: str, inputs: Mapping[str, Value], *, host: Host = NO_HOST
) -> Result:
    """The decision (or decision service) by id or name, from inputs by name.

    Raises UnknownDecision; FeelLimitError when the logic goes too far. An input of an imported
    model may be given under `namespace#name` where the name alone is not unique.
    """
    found = model.decisions.get(decision) or model.services.get(decision)
    if found is None:
        raise UnknownDecision(decision)
    warnings: list[Warning] = []
    evaluation = _Evaluation(inputs, Work(host, warnings=warnings))
    try:
        value = evaluation.outcome(model, found)
    except RecursionError:
        raise FeelLimitError("The decision is nested too deeply.") from None
    return Result(outward(value), tuple(evaluation.trace), tuple(warnings))


def settle(
    model: Model, decision: str, inputs: Mapping[str, Value], *, host: Host = NO_HOST
) -> "Settled":
    """A decision with some of its inputs: what needs no others is evaluated now, once for all.
    Raises as `evaluate` does."""
    found = model.decisions.get(decision)
    if found is None:
        raise UnknownDecision(decision)
    warnings: list[Warning] = []
    evaluation = _Evaluation(inputs, Work(host, warnings=warnings))
    for each in decisions_below(model, found):
        if set(each.inputs) <= set(inputs):
            evaluation.value_of(model, each)
    known = dict(evaluation.known)
    return Settled(model, found, inputs, host, known, tuple(evaluation.trace), tuple(warnings))


@dataclass(frozen=True, slots=True)
class Settled:
    """A decision with some of its inputs. Asked with the others it gives what `evaluate` gives,
    but the trace does not repeat what each decision read."""

    model: Model
    decision: Decision
    inputs: Mapping[str, Value]
    host: Host
    known: Mapping[DrgElement, Value]
    trace: tuple[Evaluated, ...]
    warnings: tuple[Warning, ...]

    def evaluate(self, inputs: Mapping[str, Value]) -> Result:
        """The decision, with the inputs that were left open."""
        warnings = list(self.warnings)
        evaluation = _Evaluation(
            {**self.inputs, **inputs}, Work(self.host, warnings=warnings),
            given=dict(self.known), trace=list(self.trace), shows=False,
        )  # fmt: skip
        try:
            value = evaluation.value_of(self.model, self.decision)
        except RecursionError:
            raise FeelLimitError("The decision is nested too deeply.") from None
        return Result(outward(value), tuple(evaluation.trace), tuple(warnings))


def invoke(
    model: Model, knowledge: str, inputs: Mapping[str, Value], *, host: Host = NO_HOST
) -> Result:
    """A business knowledge model by id or name, called with arguments by name."""
    found = model.knowledge.get(knowledge)
    if found is None:
        raise UnknownDecision(knowledge)
    warnings: list[Warning] = []
    evaluation = _Evaluation(inputs, Work(host, warnings=warnings))
    arguments = {name: inward(value) for name, value in inputs.items()}
    value = evaluation.call(evaluation.value_of(model, found), arguments)
    return Result(outward(value), tuple(evaluation.trace), tuple(warnings))


class _Evaluation:
    """What is known so far; given values stand before computed ones."""

    def __init__(
        self,
        inputs: Mapping[str, Value],
        work: Work,
        *,
        given: dict[DrgElement, Value] | None = None,
        trace: list[Evaluated] | None = None,
        shows: bool = True,
    ) -> None:
        self.inputs = inputs
        self.work = work
        self.known: dict[DrgElement, Value] = given or {}
        self.trace: list[Evaluated] = trace if trace is not None else []
        self.shows = shows

    def outcome(self, model: Model, element: Decision | Service) -> Value:
        """The value of a decision; of a service, with its inputs taken by name."""
        if isinstance(element, Decision):
            return self.value_of(model, element)
        arguments = {}
        for reference in (*element.input_data, *element.input_decisions):
            found = model.find(reference)
            if found:
                arguments[found[1].name] = self._input(found[0], found[1])
        return self.call(self.value_of(model, element), arguments)

    def call(self, function: Value, arguments: dict[str, Value]) -> Value:
        """The result of a function; null with a warning when the arguments do not fit."""
        try:
            return call_with_names(function, arguments, self.work)
        except Refused as refused:
            self.work.warn("", 0, str(refused))
            return None

    def value_of(self, model: Model, element: DrgElement) -> Value:
        """The value of any element, computed once."""
        if element in self.known:
            return self.known[element]
        match element:
            case InputData():
                value = self._input(model, element)
            case Decision():
                value = self._decide(model, element)
            case Knowledge():
                return self._function(model, element)
            case Service():
                value = self._service(model, element)
        self.known[element] = value
        return value

    def _input(self, model: Model, element: DrgElement) -> Value:
        qualified = f"{model.namespace}#{element.name}"
        given = self.inputs.get(qualified, self.inputs.get(element.name))
        value = inward(given)
        type_ = element.type if isinstance(element, (InputData, Decision)) else None
        return conformed(value, type_, element.name, self.work)

    def _decide(self, model: Model, decision: Decision) -> Value:
        scope = self._scope(model, decision.requires)
        warnings = self.work.warnings if self.work.warnings is not None else []
        outer, self.work.rules, self.work.undecided = self.work.rules, [], []
        before = len(warnings)
        value = decision.code(scope, self.work)
        value = conformed(value, decision.type, decision.name, self.work)
        rules, self.work.rules = tuple(self.work.rules), outer
        undecided = tuple(self.work.undecided)
        self.trace.append(
            Evaluated(
                decision.id,
                decision.name,
                _shown(scope) if self.shows else {},
                rules,
                outward(value),
                tuple(warnings[before:]),
                undecided,
            )
        )
        return value

    def _scope(self, model: Model, requires: tuple[Reference, ...]) -> Scope:
        """The required elements by name; those of an import inside its context."""
        scope: Scope = {}
        for reference in requires:
            found = model.find(reference)
            if found is None:
                continue
            owner, element = found
            value = self.value_of(owner, element)
            prefix = model.prefix_of(owner)
            if prefix:
                scope[prefix] = {**scope.get(prefix, {}), element.name: value}
            else:
                scope[element.name] = value
        return scope

    def _function(self, model: Model, knowledge: Knowledge) -> Value:
        """The function of a knowledge model; known before it is made, so that it may recur."""
        scope: Scope = {}
        value = knowledge.code(scope, self.work)
        self.known[knowledge] = value
        scope.update(self._scope(model, knowledge.requires))
        scope[knowledge.name] = value
        return value

    def _service(self, model: Model, service: Service) -> Function:
        references = (*service.input_data, *service.input_decisions)
        found = [model.find(reference) for reference in references]
        elements = [pair[1] for pair in found if pair]
        types = tuple(_type_of(element) for element in elements)

        def call(arguments: list[Value], _run: Run) -> Value:
            given = dict(zip(elements, arguments, strict=True))
            for (element, value), type_ in zip(list(given.items()), types, strict=True):
                given[element] = _argument(value, type_, element.name)
            inner = _Evaluation(self.inputs, self.work, given=given, trace=self.trace)
            return inner.outputs(model, service)

        names = tuple(element.name for element in elements)
        return Function(service.name, names, call, types, service.type)

    def outputs(self, model: Model, service: Service) -> Value:
        """The only output's value, or a context of all outputs."""
        values = {}
        for reference in service.outputs:
            found = model.find(reference)
            if found:
                values[found[1].name] = self.value_of(*found)
        value = next(iter(values.values())) if len(values) == 1 else values
        return conformed(value, service.type, service.name, self.work)


def _type_of(element: DrgElement) -> Type | None:
    return element.type if isinstance(element, (InputData, Decision)) else None


def _argument(value: Value, type_: Type | None, name: str) -> Value:
    fits, found = coerce(value, type_) if type_ else (True, value)
    if not fits:
        raise Refused(f"{name} cannot be that value")
    return found


def _shown(scope: Scope) -> dict[str, Value]:
    """The scope as the trace keeps it: values only, no functions."""
    return {
        name: outward(value) for name, value in scope.items() if not isinstance(value, Function)
    }
