"""Money as people type it: «35», «35.00», «35,00», «1,250.00»."""

from __future__ import annotations

import re
from decimal import Decimal

_PLAIN = re.compile(r"\d{1,9}(?:[.,]\d{1,2})?")
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d{1,2})?")
NO_MONEY = Decimal("NaN")
"""What no verb takes: they say that the amount is missing."""


def money_in(text: str) -> Decimal:
    """The amount in a text; NO_MONEY for whatever is none."""
    tidy = re.sub(r"[\s\u00a0]", "", text)
    if not tidy.isascii():
        return NO_MONEY
    if _PLAIN.fullmatch(tidy):
        return Decimal(tidy.replace(",", "."))
    found = _GROUPED.fullmatch(tidy)
    if found is None:
        return NO_MONEY
    whole = tidy.replace(found[1], "")
    return Decimal(whole.replace(",", "."))
