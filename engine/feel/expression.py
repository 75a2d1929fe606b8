"""Compiled expressions: text in, an object that evaluates out. Cached by text.

Evaluating takes what the expression reads from a context of Python values, runs the closures and
gives Python values back. `run` serves callers that already hold FEEL values (decision models).
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from engine.feel.boundary import INWARD, inward, outward
from engine.feel.builtins import BUILTINS
from engine.feel.compile import Code, Source, compile_node
from engine.feel.compile.tests import Test, compile_tests
from engine.feel.errors import FeelLimitError, FeelSyntaxError, Warning
from engine.feel.grammar import parse_expression, parse_unary_tests
from engine.feel.host import NAMES_WITH_RESERVED_WORDS, NO_HOST, Host
from engine.feel.names import KnownNames
from engine.feel.nodes import Node
from engine.feel.run import Run, start
from engine.feel.types import Type
from engine.feel.values import Scope, Value
from engine.feel.walk import bound_names, free_names

_KNOWN = KnownNames([*(name for name in BUILTINS if " " in name), *NAMES_WITH_RESERVED_WORDS])
_TOO_DEEP = "The expression is nested too deeply."
_BUILTIN_NAMES = frozenset(BUILTINS)


class Expression:
    """A parsed and compiled FEEL text; immutable, safe to share between threads."""

    __slots__ = ("code", "names", "node", "reads", "test", "text")

    def __init__(
        self,
        text: str,
        node: Node,
        code: Code,
        test: Test | None = None,
        *,
        declared: frozenset[str] = frozenset(),
    ) -> None:
        self.text = text
        self.node = node
        self.code = code
        self.test = test
        self.names = free_names(node, builtin=_BUILTIN_NAMES - declared)
        self.reads = (*self.names, "?") if test else tuple(self.names)

    def evaluate(
        self,
        context: Mapping[str, Value],
        *,
        host: Host = NO_HOST,
        warnings: list[Warning] | None = None,
    ) -> Value:
        """The value in a context of Python values; FeelLimitError when it goes too far."""
        scope: Scope = {}
        for name in self.reads:
            if name in context:
                value = context[name]
                convert = INWARD.get(value.__class__)
                scope[name] = convert(value) if convert else inward(value)
        run = Run() if host is NO_HOST and warnings is None else start(host, warnings=warnings)
        try:
            found = self.code(scope, run)
        except RecursionError:
            raise FeelLimitError(_TOO_DEEP) from None
        return found if found is True or found is False else outward(found)

    def run(self, scope: Scope, run: Run) -> Value:
        """The value in a scope of FEEL values."""
        try:
            return self.code(scope, run)
        except RecursionError:
            raise FeelLimitError(_TOO_DEEP) from None

    def __repr__(self) -> str:
        return f"Expression({self.text!r})"


def compile_expression(
    text: str, *, names: Iterable[str] = (), types: Mapping[str, Type] | None = None
) -> Expression:
    """The expression of a text; `names` and `types` are what the surroundings declare.

    Raises FeelSyntaxError. Texts without declared names and types are cached.
    """
    if not names and not types:
        return _cached_expression(text)
    names = frozenset(names)
    node = parse_expression(text, known=_known(names), types=types or {})
    code = _compiled(node, _source(text, node, names))
    return Expression(text, node, code, declared=names)


def compile_unary_tests(
    text: str, *, names: Iterable[str] = (), types: Mapping[str, Type] | None = None
) -> Expression:
    """The tests of a decision table's cell, over the value `?`."""
    if not names and not types:
        return _cached_tests(text)
    return _tests(text, frozenset(names), types or {})


def _tests(text: str, names: frozenset[str], types: Mapping[str, Type]) -> Expression:
    node = parse_unary_tests(text, known=_known(names), types=types)
    source = _source(text, node, names)
    return Expression(
        text, node, _compiled(node, source), compile_tests(node, source), declared=names
    )


@lru_cache(maxsize=64)
def _known(names: frozenset[str]) -> KnownNames:
    """The declared names over the built-in ones; a model declares the same for all its texts."""
    return KnownNames(names, parent=_KNOWN)


@lru_cache(maxsize=4096)
def _cached_expression(text: str) -> Expression:
    node = parse_expression(text, known=_KNOWN, types={})
    return Expression(text, node, _compiled(node, _source(text, node, frozenset())))


@lru_cache(maxsize=4096)
def _cached_tests(text: str) -> Expression:
    return _tests(text, frozenset(), {})


def _compiled(node: Node, source: Source) -> Code:
    """The closure; a tree too deep for the interpreter is a syntax error, never a crash."""
    try:
        return compile_node(node, source)
    except RecursionError:
        raise FeelSyntaxError(
            source.text,
            offset=0,
            expected="a simpler expression",
            found="one that is nested too deeply",
        ) from None


def _source(text: str, node: Node, names: frozenset[str]) -> Source:
    return Source(text, names | bound_names(node), BUILTINS)
