"""From FEEL text to its syntax tree: a hand-written parser by operator precedence.

Entry points: parse_expression and parse_unary_tests. The classes stack from the cursor upwards;
nothing here computes a value except literals.
"""

from collections.abc import Mapping

from engine.feel.grammar.expressions import Expressions
from engine.feel.names import KnownNames
from engine.feel.nodes import Node, UnaryTests
from engine.feel.types import Type


def parse_expression(text: str, *, known: KnownNames, types: Mapping[str, Type]) -> Node:
    """The tree of an expression; FeelSyntaxError when it is none."""
    parser = _parser(text, known, types)
    node = parser.expression()
    parser.expect_end()
    return node


def parse_unary_tests(text: str, *, known: KnownNames, types: Mapping[str, Type]) -> UnaryTests:
    """The tree of a decision table's cell; FeelSyntaxError when it is none."""
    parser = _parser(text, known, types)
    node = parser.unary_tests()
    parser.expect_end()
    return node


def _parser(text: str, known: KnownNames, types: Mapping[str, Type]) -> Expressions:
    return Expressions(text, known=KnownNames(parent=known), types=types)
