"""JUEL, the expression language of `${...}`, into FEEL, where both say exactly the same.

Truth: JUEL takes an empty variable for false where FEEL would be undecided, so a variable that
stands for a truth becomes `x = true`. What has no exact counterpart raises Untranslatable and says
which part: calls of beans, division and remainder (other numbers), text with expressions inside.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<name>[^\W\d][\w$]*)|(?P<mark>==|!=|<=|>=|&&|\|\||[-+*/%!<>?:().,\[\]]))""",
    re.VERBOSE,
)
_PURE = re.compile(r"\s*[$#]\{(?P<inside>[^{}]*)\}\s*", re.DOTALL)
_WORDS = {"and": "&&", "or": "||", "not": "!", "eq": "==", "ne": "!=", "lt": "<", "gt": ">",
          "le": "<=", "ge": ">=", "div": "/", "mod": "%"}  # fmt: skip
_RESERVED = frozenset({"if", "then", "else", "for", "in", "return", "some", "every", "satisfies",
                       "between", "instance", "of", "function", "external", "not", "and",
                       "or"})  # fmt: skip
# How tightly an operator binds; higher is tighter.
_BINDS = {"||": 1, "&&": 2, "==": 3, "!=": 3, "<": 4, ">": 4, "<=": 4, ">=": 4, "+": 5, "-": 5,
          "*": 6}  # fmt: skip
_FEEL = {"||": "or", "&&": "and", "==": "=", "!=": "!="}


class Untranslatable(ValueError):
    """No exact counterpart; str() is the part that has none."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of FEEL: how tightly it binds, and whether it is a truth already."""

    feel: str
    binds: int = 9
    truth: bool = False
    path: bool = False


def is_foreign(text: str) -> bool:
    """Whether a text has an expression of another engine in it."""
    return "${" in text or "#{" in text


def feel_of(text: str) -> str:
    """`=` and the FEEL of a text that is one `${...}`; raises Untranslatable."""
    return f"={_parsed(text).feel}"


def feel_of_condition(text: str) -> str:
    """The same for a text that must be true or false."""
    return f"={_truth(_parsed(text)).feel}"


def _parsed(text: str) -> Part:
    found = _PURE.fullmatch(text)
    if found is None:
        raise Untranslatable(text.strip())
    reader = _Reader(found["inside"])
    part = reader.ternary()
    if reader.at < len(reader.tokens):
        raise Untranslatable(reader.tokens[reader.at])
    return part


def _truth(part: Part) -> Part:
    return part if part.truth else Part(f"{_held(part, 3)} = true", 3, truth=True)


def _held(part: Part, binds: int) -> str:
    """The piece, in parentheses where its surroundings would pull it apart."""
    return part.feel if part.binds > binds else f"({part.feel})"


