"""The values of a form, as people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from engine.forms import FieldView, Kind
from engine.forms.addresses import AddressView, address_words, typed_words
from engine.forms.locations import location_words
from ui.form.maps import Spot
from ui.visit import Visit


def typed_in(value: object) -> str:
    """What was typed into a field, as one line of words."""
    match value:
        case str():
            return value
        case AddressView():
            return typed_words(value)
        case Spot():
            return ", ".join(each for each in (value.lat, value.lon) if each)
    return ""


def answer_words(view: FieldView, here: Visit) -> str:
    """An answer as a summary reads it back: what could not be understood, as it was typed."""
    if view.typed is None and view.value:
        return view.value
    if view.typed is None and view.address:
        return typed_words(view.address) or "—"
    if view.typed is None and view.point:
        return ", ".join(each for each in (view.point.lat, view.point.lon) if each) or "—"
    if view.typed is None and view.parts:
        parts = view.parts
        return " ".join(part for part in (parts.day, parts.month, parts.year, parts.time) if part)
    return read_only_value(view, here)


def read_only_value(view: FieldView, here: Visit) -> str:
    """A locked answer as text: the label of an option, an amount, a date."""
    if view.options:
        labels = [option.label for option in view.options if option.text in view.chosen]
        return ", ".join(labels) or "—"
    if view.kind is Kind.CHECKBOX:
        return here.words.gettext("Sí") if "true" in view.chosen else here.words.gettext("No")
    return written(view.typed, view, here)


def written(value: Any, view: FieldView, here: Visit) -> str:
    """A value as a person reads it."""
    formats = here.formats
    match value:
        case None | "":
            return "—"
        case bool():
            return here.words.gettext("Sí") if value else here.words.gettext("No")
        case Decimal() if view.format == "money":
            return formats.money(value, view.currency or None)
        case Decimal() if view.format == "percent":
            return f"{formats.number(value, decimals_of(value))} %"
        case Decimal():
            told = formats.number(value, decimals_of(value))
            return f"{told} {view.suffix}".strip()
        case datetime():
            return f"{formats.day_words(value)}, {value:%H:%M}"
        case date():
            return formats.day_words(value)
        case time():
            return f"{value:%H:%M}"
        case Mapping():
            return location_words(value) or address_words(value) or "—"
        case list() | tuple():
            return ", ".join(written(each, view, here) for each in value) or "—"
    return str(value)


def told_text(pieces: Sequence[Any], here: Visit) -> str:
    """The words of a piece of text, with its values written; a number after the sign of the
    currency is an amount."""
    plain, told, sign = FieldView(Kind.TEXT, ""), "", here.formats.style.sign
    for piece in pieces:
        if isinstance(piece, str):
            told += piece
        elif isinstance(piece, Decimal) and told.rstrip().endswith(sign):
            told = told.rstrip().removesuffix(sign) + here.formats.money(piece)
        elif piece is not None:
            told += written(piece, plain, here)
    return told


def decimals_of(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
