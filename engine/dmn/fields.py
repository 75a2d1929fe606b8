"""What to ask a person before trying a decision: its inputs as fields, from their item definitions.

No HTML: kinds, parts and choices only. A field without a declared type is of the
one that tables ask for, else of kind `Any`.
"""

from dataclasses import dataclass, replace

from engine.dmn.graph import inputs_below
from engine.dmn.items import allowed_literals, literals_of
from engine.dmn.model import Decision, Model
from engine.feel.types import ANY, ContextType, ListType, RestrictedType, Type
from engine.feel.values import Value

_PLAIN = {"string", "number", "boolean", "date"}


@dataclass(frozen=True, slots=True)
class Field:
    """An input or a part of one: FEEL's name of its kind, its choices, its parts, its items, and
    what people read instead of the name (empty: the name)."""

    name: str
    kind: str
    choices: tuple[Value, ...] = ()
    parts: "tuple[Field, ...]" = ()
    items: "Field | None" = None
    label: str = ""


def fields_of(model: Model, decision: Decision) -> tuple[Field, ...]:
    """A field for every input data below a decision, each name once."""
    inputs = {data.name: data for data in inputs_below(model, decision)}
    return tuple(
        replace(
            _field(name, data.type) if data.type not in (None, ANY) else _as_asked(model, name),
            label=data.label,
        )
        for name, data in inputs.items()
    )


def _as_asked(model: Model, name: str) -> Field:
    """An input that says no type is of the one that the tables ask for, where they agree."""
    asking = [each for table in model.notes.tables for each in table.columns if each.text == name]
    kinds = {each.type.name for each in asking if each.type is not None}
    if len(kinds) != 1 or not kinds <= _PLAIN:
        return _field(name, ANY)
    choices = {literals_of(each.allowed) for each in asking}
    return Field(name, kinds.pop(), choices.pop() if len(choices) == 1 else ())


def _field(name: str, type_: Type) -> Field:
    match type_:
        case RestrictedType(of=inner):
            plain = _field(name, inner)
            return Field(name, plain.kind, allowed_literals(type_), plain.parts, plain.items)
        case ContextType(fields=parts):
            inside = tuple(_field(part, part_type) for part, part_type in parts)
            return Field(name, "context", parts=inside)
        case ListType(of=inner):
            return Field(name, "list", items=_field("item", inner))
    return Field(name, type_.name)
