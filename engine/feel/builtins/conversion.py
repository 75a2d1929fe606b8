"""string(), number(), and the range() that reads a range from text."""

import re

from engine.feel.builtins.registry import builtin
from engine.feel.errors import Refused
from engine.feel.numbers import parse_number
from engine.feel.run import Run
from engine.feel.text import as_text
from engine.feel.values import Value

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)


@builtin("string(from: any)")
def string(run: Run, value: Value) -> Value:
    """The value as text; null stays null."""
    return None if value is None else as_text(value, run)


@builtin("number(from: string|number, grouping separator?: string, decimal separator?: string)")
def number(_run: Run, text: Value, grouping: str | None = None, point: str | None = None) -> Value:
    """The number that a text means, with the separators that it uses."""
    if not isinstance(text, str):
        if grouping is not None or point is not None:
            raise Refused("expected a string")
        return text
    if grouping not in (None, " ", ",", ".") or point not in (None, ",", "."):
        raise Refused("a separator is a space, a comma or a period")
    if grouping is not None and grouping == point:
        raise Refused("the separators must differ")
    return _parse(text, grouping, point)


def _parse(text: str, grouping: str | None, point: str | None) -> Value:
    plain = text.replace(grouping, "") if grouping else text
    if point == ",":
        if "." in plain:
            raise Refused("the text is no number")
        plain = plain.replace(",", ".")
    if len(plain) > 10_000 or not _NUMBER.fullmatch(plain):
        raise Refused("the text is no number")
    return parse_number(plain)
