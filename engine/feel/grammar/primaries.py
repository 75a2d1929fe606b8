"""The parts that expressions are made of: literals, names, lists, ranges, contexts, functions."""

from engine.feel.grammar.types import Types
from engine.feel.literals import at_literal
from engine.feel.names import RESERVED, canonical, plain_run
from engine.feel.nodes import (
    ContextLiteral,
    FunctionLiteral,
    ListLiteral,
    Literal,
    Name,
    Node,
    RangeLiteral,
    UnaryRange,
)
from engine.feel.numbers import parse_number
from engine.feel.tokens import Token, unescape
from engine.feel.types import Type

_CONSTANTS = {"true": True, "false": False, "null": None}
_COMPARISONS = frozenset(["<", "<=", ">", ">=", "=", "!="])
_KEY_SIGNS = frozenset([".", "-", "+", "*", "**", "/", "'", "’"])


class Primaries(Types):
    """Parsing of the atoms, and of everything that brackets enclose."""

    def literal(self, token: Token) -> Node | None:
        """A number, a string, a constant or an @-literal, if one comes next."""
        if token.kind == "number":
            return Literal(self.advance().start, self._number(token))
        if token.kind == "string":
            return Literal(self.advance().start, unescape(token.text))
        if token.text in _CONSTANTS:
            return Literal(self.advance().start, _CONSTANTS[token.text])
        return self._at_literal() if token.text == "@" else None

    def _number(self, token: Token) -> object:
        try:
            return parse_number(token.text)
        except ArithmeticError:
            self.index -= 1
            self.complain("a number of a size that can be kept")

    def _at_literal(self) -> Node:
        start = self.advance().start
        if self.token.kind != "string":
            self.complain("a date, time or duration in quotes after @")
        value = at_literal(unescape(self.token.text))
        if value is None:
            self.complain("a date, time or duration in quotes after @")
        self.advance()
        return Literal(start, value)

    def name(self) -> Node:
        """A name, as long as it can be."""
        at = self.token.start
        count, name = self.name_run()
        if not count:
            self.complain("a value")
        self.index += count
        return Name(at, name)

    def name_run(self) -> tuple[int, str]:
        """How many tokens the name takes that begins here, and its spelling."""
        known = self.known.longest(self.tokens, self.index)
        run = plain_run(self.tokens, self.index)
        return known if known[0] >= run[0] else run

    def member_name(self) -> str:
        """The name after a dot; there even a reserved word is a name."""
        count, name = self.name_run()
        if not count and self.token.kind == "word":
            count, name = 1, self.token.text
        if not count:
            self.complain("a name after the dot")
        self.index += count
        return name

    def parenthesis(self) -> Node:
        """(expression), (low..high), or a comparison as a value such as (> 10)."""
        at = self.expect("(").start
        if self.token.text in _COMPARISONS:
            node: Node = self.unary_range()
            self.expect(")")
            return node
        inner = self.expression()
        if self.token.text == "..":
            return self.range_end(at, inner, low_closed=False)
        self.expect(")")
        return inner

    def unary_range(self) -> UnaryRange:
        """A comparison without its left side."""
        operator = self.advance()
        return UnaryRange(operator.start, operator.text, self.endpoint())

    def square(self) -> Node:
        """[a, b, c] or [low..high]."""
        at = self.expect("[").start
        if self.accept("]"):
            return ListLiteral(at, ())
        items = [self.list_item()]
        if self.token.text == "..":
            return self.range_end(at, items[0], low_closed=True)
        while self.accept(","):
            items.append(self.list_item())
        self.expect("]")
        return ListLiteral(at, tuple(items))

    def list_item(self) -> Node:
        """An expression, or a comparison without its left side."""
        return self.unary_range() if self.token.text in _COMPARISONS else self.expression()

    def open_range(self) -> Node:
        """]low..high] and its kin."""
        at = self.expect("]").start
        low = self.expression()
        return self.range_end(at, low, low_closed=False)

    def range_end(self, at: int, low: Node, *, low_closed: bool) -> Node:
        """..high and the closing bracket."""
        self.expect("..")
        high = self.endpoint()
        if self.token.text not in ("]", ")", "["):
            self.complain("the end of the range: ] or )")
        return RangeLiteral(at, low, high, low_closed, self.advance().text == "]")

    def endpoint(self) -> Node:
        """The upper end of a range, where [ closes the range instead of opening a filter."""
        raise NotImplementedError

    def context(self) -> Node:
        """{key: value, ...}"""
        at = self.expect("{").start
        entries: list[tuple[str, Node]] = []
        while not self.accept("}"):
            if entries:
                self.expect(",")
            key = self.context_key()
            self.expect(":")
            self.known.add(key)
            entries.append((key, self.expression()))
        return ContextLiteral(at, tuple(entries))

    def context_key(self) -> str:
        """A name or a string before the colon."""
        if self.token.kind == "string":
            return unescape(self.advance().text)
        first = self.token
        if first.kind != "word":
            self.complain("a key")
        while self.token.text != ":" and self._in_key():
            self.advance()
        return canonical(self.text[first.start : self.tokens[self.index - 1].end])

    def _in_key(self) -> bool:
        return self.token.kind in ("word", "number") or (self.token.text in _KEY_SIGNS)

    def function(self) -> Node:
        """function(a, b: type) body"""
        at = self.expect("function").start
        self.expect("(")
        parameters: list[tuple[str, Type | None]] = []
        while not self.accept(")"):
            if parameters:
                self.expect(",")
            parameters.append(self._parameter())
        external = self.accept("external")
        return FunctionLiteral(at, tuple(parameters), self.expression(), external)

    def _parameter(self) -> tuple[str, Type | None]:
        if self.token.text in RESERVED:
            self.complain("the name of a parameter")
        name = self.binding_name((",", ")", ":"))
        return name, self.type_() if self.accept(":") else None

    def binding_name(self, ends: tuple[str, ...]) -> str:
        """A name that is being introduced: everything until one of the ends."""
        first = self.token
        if first.kind != "word":
            self.complain("a name")
        while self.token.text not in ends and self.token.kind != "end":
            self.advance()
        name = canonical(self.text[first.start : self.tokens[self.index - 1].end])
        self.known.add(name)
        return name
