"""Values as JSON for other programs: every digit of a number kept, days and instants as texts.

Not `engine.values`, whose dialect marks days with `@` for the engine itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import Any

from engine.feel.boundary import inward


def written(value: Any) -> str:
    """The JSON of a value; what JSON has no form for is written as FEEL writes it, as a text."""
    match value:
        case str():
            return _text(value)
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return str(value)
        case Mapping():
            members = (f"{written(str(key))}:{written(item)}" for key, item in value.items())
            return "{" + ",".join(members) + "}"
        case list() | tuple():
            return "[" + ",".join(map(written, value)) + "]"
        case date() | time():
            return f'"{value.isoformat()}"'
    return _text(str(inward(value)))


def _text(text: str) -> str:
    """Half a character, which UTF-8 does not have, is escaped."""
    halved = any("\ud800" <= char <= "\udfff" for char in text) if not text.isascii() else False
    return encode_basestring_ascii(text) if halved else encode_basestring(text)
