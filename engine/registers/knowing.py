"""Answers that have to be a key of a register: the code of a parcel, of a taxpayer.

A field says so with the property `known_in`. What the register does not hold is a fault of that
very field, told before anything begins; a register that is empty yet keeps nobody out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.forms import FieldError, Form
from engine.forms.components import Component
from engine.forms.names import at, name_of
from engine.forms.rows import fields_in, lists_in
from engine.installation import Installation
from engine.registers.offering import Keyed
from engine.values import Value
from storage.database import Connection

KNOWN_IN = "known_in"


def unknown_keys(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    form: Form,
    values: Mapping[str, Value],
) -> tuple[FieldError, ...]:
    """The answers that no register holds, each with what to do about it."""
    found: list[FieldError] = []
    for field, name, key in _keys(form, values):
        register = installation.registers.get(field.properties[KNOWN_IN])
        if isinstance(register, Keyed) and not register.holds(connection, municipality_id, key):
            label = field.label.plain({}) or name
            found.append(FieldError(name, register.unknown, {"label": label, "key": key}))
    return tuple(found)


def asked_in(form: Form | None) -> tuple[str, ...]:
    """The registers that the fields of a form are looked for in."""
    fields = form.fields if form else ()
    named = (field.properties.get(KNOWN_IN) for field in fields)
    return tuple(dict.fromkeys(name for name in named if name))


def _keys(form: Form, values: Mapping[str, Value]) -> Iterator[tuple[Component, str, str]]:
    for field, place in fields_in(form.components):
        yield from _key(field, place, at(values, place))
    for part, place in lists_in(form.components):
        rows = at(values, place)
        for number, row in enumerate(rows if isinstance(rows, list) else ()):
            for field, inside in fields_in(part.children):
                yield from _key(field, (*place, number, *inside), at(row, inside))


def _key(
    field: Component, place: tuple[str | int, ...], value: object
) -> Iterator[tuple[Component, str, str]]:
    if KNOWN_IN in field.properties and isinstance(value, str) and value.strip():
        yield field, name_of(place), value.strip()
