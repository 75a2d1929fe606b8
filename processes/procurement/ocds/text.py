"""JSON whose numbers are exact: a Decimal is written as it is, never as a binary float. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

Json = dict[str, Any]


def dumps(value: Any) -> str:
    """The text of a value; keys keep their order."""
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{dumps(str(k))}:{dumps(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(dumps, value)) + "]"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return json.dumps(value, ensure_ascii=False)


def loads(text: str) -> Any:
    """The value of a text; numbers with a fraction come back as Decimal."""
    return json.loads(text, parse_float=Decimal)
