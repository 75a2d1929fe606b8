"""Texts and cells that can only give null, or a value of another type than is asked for.

Types are inferred (engine.feel.inference) from item definitions, input data, table columns and
signatures. Only what is wrong for every value is told; each finding names its cell.
"""

from collections.abc import Iterator

from engine.dmn.checks.finding import Finding, Severity
from engine.dmn.checks.known import ModelTypes
from engine.dmn.model import Model
from engine.dmn.notes import Cell, Column, TableNote, TextNote
from engine.feel.inference import Known, Mismatch, infer, infer_cell, mismatches, never
from engine.feel.nodes import Literal, Negation, Node, RangeLiteral, UnaryRange, UnaryTests
from engine.feel.types import SIMPLE, Type, conforms, unrestricted
from engine.feel.values import Value, kind
from engine.sentences import N_, phrase


def text_mismatches(text: TextNote, model: Model, types: ModelTypes) -> Iterator[Finding]:
    """What is wrong inside a text, or with its value as a whole; cells of conditions have their
    own check."""
    if isinstance(text.expression.node, UnaryTests):
        return
    known, rules = types.known_in(text), _rules_of(text.element, model)
    found = mismatches(text.expression.node, known)
    for each in found:
        yield _finding(text.owner, text.element, each, rules)
    if not found and text.wanted is not None:
        given = infer(text.expression.node, known, _nobody)
        if never(given, text.wanted):
            yield _unfit(text.owner, text.element, given.name, text.wanted.name, rules)


def table_mismatches(table: TableNote, types: ModelTypes) -> Iterator[Finding]:
    """Every condition that its column can never meet, and every output of another type."""
    known = types.known_in(table)
    for row in table.rows:
        for column, cell in zip(table.columns, row.conditions, strict=False):
            yield from _condition(table, column, cell, row.number, known)
        for type_, cell in zip(table.output_types, row.outputs, strict=False):
            yield from _output(table, type_, cell, row.number, known)


def _rules_of(element: str, model: Model) -> tuple[int, ...]:
    """The rule that an output cell stands in."""
    for table in model.notes.tables:
        for row in table.rows:
            if any(cell.element == element for cell in row.outputs):
                return (row.number,)
    return ()


def _condition(
    table: TableNote, column: Column, cell: Cell, number: int, known: Known
) -> Iterator[Finding]:
    if cell.tests is None:
        return
    literal = _literal_of_another_kind(column, cell.tests)
    if literal is not None and column.type is not None:
        message = f"expected a {column.type.name} for {column.text}, but got a {kind(literal)}."
        said = phrase(
            N_("%(column)s es de tipo %(type)s y la celda dice %(given)s."),
            column=column.text, type=column.type.name, given=kind(literal),
        )  # fmt: skip
        yield Finding(Severity.ERROR, table.owner, cell.element, message, said, (number,))
        return
    found: list[Mismatch] = []
    infer_cell(cell.tests, _type_of(column, known), known, found.append)
    for each in dict.fromkeys(found):
        yield _finding(table.owner, cell.element, each, (number,))


def _type_of(column: Column, known: Known) -> Type | None:
    """What a column asks about: its declared type, or that of its expression."""
    if column.type is not None:
        return unrestricted(column.type)
    return infer(column.expression.node, known, _nobody) if column.expression else None


def _nobody(_mismatch: Mismatch) -> None:
    """Whoever is only asked for the type tells nothing."""


def _literal_of_another_kind(column: Column, tests: UnaryTests) -> Value:
    if column.type is None or column.type.name not in SIMPLE:
        return None
    if column.type.name in ("Any", "list", "context", "range", "function"):
        return None
    values = (value for test in tests.tests for value in _literals(test))
    return next((v for v in values if v is not None and kind(v) != column.type.name), None)


def _literals(node: Node) -> Iterator[Value]:
    match node:
        case Literal(value=value):
            yield value
        case Negation(operand=operand) | UnaryRange(operand=operand):
            yield from _literals(operand)
        case RangeLiteral(low=low, high=high):
            yield from _literals(low)
            yield from _literals(high)


def _output(
    table: TableNote, type_: Type | None, cell: Cell, number: int, known: Known
) -> Iterator[Finding]:
    node = cell.expression.node if cell.expression else None
    if type_ is None or node is None:
        return
    given = infer(node, known, _nobody)
    if never(given, type_):
        yield _unfit(table.owner, cell.element, given.name, type_.name, (number,))
    elif isinstance(node, Literal) and not conforms(node.value, type_):
        message = f"the output is a {given.name} that is not one of the allowed values."
        said = phrase(
            N_("la salida es de tipo %(type)s y no es uno de los valores permitidos."),
            type=given.name,
        )
        yield Finding(Severity.ERROR, table.owner, cell.element, message, said, (number,))


def _finding(owner: str, element: str, found: Mismatch, rules: tuple[int, ...]) -> Finding:
    message, said = f"{found.message}.", phrase("%(why)s.", why=found.sentence)
    return Finding(Severity.ERROR, owner, element, message, said, rules)


def _unfit(owner: str, element: str, given: str, wanted: str, rules: tuple[int, ...]) -> Finding:
    message = f"the value is a {given} that does not fit; expected a {wanted}."
    said = phrase(
        N_("el valor es de tipo %(given)s y no corresponde; se espera %(wanted)s."),
        given=given, wanted=wanted,
    )  # fmt: skip
    return Finding(Severity.ERROR, owner, element, message, said, rules)
