"""Values as text: the one JSON dialect of scopes, submissions and payloads.

Compact and lossless for None, bool, numbers (always Decimal when read), text, lists, contexts and
the temporal values of FEEL, which are tagged `{"@": "2026-03-01"}` with their at-literal text.
A context key that begins with `@` is written with one more. Pure.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import Any, TypeAlias

from engine.feel.boundary import inward, outward
from engine.feel.dates import Date, parse_date
from engine.feel.durations import DaysTimeDuration, YearsMonthsDuration, parse_duration
from engine.feel.times import DateTime, Time, parse_date_time, parse_time

# What a process can hold: the union is FEEL's own, which is dynamic.
Value: TypeAlias = Any
MAX_DEPTH = 100
SHORT = 20
_NESTING = frozenset((dict, list, tuple))
_PLAIN = frozenset((str, bool, type(None)))
_FAST = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_SURROGATE = re.compile("[\ud800-\udfff]")


def dumps(value: Value) -> str:
    """The text of a value. TypeError for what a process cannot hold (floats, functions)."""
    return _text(value, 0)


def plain(value: Value) -> Value:
    """The value for other programs: temporal values are their text, without the tag."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, str | bool | int | Decimal | None):
        return value
    return json.loads(dumps(value))["@"]


def loads(text: str) -> Value:
    """The value of a text that `dumps` wrote; numbers come back as Decimal."""
    return _DECODER.decode(text)


def _text(value: Value, depth: int) -> str:
    write = _WRITERS.get(value.__class__)
    if write is None and value.__class__ not in _NESTING:
        write = _writer_of(value)
    if write is not None:
        return write(value)
    if depth >= MAX_DEPTH:
        raise ValueError(f"a value may be nested {MAX_DEPTH} deep, and this one is deeper")
    if isinstance(value, Mapping):
        items = [f"{_key(key)}:{_text(item, depth + 1)}" for key, item in value.items()]
        return "{" + ",".join(items) + "}"
    if isinstance(value, list | tuple):
        plain = _plain_list(value) if len(value) > SHORT else None
        if plain is not None:
            return plain
        return "[" + ",".join([_text(item, depth + 1) for item in value]) + "]"
    raise TypeError(f"a process cannot hold a value of type {type(value).__name__}")


def _plain_list(values: Value) -> str | None:
    """A long list of texts, quickly; None where it holds anything else."""
    if not _PLAIN.issuperset(map(type, values)):
        return None
    text = _FAST.encode(values)
    return text if text.isascii() or not _SURROGATE.search(text) else None


def _writer_of(value: Value) -> Callable[[Value], str] | None:
    for kind in (bool, int, Decimal, str, datetime, date, time, timedelta):
        if isinstance(value, kind):
            return _WRITERS[kind]
    return None


def _number(value: Decimal) -> str:
    if not value.is_finite():
        raise TypeError("a process cannot hold infinity or not-a-number")
    return str(value)


def _string(value: str) -> str:
    if not value.isascii() and _SURROGATE.search(value):
        return encode_basestring_ascii(value)
    return encode_basestring(value)


def _key(key: Value) -> str:
    if not isinstance(key, str):
        raise TypeError("the keys of a context are text")
    return _string("@" + key if key.startswith("@") else key)


def _tagged(value: Value) -> str:
    return f'{{"@":"{inward(value)}"}}'


_WRITERS: dict[type, Callable[[Value], str]] = {
    type(None): lambda _: "null",
    bool: lambda value: "true" if value else "false",
    int: lambda value: str(int(value)),
    Decimal: _number,
    str: _string,
    date: _tagged, datetime: _tagged, time: _tagged, timedelta: _tagged,
    Date: _tagged, DateTime: _tagged, Time: _tagged,
    DaysTimeDuration: _tagged, YearsMonthsDuration: _tagged,
}  # fmt: skip


def _untag(pairs: list[tuple[str, Value]]) -> Value:
    if len(pairs) == 1 and pairs[0][0] == "@":
        return _temporal(pairs[0][1])
    return {key[1:] if key.startswith("@") else key: value for key, value in pairs}


def _temporal(text: str) -> Value:
    for parse in (parse_date, parse_date_time, parse_duration, parse_time):
        value = parse(text)
        if value is not None:
            return outward(value)
    raise ValueError(f"not a date, time or duration: {text!r}")


def _refuse_constant(text: str) -> Value:
    raise ValueError(f"a process cannot hold {text}")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_untag,
    parse_float=Decimal,
    parse_int=Decimal,
    parse_constant=_refuse_constant,
)
