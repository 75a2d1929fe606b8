"""Expressions: operators by precedence, what follows a value (. [ ( ), and the long forms.

Loosest to tightest: or; and; comparisons, between, in; + -; * /; **; instance of; unary minus;
paths, filters, calls. Binary operators are left-associative.
"""

from engine.feel.grammar.primaries import _COMPARISONS, Primaries
from engine.feel.names import plain_run
from engine.feel.nodes import (
    Arithmetic,
    Between,
    Call,
    Comparison,
    Filter,
    For,
    If,
    In,
    InstanceOf,
    Iterator,
    Logic,
    Member,
    Name,
    NamedCall,
    Negation,
    Node,
    Operation,
    Quantified,
    UnaryRange,
    UnaryTests,
)

_OR, _AND, _COMPARE, _SUM, _PRODUCT, _POWER = 1, 2, 3, 4, 5, 6
_LEVELS = {
    "or": _OR, "and": _AND,
    "=": _COMPARE, "!=": _COMPARE, "<": _COMPARE, "<=": _COMPARE, ">": _COMPARE, ">=": _COMPARE,
    "between": _COMPARE, "in": _COMPARE,
    "+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "**": _POWER,
}  # fmt: skip


class Expressions(Primaries):
    """The whole grammar."""

    def expression(self) -> Node:
        self.deeper()
        outer, self.filters = self.filters, True
        node = self.operation(_OR)
        self.filters = outer
        self.depth -= 1
        return node

    def endpoint(self) -> Node:
        self.deeper()
        outer, self.filters = self.filters, False
        node = self.operation(_SUM)
        self.filters = outer
        self.depth -= 1
        return node

    def operation(self, least: int, left: Node | None = None) -> Node:
        """Operators of at least that precedence, applied from the left."""
        left, compared = left or self.unary(), 0
        while True:
            operator = self.token.text
            level = _LEVELS.get(operator, 0)
            if level < least or level == 0:
                return left
            if level >= _SUM:
                left = self._arithmetic(left, level)
            elif level == _COMPARE:
                compared += 1
                if compared > 20:
                    self.complain("and or or between comparisons")
                left = self._comparison(left, operator)
            else:
                left = self._logic(left, operator, level)

    def _arithmetic(self, first: Node, level: int) -> Node:
        rest = []
        while _LEVELS.get(self.token.text) == level:
            operator = self.advance()
            operand = self.operation(level + 1)
            rest.append(Operation(operator.start, operator.text, operand))
        return Arithmetic(first.at, first, tuple(rest))

    def _logic(self, first: Node, operator: str, level: int) -> Node:
        operands = [first]
        while self.accept(operator):
            operands.append(self.operation(level + 1))
        return Logic(first.at, operator, tuple(operands))

    def _comparison(self, left: Node, operator: str) -> Node:
        at = self.advance().start
        if operator == "between":
            low = self.operation(_SUM)
            self.expect("and")
            return Between(at, left, low, self.operation(_SUM))
        if operator == "in":
            return In(at, left, self._tests_after_in())
        return Comparison(at, operator, left, self.operation(_SUM))

    def _tests_after_in(self) -> tuple[Node, ...]:
        if self.token.text in _COMPARISONS:
            return (self.unary_range(),)
        if self.token.text != "(":
            return (self.operation(_SUM),)
        at = self.expect("(").start
        tests = self.positive_tests()
        if len(tests) > 1:
            self.expect(")")
            return tests
        if self.token.text == "..":
            whole = self.range_end(at, tests[0], low_closed=False)
        else:
            whole = tests[0]
            self.expect(")")
        return (self._going_on(whole, _SUM),)

    def _going_on(self, value: Node, least: int) -> Node:
        """What follows a value that is already read: members, calls, operators."""
        return self.operation(least, left=self._instance(self.postfix(value)))

    def positive_tests(self) -> tuple[Node, ...]:
        """Tests joined by commas."""
        tests = [self.list_item()]
        while self.accept(","):
            tests.append(self.list_item())
        return tuple(tests)

    def unary_tests(self) -> UnaryTests:
        """A cell: `-`, `not(tests)` or tests."""
        at = self.token.start
        if self.token.text == "-" and self.ahead() == "":
            self.advance()
            return UnaryTests(at, (), negated=False)
        if self.token.text == "not" and self.ahead() == "(" and not self._names_argument(2):
            return self._negated(at)
        return UnaryTests(at, self.positive_tests(), negated=False)

    def _negated(self, at: int) -> UnaryTests:
        """not(tests), or tests that begin with a call of the function `not`."""
        self.index += 2
        tests = self.positive_tests()
        self.expect(")")
        if self.token.kind == "end":
            return UnaryTests(at, tests, negated=True)
        if len(tests) > 1 or isinstance(tests[0], UnaryRange):
            self.complain("the end of the cell")
        first = self._going_on(Call(at, Name(at, "not"), tests), _OR)
        rest = self.positive_tests() if self.accept(",") else ()
        return UnaryTests(at, (first, *rest), negated=False)

    def unary(self) -> Node:
        """Minus signs, then a value with what follows it."""
        if self.token.text != "-":
            return self._instance(self.postfix())
        at = self.advance().start
        self.deeper()
        operand = self.unary()
        self.depth -= 1
        return Negation(at, operand)

    def _instance(self, value: Node) -> Node:
        if self.token.text == "instance" and self.ahead() == "of":
            at = self.token.start
            self.index += 2
            value = InstanceOf(at, value, self.type_())
        return value

    def postfix(self, node: Node | None = None) -> Node:
        """A value, then members, filters and calls."""
        node, length = node or self.primary(), 0
        while True:
            text, at = self.token.text, self.token.start
            if text == ".":
                self.advance()
                node = Member(at, node, self.member_name())
            elif text == "[" and self.filters:
                node = self._filter(node, at)
            elif text == "(":
                node = self._call(node, at)
            else:
                return node
            length += 1
            if length > 100:
                self.complain("a shorter path")

    def _filter(self, base: Node, at: int) -> Node:
        self.expect("[")
        condition = self.expression()
        self.expect("]")
        return Filter(at, base, condition)

    def _call(self, function: Node, at: int) -> Node:
        self.expect("(")
        if self.accept(")"):
            return Call(at, function, ())
        if self._names_argument():
            return self._named_call(function, at)
        arguments = [self.expression()]
        while self.accept(","):
            arguments.append(self.expression())
        self.expect(")")
        return Call(at, function, tuple(arguments))

    def _names_argument(self, ahead: int = 0) -> bool:
        """Whether words and a colon come next, or so many tokens ahead."""
        first = index = self.index + ahead
        while self.tokens[index].kind in ("word", "number"):
            index += 1
        return index > first and self.tokens[index].text == ":"

    def _named_call(self, function: Node, at: int) -> Node:
        arguments: list[tuple[str, Node]] = []
        while True:
            name = self.binding_name((":", ",", ")"))
            self.expect(":")
            arguments.append((name, self.expression()))
            if not self.accept(","):
                break
        self.expect(")")
        return NamedCall(at, function, tuple(arguments))

    def primary(self) -> Node:
        """A value that stands by itself."""
        token = self.token
        if token.kind == "word":
            return self._worded(token.text)
        literal = self.literal(token)
        if literal:
            return literal
        match token.text:
            case "(":
                return self.parenthesis()
            case "[":
                return self.square()
            case "]":
                return self.open_range()
            case "{":
                return self.context()
        return self.complain("a value")

    def _worded(self, word: str) -> Node:
        if self.known.longest(self.tokens, self.index)[0] > 1:
            return self.name()
        match word:
            case "true" | "false" | "null":
                return self.literal(self.token) or self.name()
            case "if":
                return self._if()
            case "for":
                return self._for()
            case "some" | "every":
                return self._quantified(word)
            case "function" if self.ahead() == "(":
                return self.function()
            case "?":
                return Name(self.advance().start, "?")
        return self.name()

    def _if(self) -> Node:
        at = self.expect("if").start
        condition = self.expression()
        self.expect("then")
        yes = self.expression()
        self.expect("else")
        return If(at, condition, yes, self.expression())

    def _for(self) -> Node:
        at = self.expect("for").start
        iterators = self._iterators()
        self.expect("return")
        return For(at, iterators, self.expression())

    def _quantified(self, word: str) -> Node:
        if plain_run(self.tokens, self.index + 1)[0] == 0:
            return self.name()
        at = self.advance().start
        iterators = self._iterators()
        self.expect("satisfies")
        return Quantified(at, word, iterators, self.expression())

    def _iterators(self) -> tuple[Iterator, ...]:
        found = [self._iterator()]
        while self.accept(","):
            found.append(self._iterator())
        return tuple(found)

    def _iterator(self) -> Iterator:
        at = self.token.start
        name = self.binding_name(("in",))
        self.expect("in")
        domain = self.list_item()
        end = self.expression() if self.accept("..") else None
        return Iterator(at, name, domain, end)
