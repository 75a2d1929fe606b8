"""The clauses of a decision table: inputs with their expression, outputs with their values."""

from dataclasses import dataclass

from engine.dmn.boxed.core import Room, compile_cell, compile_text, conformed, nothing, shortened
from engine.dmn.notes import Column
from engine.dmn.reading import Element, attribute, child, children, identity, name_of, text_of
from engine.feel.compile import Code, Source, compile_node
from engine.feel.compile.tests import Test
from engine.feel.expression import Expression
from engine.feel.nodes import UnaryTests
from engine.feel.run import Run
from engine.feel.types import Type
from engine.feel.values import Scope, Value


@dataclass(frozen=True, slots=True)
class Input:
    """A column of conditions: its expression, its type, its allowed values."""

    code: Code
    type: Type | None
    allowed: Test | None
    what: str
    column: Column

    def value(self, scope: Scope, run: Run) -> Value:
        """The value of the input, null when it is not of its type or not allowed."""
        value = self.code(scope, run)
        if self.type is not None:
            value = conformed(value, self.type, self.what, run)
        if self.allowed and value is not None and self.allowed(value, scope, run) is not True:
            run.warn("", 0, f"{self.what} is not one of the allowed values")
            return None
        return value


@dataclass(frozen=True, slots=True)
class Output:
    """A column of results: its name, type, allowed values in order, and default."""

    name: str
    type: Type | None
    order: list[Value]
    default: Code | None
    what: str

    def checked(self, value: Value, run: Run) -> Value:
        """The value as the column's type."""
        return conformed(value, self.type, self.what, run)


def read_inputs(table: Element, room: Room) -> list[Input]:
    """The input clauses in order."""
    return [_input(element, room) for element in children(table, "input")]


def _input(element: Element, room: Room) -> Input:
    expression = child(element, "inputExpression")
    text = text_of(expression)
    found = compile_text(text, element, room) if text else None
    code = found.code if found else nothing
    reference = attribute(expression, "typeRef") if expression is not None else ""
    type_ = room.items.resolve(reference, element)
    values = child(element, "inputValues")
    tests = _tests(values, room)
    column = Column(identity(element), text, type_, tests, found)
    allowed = tests.test if tests else None
    return Input(code, type_, allowed, f"the input {shortened(text)}", column)


def _tests(values: Element | None, room: Room) -> Expression | None:
    text = text_of(values)
    return compile_cell(text, values, room) if values is not None and text else None


def read_outputs(table: Element, room: Room) -> list[Output]:
    """The output clauses in order."""
    return [_output(element, room) for element in children(table, "output")]


def _output(element: Element, room: Room) -> Output:
    default = child(element, "defaultOutputEntry")
    text = text_of(default)
    expression = compile_text(text, element, room) if text else None
    return Output(
        name_of(element),
        room.items.resolve(attribute(element, "typeRef"), element),
        _order(_tests(child(element, "outputValues"), room)),
        expression.code if expression else None,
        f"the output {name_of(element) or 'of the rule'}",
    )


def _order(tests: Expression | None) -> list[Value]:
    """The allowed values in order of priority; only values, no comparisons."""
    if tests is None or not isinstance(tests.node, UnaryTests):
        return []
    source = Source(tests.text, frozenset(), {})
    return [compile_node(node, source)({}, Run()) for node in tests.node.tests]
