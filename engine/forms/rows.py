"""The rows of a list: what one opens with, which of them hold something, which are there at all.

A row in which only stands what the form itself had proposed for an address holds nothing. A row
that was just added is marked, and opens like the first ones: with what is brought, else its
defaults.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from engine.feel import Host, Value
from engine.forms.addresses import is_unanswered
from engine.forms.components import ANSWERED, FOLDERS, Component, Kind
from engine.forms.names import Tree, at, put
from engine.forms.observing import REASON
from engine.territory import NOWHERE, Ground, ground_of

Place = tuple[str, ...]
NOTHING: Mapping[str, Value] = MappingProxyType({})
ROW = "_row"
"""Stands in a row that is empty and stays; no field has such a name."""
NEW = "new"
"""What stands there when the row was just added, and nobody has seen it yet."""


def lists_in(
    components: tuple[Component, ...], inside: Place = ()
) -> Iterator[tuple[Component, Place]]:
    """The lists, with where their rows stand."""
    for part in components:
        if part.kind is Kind.DYNAMICLIST:
            yield part, inside + part.path
        elif part.kind in FOLDERS:
            yield from lists_in(part.children, inside + part.path)


def fields_in(
    components: tuple[Component, ...], inside: Place = ()
) -> Iterator[tuple[Component, Place]]:
    """What is answered once, with where its answer stands; inside of lists nothing."""
    for part in components:
        if part.kind in FOLDERS:
            yield from fields_in(part.children, inside + part.path)
        elif part.kind in ANSWERED:
            yield part, inside + part.path


def brought(
    component: Component,
    context: Mapping[str, Any],
    around: Mapping[str, Value],
    host: Host,
    row: object = None,
) -> Value:
    """What the prefill of a field gives. What the case knows of its own row goes before the data of
    the case, and that before what stands around."""
    if component.prefill is None:
        return None
    own = {**row, "this": row} if isinstance(row, Mapping) else {}
    return component.prefill.evaluate({**around, **context, **own}, host=host)


def opened_row(
    component: Component,
    known: object,
    context: Mapping[str, Any],
    around: Mapping[str, Value],
    host: Host,
) -> Tree:
    """A row as a form opens it: what the case knows of it, else what is brought; the defaults only
    in a row of which it knows nothing."""
    row: Tree = dict(known) if isinstance(known, Mapping) else {}
    for child, place in fields_in(component.children):
        if at(row, place) is not None:
            continue
        value = brought(child, context, around, host, known)
        if value is None and not isinstance(known, Mapping):
            value = child.default
        if value is not None:
            row = _with(row, place, value)
    return row


def open_new_rows(
    components: tuple[Component, ...],
    answers: Tree,
    context: Mapping[str, Any],
    around: Mapping[str, Value],
    host: Host,
) -> None:
    """Fill each row that was just added as the first ones are filled."""
    for component, place in lists_in(components):
        rows = at(answers, place)
        for number, row in rows.items() if isinstance(rows, Mapping) else ():
            if isinstance(row, Mapping) and row.get(ROW) == NEW:
                fresh = opened_row(component, None, context, around, host)
                put(answers, (*place, number), {**fresh, ROW: NEW})


def numbered(rows: object) -> Tree:
    """The rows that were sent, by their number."""
    if not isinstance(rows, Mapping):
        return {}
    return {number: rows[number] for number in rows if isinstance(number, int)}


def filled(rows: Tree, component: Component, host: Host) -> Tree:
    """The rows with something in them, from 0; more than can be kept are cut one too late, so
    that the check still sees that there were too many. An observation without a reason is none."""
    places = [place for child, place in fields_in(component.children) if child.kind is Kind.ADDRESS]
    ground = ground_of(host) if places and rows else NOWHERE
    told = {
        number: row.get(REASON)
        if component.observes and isinstance(row, Mapping)
        else _without_proposals(row, places, ground)
        for number, row in rows.items()
    }
    there = [rows[number] for number in sorted(rows) if not _blank(told[number])]
    return dict(enumerate(there[: component.rules.max_rows + 1]))


def how_many(component: Component, known: object) -> int:
    """How many rows a list has before anybody answers."""
    if isinstance(known, list | tuple) and known:
        return len(known)
    return component.rows_at_first


def _without_proposals(row: object, places: list[Place], ground: Ground) -> object:
    for place in places:
        if isinstance(row, Mapping) and is_unanswered(at(row, place), ground):
            row = _with(row, place, None)
    return row


def _with(row: Mapping[Any, Any], place: Place, value: object) -> Tree:
    """The row with a value at a place; what it came from stays as it was."""
    name, *rest = place
    inner = row.get(name)
    if rest:
        value = _with(inner if isinstance(inner, Mapping) else {}, tuple(rest), value)
    return {**row, name: value}


def _blank(value: object) -> bool:
    if isinstance(value, Mapping):
        return all(_blank(item) for item in value.values())
    if isinstance(value, list):
        return all(_blank(item) for item in value)
    return value is None or (isinstance(value, str) and not value.strip())
