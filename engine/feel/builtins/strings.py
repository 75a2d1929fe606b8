"""Functions on strings; positions count characters (code points) from 1."""

from decimal import Decimal

from engine.feel.builtins.registry import builtin
from engine.feel.errors import Refused
from engine.feel.run import Run
from engine.feel.values import Value


@builtin("substring(string: string, start position: number, length?: number)")
def substring(_run: Run, string: str, start: Decimal, length: Decimal | None = None) -> Value:
    """A part of the string; a negative start counts from the end."""
    if not 1 <= abs(start) < len(string) + 1:
        raise Refused("the start position lies outside the string")
    if length is not None and length < 1:
        raise Refused("the length must be at least 1")
    index = int(start) - 1 if start > 0 else len(string) + int(start)
    if length is None or length > len(string):
        return string[index:]
    return string[index : index + int(length)]


@builtin("string length(string: string)")
def string_length(_run: Run, string: str) -> Value:
    """How many characters."""
    return Decimal(len(string))


@builtin("upper case(string: string)")
def upper_case(_run: Run, string: str) -> Value:
    """In capitals."""
    return string.upper()


@builtin("lower case(string: string)")
def lower_case(_run: Run, string: str) -> Value:
    """In small letters."""
    return string.lower()


@builtin("substring before(string: string, match: string)")
def substring_before(_run: Run, string: str, match: str) -> Value:
    """What precedes the first match; empty when there is none."""
    found = string.find(match)
    return string[:found] if found > 0 else ""


@builtin("substring after(string: string, match: string)")
def substring_after(_run: Run, string: str, match: str) -> Value:
    """What follows the first match; empty when there is none."""
    found = string.find(match)
    return string[found + len(match) :] if found >= 0 else ""


@builtin("contains(string: string, match: string)")
def contains(_run: Run, string: str, match: str) -> Value:
    """Whether the match occurs."""
    return match in string


@builtin("starts with(string: string, match: string)")
def starts_with(_run: Run, string: str, match: str) -> Value:
    """Whether the string begins with the match."""
    return string.startswith(match)


@builtin("ends with(string: string, match: string)")
def ends_with(_run: Run, string: str, match: str) -> Value:
    """Whether the string ends with the match."""
    return string.endswith(match)


@builtin("string join(list: list, delimiter?: string)")
def string_join(run: Run, items: list[Value], delimiter: str | None = None) -> Value:
    """The strings one after another; nulls are left out."""
    parts = [item for item in items if item is not None]
    if not all(isinstance(part, str) for part in parts):
        raise Refused("expected strings only")
    run.spend(len(parts) + sum(map(len, parts)) // 64 + len(delimiter or "") * len(parts) // 64)
    return (delimiter or "").join(parts)
