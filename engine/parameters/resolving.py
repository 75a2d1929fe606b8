"""Resolving a parameter by the date of the legal fact (the call, the filing), never by today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from storage.database import Connection
from storage.queries.deadlines import parameter_on

TEXT = "text"
"""The unit of a parameter that is no number."""


PERCENT_OF_UIT = "percent of UIT"
"""The unit of an amount that is told as a part of the tax unit of its day."""


class NoParameter(ValueError):
    """No value of this parameter is known for that day; the message says which."""


def resolve(connection: Connection, municipality_id: int, key: str, on: date) -> Decimal | str:
    """The value of a parameter on a day: a number, or text when its unit is `text`."""
    row = parameter_on(connection, municipality_id, key, on=on)
    if row is None:
        raise NoParameter(f"no hay un valor de «{key}» vigente el {on:%d/%m/%Y}")
    return row.value if row.unit == TEXT else number(row.value, key)


def number(text: str, key: str) -> Decimal:
    """The number that a parameter holds."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise NoParameter(f"«{key}» no es un número: {text!r}")
    return found


def money(text: str, unit: str, key: str, uit: Callable[[], Decimal]) -> Decimal:
    """What a fee costs before it is rounded: its amount, or its part of the tax unit."""
    value = number(text, key)
    return value * uit() / 100 if unit == PERCENT_OF_UIT else value
