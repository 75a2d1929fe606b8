"""A fact of a case, written as its process says it is read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from engine.definitions.manifest import GlanceFormat
from engine.values import Value
from ui.formats import NBSP
from ui.visit import Member


def written(value: Value, how: GlanceFormat, here: Member) -> str:
    """A value as the manifest says it is written."""
    formats = here.formats
    if isinstance(value, Decimal):
        if how is GlanceFormat.MONEY:
            return formats.money(value)
        places = max(0, -int(value.normalize().as_tuple().exponent))
        number = formats.number(value, min(places, 4))
        return f"{number}{NBSP}%" if how is GlanceFormat.PERCENT else number
    if isinstance(value, bool):
        return here.words.gettext("Sí") if value else here.words.gettext("No")
    if isinstance(value, date):
        return formats.day_words(value, here.today)
    if isinstance(value, list):
        return ", ".join(written(each, how, here) for each in value)
    return str(value)
