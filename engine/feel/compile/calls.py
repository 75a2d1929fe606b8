"""Closures of calls, positional and named, to whatever function the name or value gives."""

from engine.feel.compile.core import Code, Source, compile_node, compiles
from engine.feel.compile.literals import host_function
from engine.feel.errors import Refused
from engine.feel.nodes import Call, Name, NamedCall, Node
from engine.feel.run import Run
from engine.feel.values import Function, Scope, Value, kind


@compiles(Call)
def call(node: Call, source: Source) -> Code:
    """function(a, b)"""
    function = _callee(node.function, source)
    arguments = [compile_node(argument, source) for argument in node.arguments]

    def call_code(scope: Scope, run: Run) -> Value:
        found = function(scope, run)
        if found.__class__ is not Function:
            return _not_callable(found, node.function, run, source)
        values = [argument(scope, run) for argument in arguments]
        try:
            return call_positional(found, values, run)
        except (Refused, ArithmeticError) as refused:
            run.warn(source.text, node.function.at, _reason(found, refused))
            return None

    return call_code


@compiles(NamedCall)
def named_call(node: NamedCall, source: Source) -> Code:
    """function(name: a)"""
    function = _callee(node.function, source)
    arguments = [(name, compile_node(argument, source)) for name, argument in node.arguments]

    def named_call_code(scope: Scope, run: Run) -> Value:
        found = function(scope, run)
        if found.__class__ is not Function:
            return _not_callable(found, node.function, run, source)
        values = {name: argument(scope, run) for name, argument in arguments}
        try:
            return call_with_names(found, values, run)
        except (Refused, ArithmeticError) as refused:
            run.warn(source.text, node.function.at, _reason(found, refused))
            return None

    return named_call_code


def _callee(node: Node, source: Source) -> Code:
    """A built-in is known when compiling, unless a variable may hide it."""
    if isinstance(node, Name) and node.name not in source.shadowing:
        builtin = source.builtins.get(node.name)
        if builtin:
            return lambda _scope, _run: builtin
    if isinstance(node, Name):
        return _named_callee(node.name, source)
    return compile_node(node, source)


def _named_callee(name: str, source: Source) -> Code:
    """A function in scope; a variable that is none does not hide the function of its name."""
    builtin = source.builtins.get(name)

    def callee_code(scope: Scope, run: Run) -> Value:
        found = scope.get(name)
        if found.__class__ is Function:
            return found
        return builtin or host_function(name, run) or found

    return callee_code


def _not_callable(found: Value, node: Node, run: Run, source: Source) -> None:
    name = node.name if isinstance(node, Name) else "this"
    reason = f"there is no function {name}" if found is None else f"{name} is a {kind(found)}"
    run.warn(source.text, node.at, reason)


def _reason(function: Function, refused: Exception) -> str:
    said = str(refused) if isinstance(refused, Refused) else "the result is no number"
    return f"{function.name}: {said}"


def call_positional(function: Function, values: list[Value], run: Run) -> Value:
    """Call with arguments in order; Refused when their number does not fit."""
    count, wanted = len(values), len(function.parameters)
    if not function.variadic and not wanted - function.optional <= count <= wanted:
        raise Refused(f"expected {wanted} arguments, but got {count}")
    run.enter()
    result = function.call(values, run)
    run.leave()
    return result


def call_with_names(function: Function, values: dict[str, Value], run: Run) -> Value:
    """Call with named arguments; Refused when a name is unknown or missing."""
    run.enter()
    if function.call_named:
        result = function.call_named(values, run)
    else:
        if set(values) != set(function.parameters):
            raise Refused(f"expected the arguments {', '.join(function.parameters)}")
        result = function.call([values[name] for name in function.parameters], run)
    run.leave()
    return result
