"""The table from node types to their compilers, and what a compiler may know."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from engine.feel.nodes import Literal, Node
from engine.feel.run import Run
from engine.feel.values import Function, Scope, Value

Code: TypeAlias = Callable[[Scope, Run], Value]


@dataclass(frozen=True, slots=True)
class Source:
    """The text that is compiled, the names that may hide a built-in, and the built-ins."""

    text: str
    shadowing: frozenset[str]
    builtins: dict[str, Function]


Compiler: TypeAlias = Callable[[Any, Source], Code]
_TABLE: dict[type[Node], Compiler] = {}
_C = TypeVar("_C", bound=Compiler)


def compiles(kind: type[Node]) -> Callable[[_C], _C]:
    """Register the compiler of a node type."""

    def register(compiler: _C) -> _C:
        _TABLE[kind] = compiler
        return compiler

    return register


def compiled_kinds() -> tuple[type[Node], ...]:
    """Every construct that runs, by name."""
    return tuple(sorted(_TABLE, key=lambda kind: kind.__name__))


def compile_node(node: Node, source: Source) -> Code:
    """The closure of a node."""
    return _TABLE[type(node)](node, source)


def constant(value: Value) -> Code:
    """A closure that always gives the same value."""

    def constant_code(_scope: Scope, _run: Run) -> Value:
        return value

    return constant_code


def is_number(node: Node) -> bool:
    """Whether the node is a numeric literal."""
    return isinstance(node, Literal) and type(node.value).__name__ == "Decimal"
