"""Types of calls: how many arguments, of which kinds, and what the built-in functions give."""

from collections.abc import Mapping, Sequence

from engine.feel.builtins import SIGNATURES
from engine.feel.builtins.registry import Parameter, Signature
from engine.feel.inference.core import Known, Mismatch, Tell, infer, infers, is_unknown
from engine.feel.inference.fitting import joined, never
from engine.feel.inference.logic import no_condition
from engine.feel.inference.results import LIKE_ITS_ITEMS, LIKE_ITS_LIST, RESULTS
from engine.feel.nodes import Call, Name, NamedCall, Node
from engine.feel.types import ANY, FunctionType, ListType, Type
from engine.sentences import N_, phrase


@infers(Call)
def call(node: Call, known: Known, tell: Tell) -> Type:
    """What the function gives for arguments in order."""
    arguments = [infer(argument, known, tell) for argument in node.arguments]
    name = _builtin(node.function, known)
    if name:
        fits = any(_fits(signature, arguments) for signature in SIGNATURES[name])
        return (
            _given(name, arguments, node, tell) if fits else _refused(name, arguments, node, tell)
        )
    return _called(node, arguments, known, tell)


@infers(NamedCall)
def named_call(node: NamedCall, known: Known, tell: Tell) -> Type:
    """What the function gives for arguments by name."""
    arguments = {name: infer(argument, known, tell) for name, argument in node.arguments}
    name = _builtin(node.function, known)
    if not name:
        function = infer(node.function, known, tell)
        return function.result if isinstance(function, FunctionType) else ANY
    fits = any(_fits_names(signature, arguments) for signature in SIGNATURES[name])
    types = list(arguments.values())
    return _given(name, types, node, tell) if fits else _refused(name, types, node, tell)


def _builtin(function: Node, known: Known) -> str:
    """The built-in function that a call surely means; empty for any other."""
    if not isinstance(function, Name) or function.name not in SIGNATURES or known.opaque:
        return ""
    hidden = known.of(function.name)
    return "" if hidden is not None and hidden.name in ("Any", "function") else function.name


def _called(node: Call, arguments: list[Type], known: Known, tell: Tell) -> Type:
    """A function of the model or of the host."""
    function = infer(node.function, known, tell)
    if isinstance(function, FunctionType):
        wanted = function.parameters
        if len(wanted) != len(arguments):
            _miscounted(node, len(wanted), len(arguments), tell)
        elif any(never(given, asked) for given, asked in zip(arguments, wanted, strict=True)):
            _unfit(node, arguments, tell)
        return function.result
    if not isinstance(node.function, Name) or function.name == "function":
        return ANY
    if not is_unknown(function):
        message = f"{node.function.name} is a {function.name}, which cannot be called"
        said = phrase(
            N_("«%(name)s» es %(type)s y no se puede llamar"),
            name=node.function.name,
            type=function.name,
        )
        tell(Mismatch(node.function.at, message, said))
        return ANY
    count = None if known.opaque else known.functions.get(node.function.name)
    if count is not None and known.of(node.function.name) is None and count != len(arguments):
        _miscounted(node, count, len(arguments), tell)
    return ANY


def _miscounted(node: Call, wanted: int, got: int, tell: Tell) -> None:
    message = f"expected {wanted} arguments, but got {got}"
    said = phrase(N_("se esperaban %(wanted)s datos y hay %(got)s"), wanted=wanted, got=got)
    tell(Mismatch(node.function.at, message, said))


def _unfit(node: Call, arguments: Sequence[Type], tell: Tell) -> None:
    got = ", ".join(each.name for each in arguments)
    message = f"the function cannot be called with {got}"
    tell(Mismatch(node.function.at, message, phrase(N_("la función no acepta %(got)s"), got=got)))


def _refused(name: str, arguments: Sequence[Type], node: Call | NamedCall, tell: Tell) -> Type:
    ways = " or ".join(signature.text for signature in SIGNATURES[name])
    got = ", ".join(each.name for each in arguments) or "nothing"
    said = phrase(
        N_("%(name)s: se esperaba %(ways)s, pero hay %(got)s"),
        name=name, ways=ways, got=got if arguments else phrase(N_("nada")),
    )  # fmt: skip
    tell(Mismatch(node.function.at, f"{name}: expected {ways}, but got {got}", said))
    return ANY


def _fits(signature: Signature, arguments: list[Type]) -> bool:
    parameters = signature.parameters
    if signature.spread and len(arguments) > 1:
        return True
    if parameters and parameters[-1].rest:
        fixed = parameters[:-1]
        return len(arguments) > len(fixed) - 1 + (not fixed) and all(map(_takes, fixed, arguments))
    required = sum(not parameter.optional for parameter in parameters)
    if not required <= len(arguments) <= len(parameters):
        return False
    return all(map(_takes, parameters, arguments))


def _fits_names(signature: Signature, arguments: Mapping[str, Type]) -> bool:
    parameters = {parameter.name: parameter for parameter in signature.parameters}
    return set(arguments) <= set(parameters) and all(
        parameter.nullable if name not in arguments else _takes(parameter, arguments[name])
        for name, parameter in parameters.items()
    )


def _takes(parameter: Parameter, given: Type) -> bool:
    """Whether some value of the type is an argument of the parameter."""
    kinds = parameter.kinds
    if is_unknown(given) or "any" in kinds or "list" in kinds or given.name in kinds:
        return given.name != "null" or parameter.nullable
    if isinstance(given, ListType):
        return _takes(parameter, given.of)
    return given.name == "date" and "date and time" in kinds


def _given(name: str, arguments: Sequence[Type], node: Call | NamedCall, tell: Tell) -> Type:
    """What a built-in function gives."""
    if name == "not" and not is_unknown(arguments[0]) and arguments[0].name != "boolean":
        tell(no_condition(arguments[0], node.function.at))
    if name in LIKE_ITS_LIST and isinstance(arguments[0], ListType):
        return arguments[0]
    if name in LIKE_ITS_ITEMS:
        items = [each.of if isinstance(each, ListType) else each for each in arguments]
        return joined(items)
    return RESULTS.get(name, ANY)
