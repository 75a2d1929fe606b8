"""A value of FEEL as a person reads it: numbers with their marks, days in words, lists, all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from engine.feel import Value
from engine.feel.boundary import inward
from engine.feel.errors import FeelError
from engine.feel.run import Run
from engine.feel.text import as_text
from ui.form.written import decimals_of
from ui.parts import Pair
from ui.visit import Visit

MOST_ITEMS = 50
LONGEST = 2_000


def told(value: Value, here: Visit) -> str:
    """One value in a line."""
    _ = here.words.gettext
    match value:
        case None:
            return _("sin valor")
        case bool():
            return _("Sí") if value else _("No")
        case Decimal():
            return here.formats.number(value, min(decimals_of(value), 34))
        case str():
            return value[:LONGEST] or "«»"
        case datetime():
            return in_feel(value)
        case date():
            return here.formats.day_words(value)
        case list() | tuple():
            items = [told(each, here) for each in value[:MOST_ITEMS]]
            more = ["…"] if len(value) > MOST_ITEMS else []
            return "; ".join(items + more)[:LONGEST] or _("lista vacía")
        case Mapping():
            named = (
                f"{name}: {told(each, here)}" for name, each in list(value.items())[:MOST_ITEMS]
            )
            return ", ".join(named)[:LONGEST] or _("contexto vacío")
    return in_feel(value)


def in_feel(value: Value) -> str:
    """What has no words of its own, as FEEL writes it."""
    try:
        return as_text(inward(value), Run())[:LONGEST]
    except (FeelError, TypeError):
        return "…"


def pairs_of(value: Value, here: Visit, labels: Mapping[str, str]) -> list[Pair]:
    """A context as term and value; nothing for what is no context."""
    if not isinstance(value, Mapping):
        return []
    entries = list(value.items())[:MOST_ITEMS]
    return [Pair(labels.get(str(name), str(name)), told(each, here)) for name, each in entries]
