"""The place in a list where the next page begins, as one opaque word.

It holds the keys of the last row, nothing secret: whoever makes one up sees no other rows than
those that the list shows anyway.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode

from ui.api.kinds import ApiKind
from ui.api.problems import own

GREATEST = 2**63


def cursor_of(name: str, *keys: int) -> str:
    """The cursor after the row with these keys, in the list of this name."""
    text = json.dumps([name, *keys], separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def place_in(name: str, cursor: str | None, *, keys: int) -> tuple[int, ...] | None:
    """The keys of a cursor of this list; None at the beginning."""
    if not cursor:
        return None
    try:
        found = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError):
        raise own(ApiKind.INVALID_CURSOR) from None
    if not _is_place(found, name, keys):
        raise own(ApiKind.INVALID_CURSOR)
    return tuple(found[1:])


def _is_place(found: object, name: str, keys: int) -> bool:
    if not isinstance(found, list) or len(found) != keys + 1 or found[0] != name:
        return False
    return all(type(each) is int and 0 <= each < GREATEST for each in found[1:])
