"""From the text of a pattern to a program: a recursive descent that emits instructions.

Instructions are (operation, first, second): CHAR set; SPLIT preferred, other; JUMP target;
SAVE slot; START, END anchors; BACK group; DONE. Counted repetition is unrolled, within a limit.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

from engine.feel.errors import Refused
from engine.feel.regex.characters import CharSet, escape, property_class

MAX_PROGRAM = 5_000
MAX_DEPTH = 50
_SINGLE = {"n": "\n", "r": "\r", "t": "\t"}
_LITERAL_ESCAPES = frozenset("\\|.-^?*+{}()[]$")


# Plain numbers: the matcher compares them at every step.
CHAR, SPLIT, JUMP, SAVE, START, END, BACK, DONE = range(8)

Instruction: TypeAlias = tuple[int, Any, Any]
Code: TypeAlias = list[Instruction]


@dataclass(slots=True)
class Program:
    """The instructions, how many groups they save, and whether they look back."""

    code: Code
    groups: int
    looks_back: bool


class Reader:
    """Reads one pattern; code fragments use relative jumps until they are joined."""

    def __init__(self, pattern: str, *, flags: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.ignore_case = "i" in flags
        self.dot_all = "s" in flags
        self.groups = 0
        self.closed: set[int] = set()
        self.looks_back = False
        self.depth = 0

    def program(self) -> Program:
        """The whole pattern as a program."""
        code = self._alternatives()
        if self.at < len(self.pattern):
            raise Refused("the pattern has a ) too many")
        whole = [(SAVE, 0, None), *code, (SAVE, 1, None), (DONE, None, None)]
        return Program(_absolute(whole), self.groups, self.looks_back)

    def _peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _take(self) -> str:
        char = self._peek()
        if not char:
            raise Refused("the pattern ends too early")
        self.at += 1
        return char

    def _alternatives(self) -> Code:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Refused("the pattern is nested too deeply")
        branches = [self._sequence()]
        while self._peek() == "|":
            self.at += 1
            branches.append(self._sequence())
        self.depth -= 1
        code = branches.pop()
        while branches:
            code = _either(branches.pop(), code)
        return code

    def _sequence(self) -> Code:
        code: Code = []
        while self._peek() not in ("", "|", ")"):
            code += self._piece()
            if len(code) > MAX_PROGRAM:
                raise Refused("the pattern is too long")
        return code

    def _piece(self) -> Code:
        atom = self._atom()
        char = self._peek()
        if char not in ("?", "*", "+", "{") or not char:
            return atom
        least, most = self._quantity(self._take())
        lazy = self._peek() == "?"
        self.at += lazy
        return _repeat(atom, least, most, lazy=lazy)

    def _quantity(self, sign: str) -> tuple[int, int | None]:
        if sign != "{":
            return {"?": (0, 1), "*": (0, None), "+": (1, None)}[sign]
        end = self.pattern.find("}", self.at)
        low, comma, high = self.pattern[self.at : end].partition(",") if end > 0 else ("", "", "")
        if not low.isdigit() or (high and not high.isdigit()) or len(low) > 4 or len(high) > 4:
            raise Refused("the pattern has a { without a count")
        self.at = end + 1
        most = int(high) if high else (None if comma else int(low))
        if most is not None and most < int(low):
            raise Refused("the pattern counts from more to less")
        return int(low), most

    def _atom(self) -> Code:
        char = self._take()
        match char:
            case "(":
                return self._group()
            case "[":
                return [(CHAR, self._class(), None)]
            case ".":
                return [(CHAR, self._dot(), None)]
            case "^":
                return [(START, None, None)]
            case "$":
                return [(END, None, None)]
            case "\\":
                return self._escaped()
            case "?" | "*" | "+" | "{" | "}" | "]":
                raise Refused(f"the pattern has a {char} where nothing can be repeated")
        return [(CHAR, self._one(char), None)]

    def _one(self, char: str) -> CharSet:
        return CharSet([(char, char)], ignore_case=self.ignore_case)

    def _dot(self) -> CharSet:
        return CharSet([] if self.dot_all else [("\n", "\n"), ("\r", "\r")], negated=True)

    def _group(self) -> Code:
        if self.pattern.startswith("?:", self.at):
            self.at += 2
            code = self._alternatives()
            self._close()
            return code
        if self._peek() == "?":
            raise Refused("the pattern has a ( followed by ?")
        self.groups += 1
        number = self.groups
        code = self._alternatives()
        self._close()
        self.closed.add(number)
        return [(SAVE, 2 * number, None), *code, (SAVE, 2 * number + 1, None)]

    def _close(self) -> None:
        if self._peek() != ")":
            raise Refused("the pattern has a ( without its )")
        self.at += 1

    def _escaped(self) -> Code:
        char = self._take()
        if char.isdigit():
            return self._back_reference(char)
        return [(CHAR, self._escape_set(char), None)]

    def _back_reference(self, digits: str) -> Code:
        while self._peek().isdigit() and int(digits + self._peek()) <= self.groups:
            digits += self._take()
        if int(digits) not in self.closed:
            raise Refused(f"the pattern has no group {digits} to look back to")
        self.looks_back = True
        return [(BACK, int(digits), None)]

    def _escape_set(self, char: str) -> CharSet:
        if char in _SINGLE:
            return self._one(_SINGLE[char])
        if char in _LITERAL_ESCAPES:
            return self._one(char)
        member = self._property(char) if char in "pP" else escape(char)
        if member is None:
            raise Refused(f"the pattern has an unknown escape \\{char}")
        return CharSet(classes=[member])

    def _property(self, char: str) -> Any:
        end = self.pattern.find("}", self.at)
        if self._peek() != "{" or end < 0:
            raise Refused(f"the pattern has a \\{char} without its name")
        name = self.pattern[self.at + 1 : end]
        self.at = end + 1
        member = property_class(name, negated=char == "P")
        if member is None:
            raise Refused(f"the pattern has an unknown property {name}")
        return member

    def _class(self) -> CharSet:
        """The inside of [...], with ranges, escapes and -[subtraction]."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Refused("the pattern is nested too deeply")
        found = CharSet(ignore_case=self.ignore_case)
        if self._peek() == "^":
            self.at += 1
            found.negated = True
        first = True
        while first or self._peek() != "]":
            if not first and self.pattern.startswith("-[", self.at):
                self.at += 2
                found.without = self._class()
                break
            self._class_item(found)
            first = False
        if self._take() != "]":
            raise Refused("the pattern has a [ without its ]")
        self.depth -= 1
        return found

    def _class_item(self, found: CharSet) -> None:
        char = self._take()
        if char == "[" or (char == "]" and not found.ranges):
            raise Refused(f"the pattern has a {char} inside a class")
        inner = self._class_escape() if char == "\\" else self._one(char)
        if inner.classes:
            found.classes += inner.classes
            return
        low = inner.ranges[0][0]
        ranged = self._peek() == "-" and self.pattern[self.at + 1 : self.at + 2] not in ("[", "]")
        if not ranged:
            found.ranges.append((low, low))
            return
        self.at += 1
        found.ranges.append((low, self._range_end(low)))

    def _class_escape(self) -> CharSet:
        return self._escape_set(self._take())

    def _range_end(self, low: str) -> str:
        char = self._take()
        inner = self._class_escape() if char == "\\" else self._one(char)
        if inner.classes or inner.ranges[0][0] < low:
            raise Refused("the pattern has a range that runs backwards")
        return inner.ranges[0][0]


def _either(first: Code, second: Code) -> Code:
    return [
        (SPLIT, 1, len(first) + 2),
        *first,
        (JUMP, len(second) + 1, None),
        *second,
    ]


def _repeat(atom: Code, least: int, most: int | None, *, lazy: bool) -> Code:
    count = least + (most - least if most is not None else 1)
    if count * (len(atom) + 2) > MAX_PROGRAM:
        raise Refused("the pattern repeats too much")
    code = atom * least
    if most is None:
        body = len(atom)
        loop = [_split(1, body + 2, lazy=lazy), *atom, (JUMP, -body - 1, None)]
        return code + loop
    optional: Code = []
    for _ in range(most - least):
        optional = [_split(1, len(atom) + len(optional) + 1, lazy=lazy), *atom, *optional]
    return code + optional


def _split(go_on: int, leave: int, *, lazy: bool) -> Instruction:
    return (SPLIT, leave, go_on) if lazy else (SPLIT, go_on, leave)


def _absolute(code: Code) -> Code:
    done: Code = []
    for at, (op, first, second) in enumerate(code):
        if op == SPLIT:
            done.append((op, at + first, at + second))
        elif op == JUMP:
            done.append((op, at + first, None))
        else:
            done.append((op, first, second))
    return done
