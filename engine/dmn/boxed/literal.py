"""Literal expressions: a FEEL text in a box."""

from engine.dmn.boxed.core import Room, boxes, checked, compile_text, nothing
from engine.dmn.errors import Problem
from engine.dmn.reading import Element, attribute, child, identity, text_of
from engine.feel.compile import Code
from engine.sentences import N_, phrase


@boxes("literalExpression")
def literal(element: Element, room: Room) -> Code:
    """The text as an expression, with its declared type."""
    language = attribute(element, "expressionLanguage")
    if language and "feel" not in language.lower():
        message = f"the expression language {language} is not run here; only FEEL is."
        said = phrase(
            N_("el lenguaje de expresiones %(name)s no se ejecuta aquí; solo FEEL."), name=language
        )
        room.problems.append(Problem(identity(element), message, said))
    if child(element, "importedValues") is not None:
        message = "imported values are not supported."
        said = phrase(N_("no se admiten valores importados."))
        room.problems.append(Problem(identity(element), message, said))
    text = text_of(element)
    if not text:
        return nothing
    type_ = room.items.resolve(attribute(element, "typeRef"), element)
    expression = compile_text(text, element, room, type_)
    if expression is None:
        return nothing
    return checked(expression.code, type_, f"the value of {identity(element)}")
