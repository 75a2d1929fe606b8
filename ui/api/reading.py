"""JSON from outside: numbers keep every digit, and nothing comes in that the database cannot hold.

Refused: what is not JSON, NaN and infinity, numbers of absurd size, texts with NUL or half a
character, names that come twice, nesting beyond `DEEPEST`.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from ui.api.kinds import ApiKind
from ui.api.problems import own

MOST_BYTES = 1_000_000
DEEPEST = 40
LONGEST_NUMBER = 60
_UNPLAIN = re.compile("[\x00\ud800-\udfff]")


def read_json(body: bytes) -> Any:
    """The value of a JSON text; a Problem when it is none."""
    try:
        value = json.loads(
            body.decode(),
            parse_float=_number,
            parse_int=_number,
            parse_constant=_refuse,
            object_pairs_hook=_once,
        )
    except (ValueError, RecursionError):
        raise own(ApiKind.UNREADABLE) from None
    _check(value, 0)
    return value


def _number(text: str) -> int | Decimal:
    exponent = text.lower().partition("e")[2]
    if len(text) > LONGEST_NUMBER or abs(int(exponent or 0)) > LONGEST_NUMBER:
        raise ValueError(text)
    return int(text) if text.lstrip("-").isdigit() else Decimal(text)


def _refuse(text: str) -> Any:
    raise ValueError(text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name comes twice")
    return found


def _check(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise own(ApiKind.UNREADABLE)
    if isinstance(value, str):
        if not is_plain(value):
            raise own(ApiKind.UNREADABLE)
    elif isinstance(value, dict):
        for name, item in value.items():
            _check(name, depth + 1)
            _check(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _check(item, depth + 1)


def is_plain(text: str) -> bool:
    """No NUL and no half of a character: both databases can hold it."""
    return _UNPLAIN.search(text) is None
