"""Boxed invocations: a function and its arguments by name."""

from engine.dmn.boxed.core import Room, boxes, checked, compile_boxed, find_expression
from engine.dmn.reading import Element, attribute, child, children, identity, name_of
from engine.feel.compile import Code
from engine.feel.compile.calls import call_with_names
from engine.feel.errors import Refused
from engine.feel.run import Run
from engine.feel.values import Function, Scope, Value


@boxes("invocation")
def invocation(element: Element, room: Room) -> Code:
    """Calls what its expression gives with its bindings."""
    called = compile_boxed(find_expression(element), room, owner=identity(element))
    bindings = [_binding(binding, room) for binding in children(element, "binding")]
    type_ = room.items.resolve(attribute(element, "typeRef"), element)
    where = identity(element)

    def invocation_code(scope: Scope, run: Run) -> Value:
        function = called(scope, run)
        if function.__class__ is not Function:
            run.warn("", 0, f"{where}: there is no such function")
            return None
        values = {name: code(scope, run) for name, code in bindings}
        try:
            return call_with_names(function, values, run)
        except (Refused, ArithmeticError) as refused:
            run.warn("", 0, f"{where}: {refused}")
            return None

    return checked(invocation_code, type_, f"the value of {where}")


def _binding(binding: Element, room: Room) -> tuple[str, Code]:
    parameter = child(binding, "parameter")
    name = name_of(parameter) if parameter is not None else ""
    type_ = room.items.resolve(attribute(parameter, "typeRef")) if parameter is not None else None
    code = compile_boxed(find_expression(binding), room)
    return name, checked(code, type_, f"the argument {name}")
