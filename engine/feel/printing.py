"""Writes a syntax tree back as FEEL text that parses to the same tree.

Operands that are more than one piece get parentheses; nothing of the original layout is kept.
Used by the editor and by the tests.
"""

from collections.abc import Callable, Iterable
from typing import Any

from engine.feel import nodes as n
from engine.feel.types import ContextType, FunctionType, ListType, RangeType, Type
from engine.feel.values import Value, kind

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def printed(node: n.Node) -> str:
    """The text of a tree."""
    return _PRINTERS[type(node)](node)


def _inner(node: n.Node) -> str:
    text = printed(node)
    return text if isinstance(node, _ATOMS) else f"({text})"


def quoted(text: str) -> str:
    """A string literal that means the text."""
    return '"' + "".join(_ESCAPES.get(char, char) for char in text) + '"'


def _literal(node: n.Literal) -> str:
    return _constant(node.value)


def _constant(value: Value) -> str:
    if isinstance(value, str):
        return quoted(value)
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    return str(value) if kind(value) == "number" else f'@"{value}"'


def _call(node: n.Call) -> str:
    return f"{_inner(node.function)}({_joined(node.arguments)})"


def _named_call(node: n.NamedCall) -> str:
    arguments = ", ".join(f"{name}: {printed(value)}" for name, value in node.arguments)
    return f"{_inner(node.function)}({arguments})"


def _joined(parts: Iterable[n.Node]) -> str:
    return ", ".join(printed(part) for part in parts)


def _arithmetic(node: n.Arithmetic) -> str:
    rest = (f" {part.operator} {_inner(part.operand)}" for part in node.rest)
    return _inner(node.first) + "".join(rest)


def _iterator(node: n.Iterator) -> str:
    end = f"..{_inner(node.end)}" if node.end else ""
    return f"{node.name} in {_inner(node.domain)}{end}"


def _iterators(parts: Iterable[n.Iterator]) -> str:
    return ", ".join(_iterator(part) for part in parts)


def _quantified(node: n.Quantified) -> str:
    loops = _iterators(node.iterators)
    return f"{node.quantifier} {loops} satisfies {_inner(node.condition)}"


def _if(node: n.If) -> str:
    return f"if {_inner(node.condition)} then {_inner(node.yes)} else {_inner(node.no)}"


def _function(node: n.FunctionLiteral) -> str:
    parameters = ", ".join(
        f"{name}: {type_text(type_)}" if type_ else name for name, type_ in node.parameters
    )
    body = _inner(node.body)
    return f"function({parameters}) {'external ' if node.external else ''}{body}"


def _context(node: n.ContextLiteral) -> str:
    entries = ", ".join(f"{quoted(key)}: {printed(value)}" for key, value in node.entries)
    return "{" + entries + "}"


def _range(node: n.RangeLiteral) -> str:
    before, after = "[" if node.low_closed else "(", "]" if node.high_closed else ")"
    return f"{before}{_inner(node.low)}..{_inner(node.high)}{after}"


def _tests(node: n.UnaryTests) -> str:
    if not node.negated and len(node.tests) == 1 and _calls_not(node.tests[0]):
        return f"({printed(node.tests[0])})"
    text = ", ".join(map(_test, node.tests)) or "-"
    return f"not({text})" if node.negated else text


def _calls_not(node: n.Node) -> bool:
    """Whether a cell that is only this would read as `none of`."""
    return (
        isinstance(node, n.Call)
        and isinstance(node.function, n.Name)
        and (node.function.name == "not")
    )


def _test(node: n.Node) -> str:
    return _comparison(node) if isinstance(node, n.UnaryRange) else printed(node)


def _comparison(node: n.UnaryRange) -> str:
    return f"{node.operator} {_inner(node.operand)}"


def type_text(type_: Type) -> str:
    """A type as FEEL writes it."""
    match type_:
        case ListType(of=of) | RangeType(of=of):
            return f"{type_.name}<{type_text(of)}>"
        case ContextType(fields=fields) if fields:
            inner = ", ".join(f"{key}: {type_text(part)}" for key, part in fields)
            return f"context<{inner}>"
        case FunctionType(parameters=parameters, result=result):
            return f"function<{', '.join(map(type_text, parameters))}> -> {type_text(result)}"
    return "Null" if type_.name == "null" else type_.name


_ATOMS = (
    n.Literal, n.Name, n.ContextLiteral, n.ListLiteral, n.Call, n.NamedCall, n.Member, n.UnaryRange,
)  # fmt: skip
_PRINTERS: dict[type[n.Node], Callable[[Any], str]] = {
    n.Literal: _literal,
    n.Name: lambda node: node.name,
    n.Member: lambda node: f"{_inner(node.base)}.{node.name}",
    n.Filter: lambda node: f"{_inner(node.base)}[{printed(node.condition)}]",
    n.Call: _call,
    n.NamedCall: _named_call,
    n.Negation: lambda node: f"-{_inner(node.operand)}",
    n.Arithmetic: _arithmetic,
    n.Comparison: lambda node: f"{_inner(node.left)} {node.operator} {_inner(node.right)}",
    n.Logic: lambda node: f" {node.operator} ".join(map(_inner, node.operands)),
    n.Between: lambda node: (
        f"{_inner(node.value)} between {_inner(node.low)} and {_inner(node.high)}"
    ),
    n.In: lambda node: f"{_inner(node.value)} in ({', '.join(map(_test, node.tests))})",
    n.InstanceOf: lambda node: f"{_inner(node.value)} instance of {type_text(node.type)}",
    n.If: _if,
    n.For: lambda node: f"for {_iterators(node.iterators)} return {_inner(node.body)}",
    n.Quantified: _quantified,
    n.FunctionLiteral: _function,
    n.ContextLiteral: _context,
    n.ListLiteral: lambda node: f"[{_joined(node.items)}]",
    n.RangeLiteral: _range,
    n.UnaryRange: lambda node: f"({_comparison(node)})",
    n.UnaryTests: _tests,
}
