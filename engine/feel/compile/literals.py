"""Closures of literals, names, lists, contexts, ranges and functions."""

from engine.feel.compile.core import Code, Source, compile_node, compiles, constant
from engine.feel.equality import order
from engine.feel.nodes import (
    ContextLiteral,
    FunctionLiteral,
    ListLiteral,
    Literal,
    Name,
    RangeLiteral,
    UnaryRange,
)
from engine.feel.run import Run
from engine.feel.types import coerce
from engine.feel.values import Function, Range, Scope, Value, kind
from engine.feel.walk import weigh

_MISSING = object()
_CLOSURE = 8


@compiles(Literal)
def literal(node: Literal, _source: Source) -> Code:
    """The value itself."""
    return constant(node.value)


@compiles(Name)
def name(node: Name, source: Source) -> Code:
    """A variable; else a function by that name; else null with a warning."""
    wanted, builtin = node.name, source.builtins.get(node.name)

    def name_code(scope: Scope, run: Run) -> Value:
        value = scope.get(wanted, _MISSING)
        if value is not _MISSING:
            return value
        if builtin is not None:
            return builtin
        found = host_function(wanted, run)
        if found is None:
            run.warn(source.text, node.at, f"there is no {wanted}")
        return found

    return name_code


def host_function(name: str, run: Run) -> Function | None:
    """A function that the host registered, as a value."""
    from engine.feel.host_calls import as_function

    found = run.host.functions.get(name)
    return as_function(found) if found else None


@compiles(ListLiteral)
def list_literal(node: ListLiteral, source: Source) -> Code:
    """A new list at every evaluation."""
    items = [compile_node(item, source) for item in node.items]

    def list_code(scope: Scope, run: Run) -> Value:
        run.spend(2)
        return [item(scope, run) for item in items]

    return list_code


@compiles(ContextLiteral)
def context_literal(node: ContextLiteral, source: Source) -> Code:
    """A new context; later entries see earlier ones, functions see all."""
    entries = [(key, compile_node(value, source)) for key, value in node.entries]
    keys = [key for key, _ in entries]
    if len(set(keys)) < len(keys):
        return _refusal(source, node.at, "the context has the same key twice")

    size = 2 + len(keys)

    def context_code(scope: Scope, run: Run) -> Value:
        run.spend(size + (len(scope) >> 3))
        local, result = dict(scope), {}
        for key, value in entries:
            result[key] = local[key] = value(local, run)
        return result

    return context_code


def _refusal(source: Source, at: int, reason: str) -> Code:
    def refusal_code(_scope: Scope, run: Run) -> Value:
        run.warn(source.text, at, reason)

    return refusal_code


@compiles(RangeLiteral)
def range_literal(node: RangeLiteral, source: Source) -> Code:
    """An interval between two values that can be ordered."""
    low, high = compile_node(node.low, source), compile_node(node.high, source)

    def range_code(scope: Scope, run: Run) -> Value:
        run.spend(_CLOSURE)
        start, end = low(scope, run), high(scope, run)
        both = start is not None and end is not None
        if both and order(start, end) is None:
            reason = f"a range cannot reach from {kind(start)} to {kind(end)}"
            run.warn(source.text, node.at, reason)
            return None
        return Range(start, end, node.low_closed, node.high_closed)

    return range_code


@compiles(UnaryRange)
def unary_range(node: UnaryRange, source: Source) -> Code:
    """(> 10) and its kin as values."""
    operand = compile_node(node.operand, source)
    operator = node.operator

    def unary_range_code(scope: Scope, run: Run) -> Value:
        value = operand(scope, run)
        if operator in ("=", "!="):
            return Range(value, value, True, True, operator)
        if operator in ("<", "<="):
            return Range(None, value, False, operator == "<=", operator)
        return Range(value, None, operator == ">=", False, operator)

    return unary_range_code


def external_function(body: Value, names: tuple[str, ...], run: Run) -> Function | None:
    """The function that the host registered under `class.signature`; nothing else is run."""
    java = body.get("java") if isinstance(body, dict) else None
    if not isinstance(java, dict):
        java = body if isinstance(body, dict) else {}
    name = f"{java.get('class')}.{java.get('method signature')}".replace(" ", "")
    found = host_function(name, run)
    if found is None:
        run.warn("", 0, f"the external function {name} is not registered")
        return None
    return Function(name, names, found.call)


@compiles(FunctionLiteral)
def function_literal(node: FunctionLiteral, source: Source) -> Code:
    """A function that remembers where it was made."""
    body, weight = compile_node(node.body, source), weigh(node.body)
    names = tuple(name for name, _ in node.parameters)
    if node.external:
        return lambda scope, run: external_function(body(scope, run), names, run)
    types = tuple(type_ for _, type_ in node.parameters)

    def function_code(scope: Scope, run: Run) -> Value:
        run.spend(_CLOSURE)

        def call(arguments: list[Value], running: Run) -> Value:
            local = dict(scope)
            for name, type_, argument in zip(names, types, arguments, strict=True):
                fits, value = coerce(argument, type_) if type_ else (True, argument)
                if not fits:
                    reason = f"{name} cannot be a {kind(argument)}"
                    running.warn(source.text, node.at, reason)
                    return None
                local[name] = value
            running.spend(weight + (len(scope) >> 3))
            return body(local, running)

        return Function("function", names, call, types)

    return function_code
