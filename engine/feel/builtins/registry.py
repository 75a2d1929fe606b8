"""The register of built-in functions: signatures as text, kinds checked before the call.

A signature reads `substring(string: string, start position: number, length?: number)`. `?` marks
an optional parameter, `|` joins kinds, `any` takes everything and null; `list...` also takes its
items as separate arguments, `*` after the kind takes all further arguments.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from engine.feel.errors import Refused
from engine.feel.run import Run
from engine.feel.types import midnight
from engine.feel.values import Function, Value, kind

Body = Callable[..., Value]
_B = TypeVar("_B", bound=Body)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its name and the kinds it takes."""

    name: str
    kinds: tuple[str, ...]
    optional: bool
    rest: bool

    @property
    def nullable(self) -> bool:
        """Whether null may be given, or the argument left out by name."""
        return self.optional or "any" in self.kinds or "null" in self.kinds


@dataclass(frozen=True, slots=True)
class Signature:
    """One way to call a function."""

    parameters: tuple[Parameter, ...]
    spread: bool
    body: Body
    text: str


_CALL = 10
SIGNATURES: dict[str, list[Signature]] = {}


def builtin(text: str) -> Callable[[_B], _B]:
    """Register a function under a signature; several signatures may share a name."""
    name, _, inside = text.rstrip(")").partition("(")

    def register(body: _B) -> _B:
        signature = Signature(_parameters(inside), "..." in inside, body, text)
        SIGNATURES.setdefault(name, []).append(signature)
        return body

    return register


def _parameters(inside: str) -> tuple[Parameter, ...]:
    return tuple(_parameter(part.strip()) for part in inside.split(",") if part.strip())


def _parameter(text: str) -> Parameter:
    name, _, kinds = text.replace("...", "").partition(":")
    rest = kinds.endswith("*")
    return Parameter(
        name.strip().rstrip("?"),
        tuple(kind.strip() for kind in kinds.rstrip("*").split("|")),
        name.strip().endswith("?"),
        rest,
    )


def functions() -> dict[str, Function]:
    """Every registered function as a value."""
    return {name: _function(name, signatures) for name, signatures in SIGNATURES.items()}


def _function(name: str, signatures: list[Signature]) -> Function:
    def call(values: list[Value], run: Run) -> Value:
        _pay(values, run)
        for signature in signatures:
            arguments = _fit(signature, values)
            if arguments is not None:
                return signature.body(run, *arguments)
        raise Refused(_expectation(signatures, values))

    def call_named(values: dict[str, Value], run: Run) -> Value:
        _pay(values.values(), run)
        for signature in signatures:
            arguments = _fit_names(signature, values)
            if arguments is not None:
                return signature.body(run, *arguments)
        raise Refused(_expectation(signatures, list(values.values())))

    parameters = tuple(parameter.name for parameter in signatures[0].parameters)
    return Function(name, parameters, call, call_named=call_named, variadic=True)


def _pay(values: Iterable[Value], run: Run) -> None:
    """Long texts and lists cost by their length, whatever the function does with them."""
    run.spend(_CALL)
    for value in values:
        if value.__class__ is str:
            run.spend(len(value) >> 6)
        elif value.__class__ is list:
            run.spend(len(value) >> 2)


def _expectation(signatures: list[Signature], values: list[Value]) -> str:
    ways = " or ".join(signature.text for signature in signatures)
    got = ", ".join(kind(value) for value in values) or "nothing"
    return f"expected {ways}, but got {got}"


def _fit(signature: Signature, values: list[Value]) -> list[Value] | None:
    """The arguments as the body takes them, or None when they do not fit."""
    if signature.spread and len(values) > 1:
        return [values]
    parameters = signature.parameters
    if parameters and parameters[-1].rest:
        fixed = len(parameters) - 1
        if len(values) < fixed:
            return None
        head = _fit_each(parameters[:-1], values[:fixed])
        return None if head is None else [*head, values[fixed:]]
    required = sum(not parameter.optional for parameter in parameters)
    if not required <= len(values) <= len(parameters):
        return None
    return _fit_each(parameters, values)


def _fit_each(parameters: tuple[Parameter, ...], values: list[Value]) -> list[Value] | None:
    arguments = []
    for parameter, value in zip(parameters, values, strict=False):
        fits, argument = _accept(parameter, value)
        if not fits:
            return None
        arguments.append(argument)
    return arguments


def _fit_names(signature: Signature, values: dict[str, Value]) -> list[Value] | None:
    parameters = {parameter.name: parameter for parameter in signature.parameters}
    if not set(values) <= set(parameters):
        return None
    arguments: list[Value] = []
    for name, parameter in parameters.items():
        if name not in values and not parameter.nullable:
            return None
        fits, argument = (
            _accept(parameter, values[name]) if name in values else (parameter.nullable, None)
        )
        if not fits:
            return None
        arguments.append(_as_rest(argument) if parameter.rest else argument)
    return arguments


def _as_rest(argument: Value) -> list[Value]:
    return argument if isinstance(argument, list) else [argument]


def _accept(parameter: Parameter, value: Value) -> tuple[bool, Value]:
    """Whether the parameter takes the value, and as what."""
    kinds = parameter.kinds
    if "any" in kinds or (value is None and parameter.nullable):
        return True, value
    if value is None:
        return False, None
    found = kind(value)
    if found in kinds:
        return True, value
    if "list" in kinds:
        return True, [value]
    if found == "list" and len(value) == 1 and kind(value[0]) in kinds:
        return True, value[0]
    if found == "date" and "date and time" in kinds:
        return True, midnight(value)
    return False, None
