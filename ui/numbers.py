"""Numbers in what a browser sends: the ids of addresses and forms, and small counts."""

from __future__ import annotations

_GREATEST = 2**63
_DIGITS = 19


def number_in(text: str) -> int | None:
    """A whole number that a database can hold, of plain digits; None for whatever is none."""
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        return None
    number = int(text)
    return number if number < _GREATEST else None
