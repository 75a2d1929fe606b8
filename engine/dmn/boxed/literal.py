"""Literal expressions: a FEEL text in a box."""

from engine.dmn.boxed.core import Room, boxes, checked, compile_text, nothing
from engine.dmn.errors import Problem
from engine.dmn.reading import Element, attribute, child, identity, text_of
from engine.feel.compile import Code


@boxes("literalExpression")
def literal(element: Element, room: Room) -> Code:
    """The text as an expression, with its declared type."""
    language = attribute(element, "expressionLanguage")
    if language and "feel" not in language.lower():
        message = f"the expression language {language} is not run here; only FEEL is."
        spanish = f"el lenguaje de expresiones {language} no se ejecuta aquí; solo FEEL."
        room.problems.append(Problem(identity(element), message, spanish))
    if child(element, "importedValues") is not None:
        message = "imported values are not supported."
        spanish = "no se admiten valores importados."
        room.problems.append(Problem(identity(element), message, spanish))
    text = text_of(element)
    if not text:
        return nothing
    type_ = room.items.resolve(attribute(element, "typeRef"), element)
    expression = compile_text(text, element, room, type_)
    if expression is None:
        return nothing
    return checked(expression.code, type_, f"the value of {identity(element)}")
