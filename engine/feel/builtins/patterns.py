"""Functions on patterns: matches, replace, split, with the regular expressions of XPath."""

from engine.feel.builtins.registry import builtin
from engine.feel.errors import Refused
from engine.feel.regex import Match, Pattern, compile_pattern
from engine.feel.run import Run
from engine.feel.values import Value


@builtin("matches(input: string, pattern: string, flags?: string)")
def matches(run: Run, text: str, pattern: str, flags: str | None = None) -> Value:
    """Whether the pattern matches somewhere in the text."""
    return compile_pattern(pattern, flags or "").search(text, 0, run) is not None


@builtin("replace(input: string, pattern: string, replacement: string, flags?: string)")
def replace(run: Run, text: str, pattern: str, replacement: str, flags: str | None = None) -> Value:
    """The text with every match replaced; $1 is the first group, $0 the whole match."""
    compiled = compile_pattern(pattern, flags or "")
    parts, at = [], 0
    for match in _all(compiled, text, run):
        parts += [text[at : match.start], _filled(replacement, text, match, flags or "")]
        run.spend(len(parts[-1]) >> 6)
        at = match.end
    return "".join([*parts, text[at:]])


@builtin("split(string: string, delimiter: string)")
def split(run: Run, text: str, delimiter: str) -> Value:
    """The parts between the matches of a pattern."""
    parts, at = [], 0
    for match in _all(compile_pattern(delimiter), text, run):
        parts.append(text[at : match.start])
        at = match.end
    return [*parts, text[at:]]


def _all(pattern: Pattern, text: str, run: Run) -> list[Match]:
    if pattern.search("", 0, run) is not None:
        raise Refused("the pattern matches an empty text")
    found, at = [], 0
    while at <= len(text):
        match = pattern.search(text, at, run)
        if match is None:
            break
        found.append(match)
        at = max(match.end, match.start + 1)
    return found


def _filled(replacement: str, text: str, match: Match, flags: str) -> str:
    if "q" in flags:
        return replacement
    parts, at = [], 0
    while at < len(replacement):
        char = replacement[at]
        at += 1
        if char == "$":
            digits = _digits(replacement, at, len(match.groups))
            parts.append(_group(text, match, int(digits)))
            at += len(digits)
        elif char == "\\":
            if replacement[at : at + 1] not in ("\\", "$"):
                raise Refused("the replacement has a \\ before neither \\ nor $")
            parts.append(replacement[at])
            at += 1
        else:
            parts.append(char)
    return "".join(parts)


def _digits(replacement: str, at: int, groups: int) -> str:
    end = at
    while end < len(replacement) and replacement[end] in "0123456789":
        if end > at and int(replacement[at : end + 1]) > groups:
            break
        end += 1
    if end == at:
        raise Refused("the replacement has a $ without a number")
    return replacement[at:end]


def _group(text: str, match: Match, number: int) -> str:
    if number == 0:
        return text[match.start : match.end]
    return (match.groups[number - 1] or "") if number <= len(match.groups) else ""
