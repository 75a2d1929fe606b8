"""Runs a pattern's program over a text: the first match from the left, by priority."""

from dataclasses import dataclass
from functools import lru_cache

from engine.feel.errors import Refused
from engine.feel.regex.characters import variants
from engine.feel.regex.program import BACK, CHAR, DONE, JUMP, SAVE, SPLIT, START, Program, Reader
from engine.feel.run import Run

_FLAGS = frozenset("smixq")
_CHUNK = 200


@dataclass(frozen=True, slots=True)
class Match:
    """Where a match lies, and its groups (None: took no part)."""

    start: int
    end: int
    groups: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern with its flags."""

    program: Program
    lines: bool
    ignore_case: bool

    def search(self, text: str, start: int, run: Run) -> Match | None:
        """The first match at or after a position; every step is paid for."""
        seen: set[int] = set()
        for at in range(start, len(text) + 1):
            saved = self._match_at(text, at, seen, run)
            if saved:
                return _match(text, saved, self.program.groups)
        return None

    def _match_at(self, text: str, start: int, seen: set[int], run: Run) -> dict[int, int] | None:
        """Depth first with an explicit stack; a place that failed once is not tried again."""
        code, width = self.program.code, len(text) + 1
        remember, steps = not self.program.looks_back, 0
        stack: list[tuple[int, int, dict[int, int]]] = [(0, start, {})]
        while stack:
            pc, at, saved = stack.pop()
            while True:
                steps += 2
                if steps > _CHUNK:
                    run.spend(steps)
                    steps = 0
                if remember:
                    key = pc * width + at
                    if key in seen:
                        break
                    seen.add(key)
                op, first, second = code[pc]
                if op == CHAR:
                    if at + 1 >= width or text[at] not in first:
                        break
                    pc, at = pc + 1, at + 1
                elif op == SPLIT:
                    stack.append((second, at, saved))
                    pc = first
                elif op == JUMP:
                    pc = first
                elif op == SAVE:
                    saved = {**saved, first: at}
                    pc += 1
                elif op == DONE:
                    run.spend(steps)
                    return saved
                elif op == BACK:
                    after = self._back(text, at, saved, first)
                    if after is None:
                        break
                    pc, at = pc + 1, after
                elif self._anchored(op, text, at):
                    pc += 1
                else:
                    break
        run.spend(steps)
        return None

    def _anchored(self, op: int, text: str, at: int) -> bool:
        if op == START:
            return at == 0 or (self.lines and text[at - 1] == "\n")
        return at == len(text) or (self.lines and text[at] == "\n")

    def _back(self, text: str, at: int, saved: dict[int, int], group: int) -> int | None:
        wanted = text[saved.get(2 * group, 0) : saved.get(2 * group + 1, 0)]
        found = text[at : at + len(wanted)]
        if found == wanted or (self.ignore_case and _same_letters(found, wanted)):
            return at + len(wanted)
        return None


def _same_letters(found: str, wanted: str) -> bool:
    return len(found) == len(wanted) and all(
        set(variants(a)) & set(variants(b)) for a, b in zip(found, wanted, strict=True)
    )


def _match(text: str, saved: dict[int, int], groups: int) -> Match:
    spans = [(saved.get(2 * group), saved.get(2 * group + 1)) for group in range(1, groups + 1)]
    found = tuple(None if end is None else text[start:end] for start, end in spans)
    return Match(saved[0], saved[1], found)


@lru_cache(maxsize=256)
def compile_pattern(pattern: str, flags: str = "") -> Pattern:
    """The pattern with its flags (s m i x q); Refused when it is no pattern."""
    if not set(flags) <= _FLAGS:
        raise Refused("the flags are s, m, i, x and q")
    if len(pattern) > 2_000:
        raise Refused("the pattern is too long")
    if "q" in flags:
        pattern = "".join("\\" + char if char in "\\|.-^?*+{}()[]$" else char for char in pattern)
    elif "x" in flags:
        pattern = _without_spaces(pattern)
    program = Reader(pattern, flags=flags).program()
    return Pattern(program, "m" in flags, "i" in flags)


def _without_spaces(pattern: str) -> str:
    """Without white space outside of character classes."""
    kept, depth, escaped = [], 0, False
    for char in pattern:
        if not escaped:
            depth += (char == "[") - (char == "]")
        if depth or char not in " \t\n\r":
            kept.append(char)
            escaped = char == "\\" and not escaped
    return "".join(kept)
