"""Boxed contexts, lists and relations."""

from engine.dmn.boxed.core import Room, boxes, checked, compile_boxed, find_expression, is_boxed
from engine.dmn.reading import Element, attribute, child, children, identity, name_of
from engine.feel.compile import Code
from engine.feel.run import Run
from engine.feel.types import Type
from engine.feel.values import Scope, Value


@boxes("context")
def context(element: Element, room: Room) -> Code:
    """Entries in order, each seeing those before; an entry without a name is the result."""
    entries: list[tuple[str, Code]] = []
    for entry in children(element, "contextEntry"):
        name, code, type_ = _entry(entry, room)
        entries.append((name, code))
        room = room.knowing({name: type_} if name else {})
    type_ = room.items.resolve(attribute(element, "typeRef"), element)

    def context_code(scope: Scope, run: Run) -> Value:
        local, result = dict(scope), {}
        for name, code in entries:
            value = code(local, run)
            if not name:
                return value
            result[name] = local[name] = value
        return result

    return checked(context_code, type_, f"the context {identity(element)}")


def _entry(entry: Element, room: Room) -> tuple[str, Code, Type | None]:
    variable = child(entry, "variable")
    name = name_of(variable) if variable is not None else ""
    inside = room.knowing({name: None} if name else {})
    code = compile_boxed(find_expression(entry), inside, owner=identity(entry))
    if variable is None:
        return "", code, None
    type_ = room.items.resolve(attribute(variable, "typeRef"), variable)
    return name, checked(code, type_, f"the entry {name}"), type_


@boxes("list")
def list_(element: Element, room: Room) -> Code:
    """A list of boxed expressions."""
    items = [compile_boxed(item, room) for item in children(element) if is_boxed(item)]
    type_ = room.items.resolve(attribute(element, "typeRef"), element)

    def list_code(scope: Scope, run: Run) -> Value:
        return [item(scope, run) for item in items]

    return checked(list_code, type_, f"the list {identity(element)}")


@boxes("relation")
def relation(element: Element, room: Room) -> Code:
    """A list of contexts: a column is a key, a row is a context."""
    columns = [(name_of(column), column) for column in children(element, "column")]
    rows = [_row(row, columns, room) for row in children(element, "row")]
    type_ = room.items.resolve(attribute(element, "typeRef"), element)

    def relation_code(scope: Scope, run: Run) -> Value:
        return [{name: code(scope, run) for name, code in row} for row in rows]

    return checked(relation_code, type_, f"the relation {identity(element)}")


def _row(row: Element, columns: list[tuple[str, Element]], room: Room) -> list[tuple[str, Code]]:
    cells = [compile_boxed(cell, room) for cell in children(row) if is_boxed(cell)]
    return [
        (name, _typed(cell, column, room))
        for (name, column), cell in zip(columns, cells, strict=False)
    ]


def _typed(cell: Code, column: Element, room: Room) -> Code:
    type_ = room.items.resolve(attribute(column, "typeRef"), column)
    return checked(cell, type_, f"the column {name_of(column)}")
