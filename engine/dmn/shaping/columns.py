"""Columns of a decision table come, go and move, with the cells that its rules have for them."""

from __future__ import annotations

from engine.dmn.editing import owner_of
from engine.dmn.reading import Element, attribute
from engine.dmn.trees import free, made, parts, plain, put, put_at, take_out

_KINDS = {
    "input": ("inputEntry", ("description", "extensionElements", "input")),
    "output": ("outputEntry", ("description", "extensionElements", "input", "output")),
    "annotation": (
        "annotationEntry", ("description", "extensionElements", "input", "output", "annotation"),
    ),
}  # fmt: skip
_CELLS = ("inputEntry", "outputEntry", "annotationEntry")


def add_column(table: Element, kind: str, *, label: str, text: str = "", type_: str = "") -> int:
    """A column behind the others of its kind («input», «output», «annotation»); its place from 0.

    `text` is what an input asks for. The only output has no name until a second one comes."""
    cell, before = _KINDS[kind]
    place = len(parts(table, kind))
    if kind == "output":
        _name_outputs(table)
    put(table, _heading(table, kind, label, text, type_), after=before)
    for rule in parts(table, "rule"):
        entry = made(rule, cell, "-" if kind == "input" else "")
        if kind != "annotation":
            entry.set("id", free(table, f"{rule.get('id') or 'regla'}_{kind}_{place + 1}"))
        behind = _CELLS[: _CELLS.index(cell) + 1]
        put(rule, entry, after=("description", "extensionElements", *behind))
    return place


def remove_column(table: Element, kind: str, place: int) -> None:
    """A column goes with its cells. ValueError for the last result; IndexError for none."""
    heads = parts(table, kind)
    if kind == "output" and len(heads) == 1:
        raise ValueError("a table gives something")
    take_out(heads[_within(place, heads)])
    for rule in parts(table, "rule"):
        cells = parts(rule, _KINDS[kind][0])
        if place < len(cells):
            take_out(cells[place])


def move_column(table: Element, kind: str, place: int, by: int) -> int:
    """A column goes by one to the right (1) or left (-1) among those of its kind; its place."""
    heads = parts(table, kind)
    to = min(max(_within(place, heads) + by, 0), len(heads) - 1)
    _exchange(heads, place, to)
    for rule in parts(table, "rule"):
        cells = parts(rule, _KINDS[kind][0])
        if max(place, to) < len(cells):
            _exchange(cells, place, to)
    return to


def _within(place: int, among: list[Element]) -> int:
    if not 0 <= place < len(among):
        raise IndexError(place)
    return place


def _exchange(among: list[Element], place: int, to: int) -> None:
    parent = among[place].getparent()
    if place == to or parent is None:
        return
    at = parent.index(among[to])
    take_out(among[place])
    put_at(parent, among[place], at)


def _heading(table: Element, kind: str, label: str, text: str, type_: str) -> Element:
    base = table.get("id") or "tabla"
    if kind == "annotation":
        return made(table, kind, name=label)
    if kind == "output":
        taken = {attribute(each, "name") for each in parts(table, "output")}
        bare = plain(label, "resultado")
        tries = [bare, *(f"{bare}_{number}" for number in range(2, len(taken) + 3))]
        name = next(each for each in tries if each not in taken) if taken else ""
        own_id = free(table, f"{base}_resultado")
        return made(table, kind, id=own_id, label=label, name=name, typeRef=type_)
    found = made(table, kind, id=free(table, f"{base}_entrada"), label=label)
    asked = made(table, "inputExpression", text, typeRef=type_)
    asked.set("id", free(table, f"{base}_pregunta"))
    found.append(asked)
    return found


def _name_outputs(table: Element) -> None:
    for place, each in enumerate(parts(table, "output"), 1):
        if not attribute(each, "name"):
            label = attribute(each, "label") or owner_of(table)[1]
            each.set("name", plain(label, "resultado") if label else f"resultado_{place}")
