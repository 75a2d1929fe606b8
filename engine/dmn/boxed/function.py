"""Boxed functions: FEEL bodies, and external ones that only the host can provide."""

from engine.dmn.boxed.core import Room, boxes, compile_boxed, conformed, find_expression, plain_name
from engine.dmn.errors import Problem
from engine.dmn.reading import Element, attribute, child, children, identity, name_of, text_of
from engine.feel.compile import Code
from engine.feel.compile.literals import external_function
from engine.feel.errors import Refused
from engine.feel.names import canonical
from engine.feel.run import Run
from engine.feel.types import Type, coerce
from engine.feel.values import Function, Scope, Value, kind
from engine.sentences import N_, phrase

_WEIGHT = 10


@boxes("functionDefinition")
def function_definition(element: Element, room: Room) -> Code:
    """A function that remembers the scope where it was made."""
    return make_function(element, room, name="function", result=None)


def make_function(element: Element, room: Room, *, name: str, result: Type | None) -> Code:
    """The closure that makes the function of a definition, with checked arguments and result."""
    parameters = parameters_of(element, room)
    names = tuple(parameter for parameter, _ in parameters)
    types = tuple(type_ for _, type_ in parameters)
    inside = room.knowing({name: None, **dict(parameters)})
    body = compile_boxed(find_expression(element), inside, owner=identity(element))
    external = _is_external(element, room)
    declared = room.items.resolve(attribute(element, "typeRef"), element)
    result = result or (None if declared is None or declared.name == "function" else declared)

    def function_code(scope: Scope, run: Run) -> Value:
        if external:
            return external_function(body(scope, run), names, run)

        def call(arguments: list[Value], running: Run) -> Value:
            running.spend(_WEIGHT)
            local = {**scope, **_bound(names, types, arguments)}
            value = body(local, running)
            return conformed(value, result, f"the result of {name}", running)

        return Function(name, names, call, types, result)

    return function_code


def parameters_of(element: Element, room: Room) -> list[tuple[str, Type | None]]:
    """The formal parameters; a table without any takes the names that its inputs read."""
    declared = [
        (name_of(part), room.items.resolve(attribute(part, "typeRef"), part))
        for part in children(element, "formalParameter")
    ]
    table = child(element, "decisionTable")
    if declared or table is None:
        return declared
    found: dict[str, Type | None] = {}
    for expression in table.iterfind("{*}input/{*}inputExpression"):
        name = canonical(text_of(expression))
        if plain_name(name, room) and name not in room.scope:
            found[name] = room.items.resolve(attribute(expression, "typeRef"), expression)
    return list(found.items())


def _bound(names: tuple[str, ...], types: tuple[Type | None, ...], arguments: list[Value]) -> Scope:
    local: Scope = {}
    for name, type_, argument in zip(names, types, arguments, strict=True):
        fits, local[name] = coerce(argument, type_) if type_ else (True, argument)
        if not fits:
            raise Refused(f"{name} cannot be a {kind(argument)}")
    return local


def _is_external(element: Element, room: Room) -> bool:
    found = attribute(element, "kind") or "FEEL"
    if found == "PMML":
        message = "functions of kind PMML are not run here."
        said = phrase(N_("las funciones de tipo PMML no se ejecutan aquí."))
        room.problems.append(Problem(identity(element), message, said))
    return found != "FEEL"