class _Reader:
    def __init__(self, text: str) -> None:
        self.tokens: list[str] = []
        self.at = 0
        position = 0
        while text[position:].strip():
            found = _TOKEN.match(text, position)
            if found is None:
                raise Untranslatable(text[position:].strip())
            word = found.group().strip()
            self.tokens.append(_WORDS.get(word, word))
            position = found.end()

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, wanted: str = "") -> str:
        token = self.peek()
        if not token or (wanted and token != wanted):
            raise Untranslatable(token or wanted)
        self.at += 1
        return token

    def ternary(self) -> Part:
        part = self.binary(1)
        if self.peek() != "?":
            return part
        self.take()
        yes = self.ternary()
        self.take(":")
        no = self.ternary()
        return Part(f"if {_truth(part).feel} then {yes.feel} else {no.feel}", 0)

    def binary(self, least: int) -> Part:
        left = self.unary()
        while self.peek() in _BINDS and _BINDS[self.peek()] >= least:
            mark = self.take()
            binds = _BINDS[mark]
            right = self.binary(binds + 1)
            left = _joined(mark, binds, left, right)
        if self.peek() in ("/", "%"):
            raise Untranslatable(self.peek())
        return left

    def unary(self) -> Part:
        match self.peek():
            case "!":
                self.take()
                return Part(f"not({_truth(self.unary()).feel})", truth=True)
            case "-":
                self.take()
                return Part(f"-{_held(self.unary(), 7)}", 7)
            case "empty":
                self.take()
                return _empty(self.unary())
        return self.reached()

    def reached(self) -> Part:
        """A value with everything that is asked of it by `.` and `[]`."""
        part = self.primary()
        while self.peek() in (".", "["):
            part = self.member(part) if self.take() == "." else self.item(part)
        return part

    def primary(self) -> Part:
        word = self.take()
        if word == "(":
            inside = self.ternary()
            self.take(")")
            return Part(f"({inside.feel})", truth=inside.truth)
        if word[0] in "\"'":
            return Part(_quoted(word))
        if word[0].isdigit() or word in ("true", "false", "null"):
            return Part(word, truth=word in ("true", "false"))
        if self.peek() == "(" or not _is_name(word):
            raise Untranslatable(word)
        if word == "execution":
            return self.execution()
        return Part(word, path=True)

    def execution(self) -> Part:
        """`execution.getVariable("x")` is x; nothing else of the execution is known here."""
        self.take(".")
        method = self.take()
        if method != "getVariable":
            raise Untranslatable(f"execution.{method}")
        (name,) = self.arguments(1, method)
        bare = name.feel[1:-1]
        if not name.feel.startswith('"') or not _is_name(bare):
            raise Untranslatable(f"execution.{method}")
        return Part(bare, path=True)

    def member(self, part: Part) -> Part:
        name = self.take()
        if self.peek() != "(":
            if not _is_name(name):
                raise Untranslatable(name)
            return Part(f"{_held(part, 8)}.{name}", path=True)
        known = METHODS.get(name)
        if known is None:
            raise Untranslatable(f".{name}(…)")
        count, write = known
        return write(part, *self.arguments(count, name))

    def arguments(self, count: int, name: str) -> list[Part]:
        self.take("(")
        parts: list[Part] = []
        while self.peek() != ")":
            parts.append(self.ternary())
            if self.peek() == ",":
                self.take()
        self.take(")")
        if len(parts) != count:
            raise Untranslatable(f".{name}(…)")
        return parts

    def item(self, part: Part) -> Part:
        key = self.ternary().feel
        self.take("]")
        if key.isdecimal():
            return Part(f"{_held(part, 8)}[{int(key) + 1}]", path=True)
        if key.startswith('"') and _is_name(key[1:-1]):
            return Part(f"{_held(part, 8)}.{key[1:-1]}", path=True)
        raise Untranslatable(f"[{key}]")


def _joined(mark: str, binds: int, left: Part, right: Part) -> Part:
    if mark in ("&&", "||"):
        left, right = _truth(left), _truth(right)
    elif mark in "+-*" and any(part.feel.startswith('"') for part in (left, right)):
        raise Untranslatable(mark)  # JUEL counts where FEEL would put texts together
    word = _FEEL.get(mark, mark)
    one, other = _held(left, binds - 1), _held(right, binds)
    return Part(f"{one} {word} {other}", binds, truth=mark not in "+-*")


def _empty(part: Part) -> Part:
    text = part.feel if part.path else f"({part.feel})"
    return Part(
        f'(if {text} = null then true else if {text} instance of string then {text} = ""'
        f" else if {text} instance of list<Any> then count({text}) = 0 else false)",
        truth=True,
    )


def _call(name: str) -> Callable[..., Part]:
    def write(part: Part, *others: Part) -> Part:
        return Part(f"{name}({', '.join([part.feel, *(other.feel for other in others)])})")

    return write


def _test(name: str) -> Callable[..., Part]:
    write = _call(name)
    return lambda part, *others: Part(write(part, *others).feel, truth=True)


def _equals(part: Part, other: Part) -> Part:
    return Part(f"{_held(part, 3)} = {_held(other, 3)}", 3, truth=True)


def _contains(part: Part, other: Part) -> Part:
    return Part(
        f"(if {part.feel} instance of string then contains({part.feel}, {other.feel})"
        f" else list contains({part.feel}, {other.feel}))",
        truth=True,
    )


def _is_empty(part: Part) -> Part:
    return Part(
        f'(if {part.feel} instance of string then {part.feel} = "" else count({part.feel}) = 0)',
        truth=True,
    )


# Method -> how many arguments it takes, and what it is in FEEL.
METHODS: Mapping[str, tuple[int, Callable[..., Part]]] = {
    "equals": (1, _equals), "contains": (1, _contains), "isEmpty": (0, _is_empty),
    "startsWith": (1, _test("starts with")), "endsWith": (1, _test("ends with")),
    "size": (0, _call("count")), "length": (0, _call("string length")),
    "toLowerCase": (0, _call("lower case")), "toUpperCase": (0, _call("upper case")),
}  # fmt: skip


def _is_name(word: str) -> bool:
    return word not in _RESERVED and re.fullmatch(r"[^\W\d]\w*", word) is not None


def _quoted(token: str) -> str:
    bare = re.sub(r"\\(.)", r"\1", token[1:-1])
    escaped = bare.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
