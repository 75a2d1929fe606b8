"""Grows FEEL texts from the grammar: every construct, every function, values at the edges.

What grows is mostly well-formed and mostly meaningful, so that evaluation gets deep into the
functions; mutating.py is there for what is neither.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from engine.feel.builtins import SIGNATURES
from engine.feel.builtins.registry import Parameter

NAMES = ["x", "y", "z", "s", "item", "partial", "a", "b", "Monthly income", "año", "?"]
NUMBERS = [
    "0", "1", "-1", "2", "3.50", "1E6144", "-1E6144", "1E-6143", "9" * 34, "0." + "3" * 34,
    "1E30", "1E18", "2147483648", "100000", "1.0000000001", "-0.0", "999999999", "1E9999",
]  # fmt: skip
TEXTS = [
    '""', '"a"', '"añ😀"', '"\\uD800"', '"\\uDC00\\uD800"', '"\\U10FFFF"', '"\\u0000"', '"\\n\\t"',
    '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"', '"2026-02-29"', '"1.234,5"', '"[1..3]"', "s",
    '"İıſKß"', '"P1D"', '"10:00:00@Europe/Paris"', '"' + "ab" * 200 + '"',
]  # fmt: skip
PATTERNS = [
    '"(a+)+$"', '"(a|aa)+$"', '"(a*)*b"', '"^(a+)+\\\\1$"', '"(.*)(.*)(.*)(.*)x"', '"[a-z-[x]]+"',
    '"((((((((((a*)*)*)*)*)*)*)*)*)*"', '"a{1000}"', '"(a{50}){50}"', '"[^a]"', '"("',
    '"\\\\p{L}*"', '"(?:a|b|ab)*c"', '"\\\\d+"', '"(x+x+)+y"', '".*.*.*.*.*=.*"',
    '"(\\\\w)\\\\1"', '"$^"', '"[]"',
]  # fmt: skip
MOMENTS = [
    '@"2026-02-28"', '@"999999999-12-31"', '@"-999999999-01-01"', '@"2024-02-29"',
    '@"2026-01-01T10:00:00"', '@"2026-03-29T02:30:00@Europe/Paris"', '@"9999-12-31T23:59:59Z"',
    '@"999999999-12-31T23:59:59.999999999-18:00"', '@"-999999999-01-01T00:00:00+18:00"',
    '@"23:59:59.999999999"', '@"00:00:00+14:00"', '@"12:00:00@America/Lima"', 'date(2026, 2, 28)',
    '@"0001-01-01T00:00:00@Asia/Kolkata"', '@"0000-01-01"', "today()", "now()",
]  # fmt: skip
DURATIONS = [
    '@"P1D"', '@"PT0S"', '@"-PT36H"', '@"P1Y2M"', '@"-P999999999Y"', '@"P999999999999M"',
    '@"P999999999999999D"', '@"PT999999999999999999S"', '@"PT0.000000001S"', '@"P0M"',
]  # fmt: skip
FLAGS = ['""', '"i"', '"smx"', '"q"', '"iq"', '"z"']
TYPES = [
    "number", "string", "boolean", "date", "Any", "list<number>", "context<a: number, b: string>",
    "range<date>", "function<number, string> -> list<Any>", "days and time duration", "Null",
]  # fmt: skip


class Grower:
    """Grows expressions with one source of chance; a smaller `depth` makes smaller texts."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.of_kind: dict[str, Callable[[int], str]] = {
            "number": self.number, "string": self.text, "boolean": self.condition,
            "list": self.list_, "context": self.context, "range": self.range_,
            "function": self.function, "date": self.moment, "time": self.moment,
            "date and time": self.moment, "years and months duration": self.length,
            "days and time duration": self.length, "any": self.expression,
        }  # fmt: skip

    def expression(self, depth: int = 4) -> str:
        """Any expression."""
        kinds = [self.number, self.text, self.condition, self.list_, self.context, self.range_,
                 self.moment, self.length, self.call, self.call, self.path, self.filter_,
                 self.loop, self.choice, self.function, self.name, self.hostile]  # fmt: skip
        return self.dice.choice(kinds)(depth - 1)

    def cell(self, depth: int = 3) -> str:
        """The cell of a decision table."""
        tests = [self._test(depth - 1) for _ in range(self.dice.randint(1, 3))]
        joined = ", ".join(tests)
        return self.dice.choice([joined, joined, f"not({joined})", "-"])

    def _test(self, depth: int) -> str:
        value = self.expression(depth)
        return self.dice.choice([value, f"> {value}", f"!= {value}", self.range_(depth), "? > 3"])

    def number(self, depth: int) -> str:
        if depth <= 0:
            return self.dice.choice(NUMBERS)
        operator = self.dice.choice(["+", "-", "*", "/", "**"])
        return self.dice.choice([
            lambda: self.dice.choice(NUMBERS),
            lambda: f"{self._operand(depth)} {operator} {self._operand(depth)}",
            lambda: f"-{self._operand(depth)}",
        ])()  # fmt: skip

    def _operand(self, depth: int) -> str:
        pick = self.dice.choice([self.number, self.number, self.moment, self.length, self.text,
                                 self.expression])  # fmt: skip
        return f"({pick(depth - 1)})"

    def text(self, depth: int) -> str:
        if depth <= 0 or self.dice.random() < 0.7:
            return self.dice.choice(TEXTS + PATTERNS)
        return f"{self.text(depth - 1)} + string({self.expression(depth - 1)})"

    def condition(self, depth: int) -> str:
        if depth <= 0:
            return self.dice.choice(["true", "false", "null"])
        left, right = self.expression(depth - 1), self.expression(depth - 1)
        operator = self.dice.choice(["=", "!=", "<", "<=", ">", ">=", "and", "or", "in"])
        return self.dice.choice([
            f"({left}) {operator} ({right})",
            f"({left}) between ({right}) and ({self.expression(depth - 1)})",
            f"({left}) in (> {self.number(0)}, {self.range_(depth - 1)}, ({right}))",
            f"({left}) instance of {self.dice.choice(TYPES)}",
        ])  # fmt: skip

    def list_(self, depth: int) -> str:
        if depth <= 0:
            return self.dice.choice(["[]", "[1, 2, 3]", "[null]", "y", '["a", 1, [2, [3]]]'])
        items = [self.expression(depth - 1) for _ in range(self.dice.randint(0, 4))]
        return f"[{', '.join(items)}]"

    def context(self, depth: int) -> str:
        keys = self.dice.sample(["a", "b", "Monthly income", '"c-d"', "item"], 2)
        return "{" + ", ".join(f"{key}: {self.expression(depth - 1)}" for key in keys) + "}"

    def range_(self, depth: int) -> str:
        pick = self.dice.choice([self.number, self.moment, self.length, self.text, self.expression])
        low, high = pick(min(depth - 1, 1)), pick(min(depth - 1, 1))
        return f"{self.dice.choice('[(]')}({low})..({high}){self.dice.choice('])[')}"

    def moment(self, depth: int) -> str:
        if depth <= 0 or self.dice.random() < 0.6:
            return self.dice.choice(MOMENTS)
        return f"({self.moment(0)} {self.dice.choice('+-')} {self.length(depth - 1)})"

    def length(self, depth: int) -> str:
        if depth <= 0 or self.dice.random() < 0.6:
            return self.dice.choice(DURATIONS)
        return f"({self.length(0)} {self.dice.choice('*/')} {self.number(0)})"

    def name(self, _depth: int) -> str:
        return self.dice.choice(NAMES)

    def path(self, depth: int) -> str:
        members = ["a", "b", "year", "time offset", "timezone", "start included", "end", "months"]
        return f"({self.expression(depth - 1)}).{self.dice.choice(members)}"

    def filter_(self, depth: int) -> str:
        return f"({self.expression(depth - 1)})[{self.expression(depth - 1)}]"

    def loop(self, depth: int) -> str:
        head = self.dice.choice(LOOPS)
        count = self.dice.randint(1, 3)
        parts = [f"{name} in {self._domain(depth - 1)}" for name in ["x", "item", "n"][:count]]
        return head.format(", ".join(parts), self.expression(depth - 1))

    def _domain(self, depth: int) -> str:
        last = self.dice.choice(["3", "300", "100000", "1E20", "-5", '@"2026-03-01"'])
        first = '@"2020-01-01"' if last.startswith("@") else "1"
        return self.dice.choice([self.list_(depth), f"{first}..{last}", self.range_(depth)])

    def choice(self, depth: int) -> str:
        parts = [self.expression(depth - 1) for _ in range(3)]
        return "if ({}) then ({}) else ({})".format(*parts)

    def function(self, depth: int) -> str:
        names = self.dice.choice(["", "a", "a, b", "a: number", "a: list<Any>, b: date"])
        return f"(function({names}) {self.expression(depth - 1)})"

    def call(self, depth: int) -> str:
        """A function with arguments that mostly fit it."""
        name = self.dice.choice(sorted(SIGNATURES))
        signature = self.dice.choice(SIGNATURES[name])
        parameters = [each for each in signature.parameters if not each.optional or self.flip(0.7)]
        values = [self._argument(each, depth - 1) for each in parameters]
        if self.flip(0.2):
            named = zip(parameters, values, strict=True)
            return f"{name}({', '.join(f'{each.name}: {value}' for each, value in named)})"
        if signature.spread and self.flip(0.5):
            values += [self.expression(depth - 1) for _ in range(2)]
        return f"{name}({', '.join(values)})"

    def _argument(self, parameter: Parameter, depth: int) -> str:
        if parameter.name in ("pattern", "delimiter"):
            return self.dice.choice(PATTERNS)
        if parameter.name == "flags":
            return self.dice.choice(FLAGS)
        if self.flip(0.12):
            return self.expression(depth)
        return self.of_kind[self.dice.choice(parameter.kinds)](depth)

    def flip(self, chance: float) -> bool:
        """A coin that falls true with that chance."""
        return self.dice.random() < chance

    def hostile(self, depth: int) -> str:
        """What somebody would write to make the machine busy."""
        inner, count = self.expression(min(depth - 1, 1)), self.dice.randint(2, 70)
        doubled = ", ".join(f"b{i + 1}: {self.dice.choice(DOUBLERS).format(f'b{i}')}"
                            for i in range(count % 40))  # fmt: skip
        return self.dice.choice([
            "(" * count + inner + ")" * count,
            "[" * count + inner + "]" * count,
            "-" * count + f"({inner})",
            " + ".join([f"({inner})"] * count),
            f"{{b0: {inner}{', ' if doubled else ''}{doubled}}}",
            f"{{f: function(n) f(n + 1), r: f({inner})}}",
            f"{{f: function(n) [f(n), f(n)], r: f({inner})}}",
            f"for i in 1..1000000 return {inner}",
            f"for i in 1..1000, j in 1..1000, k in 1..1000 return ({inner})",
            f"count(for i in 1..100000 return string(({inner})))",
            f'string join(for i in 1..5000 return "{"x" * count}", "{"y" * count}")',
            f"sort(for i in 1..20000 return -i, function(a, b) ({inner}) < a)",
            f"flatten([[[[[{inner}]]]]])",
            f"sum(for i in 1..2000 return 1.0000001 ** ({self.number(0)}))",
            f'matches("{"aab" * count}", {self.dice.choice(PATTERNS)}, {self.dice.choice(FLAGS)})',
            f'replace("{"a" * count}", {self.dice.choice(PATTERNS)}, "$0$0$1")',
            f"decimal({self.number(0)}, {self.number(0)})",
            f"({self.moment(0)} + {self.length(0)} * {self.number(0)})",
            f"distinct values(for i in 1..3000 return ({inner}))",
        ])  # fmt: skip


LOOPS = ["for {} return {}", "some {} satisfies {}", "every {} satisfies {}"]
DOUBLERS = ["[{0}, {0}]", "{0} + {0}", "string({0}) + string({0})", "concatenate({0}, {0})",
            "{{a: {0}, b: {0}}}", "{0} * {0}", "{0} = {0}", "append({0}, {0})"]  # fmt: skip
