"""Cells whose literals are of another kind than their column."""

from collections.abc import Iterator

from engine.dmn.checks.finding import Finding, Severity
from engine.dmn.notes import Cell, Column, TableNote
from engine.feel.nodes import Literal, Negation, Node, RangeLiteral, UnaryRange
from engine.feel.types import SIMPLE, Type, conforms
from engine.feel.values import Value, kind


def type_mismatches(table: TableNote) -> Iterator[Finding]:
    """Every literal in a condition or an output that its column cannot hold."""
    for row in table.rows:
        for column, cell in zip(table.columns, row.conditions, strict=False):
            yield from _condition(table, column, cell, row.number)
        for type_, cell in zip(table.output_types, row.outputs, strict=False):
            yield from _output(table, type_, cell, row.number)


def _condition(table: TableNote, column: Column, cell: Cell, number: int) -> Iterator[Finding]:
    if column.type is None or column.type.name not in SIMPLE or cell.tests is None:
        return
    if column.type.name in ("Any", "list", "context", "range", "function"):
        return
    for value in (value for test in cell.tests.tests for value in _literals(test)):
        if value is not None and kind(value) != column.type.name:
            message = f"expected a {column.type.name} for {column.text}, but got a {kind(value)}."
            spanish = f"{column.text} es de tipo {column.type.name} y la celda dice {kind(value)}."
            yield Finding(Severity.ERROR, table.owner, cell.element, message, spanish, (number,))
            return


def _literals(node: Node) -> Iterator[Value]:
    match node:
        case Literal(value=value):
            yield value
        case Negation(operand=operand) | UnaryRange(operand=operand):
            yield from _literals(operand)
        case RangeLiteral(low=low, high=high):
            yield from _literals(low)
            yield from _literals(high)


def _output(table: TableNote, type_: Type | None, cell: Cell, number: int) -> Iterator[Finding]:
    node = cell.expression.node if cell.expression else None
    if type_ is None or not isinstance(node, Literal) or conforms(node.value, type_):
        return
    same = kind(node.value) == type_.name
    what = "is not one of the allowed values" if same else "does not fit"
    falla = "no es uno de los valores permitidos" if same else "no corresponde"
    message = f"the output is a {kind(node.value)} that {what}; expected a {type_.name}."
    spanish = f"la salida es de tipo {kind(node.value)} y {falla}; se espera {type_.name}."
    yield Finding(Severity.ERROR, table.owner, cell.element, message, spanish, (number,))
