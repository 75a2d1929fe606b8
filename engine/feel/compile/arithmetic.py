"""Closures of + - * / ** and of the minus sign, with a short way for numbers."""

from decimal import Decimal

from engine.feel.arithmetic import combine, negate
from engine.feel.compile.core import Code, Source, compile_node, compiles, constant
from engine.feel.errors import Refused
from engine.feel.nodes import Arithmetic, Literal, Negation, Node
from engine.feel.numbers import ADD, DIVIDE, MULTIPLY, SUBTRACT
from engine.feel.run import Run
from engine.feel.values import Scope, Value, kind

_FAST = {"+": ADD, "-": SUBTRACT, "*": MULTIPLY, "/": DIVIDE}

_POWER_COST = 150


@compiles(Negation)
def negation(node: Negation, source: Source) -> Code:
    """-value; a negative number is a literal too."""
    if isinstance(node.operand, Literal) and isinstance(node.operand.value, Decimal):
        return constant(negate(node.operand.value))
    operand = compile_node(node.operand, source)

    def negation_code(scope: Scope, run: Run) -> Value:
        value = operand(scope, run)
        try:
            return negate(value)
        except Refused as refused:
            run.warn(source.text, node.at, str(refused))
            return None

    return negation_code


@compiles(Arithmetic)
def arithmetic(node: Arithmetic, source: Source) -> Code:
    """One operation, or a chain of them from the left."""
    if len(node.rest) == 1:
        only = node.rest[0]
        return _pair(only.operator, only.at, node.first, only.operand, source)
    return _chain(node, source)


def _pair(operator: str, at: int, left: Node, right: Node, source: Source) -> Code:
    first, second, fast = (
        compile_node(left, source),
        compile_node(right, source),
        _FAST.get(operator),
    )

    if fast is None:
        return _power(first, second, source, at)

    def pair_code(scope: Scope, run: Run) -> Value:
        a, b = first(scope, run), second(scope, run)
        if a.__class__ is Decimal and b.__class__ is Decimal:
            try:
                return fast(a, b)
            except ArithmeticError:
                pass
        return _slow(operator, a, b, run, source, at)

    return pair_code


def _power(first: Code, second: Code, source: Source, at: int) -> Code:
    """Powers cost far more than the other operations, and pay for it."""

    def power_code(scope: Scope, run: Run) -> Value:
        run.spend(_POWER_COST)
        return _slow("**", first(scope, run), second(scope, run), run, source, at)

    return power_code


def _chain(node: Arithmetic, source: Source) -> Code:
    first = compile_node(node.first, source)
    rest = [
        (part.operator, _FAST.get(part.operator), compile_node(part.operand, source), part.at)
        for part in node.rest
    ]

    def chain_code(scope: Scope, run: Run) -> Value:
        value = first(scope, run)
        for operator, fast, operand, at in rest:
            other = operand(scope, run)
            if fast is None:
                run.spend(_POWER_COST)
            elif value.__class__ is Decimal and other.__class__ is Decimal:
                try:
                    value = fast(value, other)
                    continue
                except ArithmeticError:
                    pass
            value = _slow(operator, value, other, run, source, at)
        return value

    return chain_code


def _slow(operator: str, a: Value, b: Value, run: Run, source: Source, at: int) -> Value:
    """Everything but two ordinary numbers; what cannot be is null with its reason."""
    both_text = a.__class__ is str and b.__class__ is str
    run.spend(3 + ((len(a) + len(b)) >> 6) if both_text else 25)
    try:
        return combine(operator, a, b)
    except Refused as refused:
        reason = str(refused)
    except ArithmeticError:
        reason = f"{_shown(a)} {operator} {_shown(b)} has no result"
    run.warn(source.text, at, reason)
    return None


def _shown(value: Value) -> str:
    return str(value)[:40] if isinstance(value, Decimal) else kind(value)
