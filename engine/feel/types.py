"""Types of FEEL: what `instance of`, typed parameters and item definitions ask of a value.

A type answers whether a value conforms. Names that only a model knows are resolved when parsing
(a mapping of names to types); allowed values are a predicate that the model supplies.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from engine.feel.times import DateTime, Time
from engine.feel.values import KINDS, Function, Range, Value, kind


@dataclass(frozen=True, slots=True)
class Type:
    """A type by its name: a simple one, or the head of a composed one."""

    name: str

    def accepts(self, value: Value) -> bool:
        """Whether the (non-null) value conforms."""
        return self.name == "Any" or kind(value) == self.name


@dataclass(frozen=True, slots=True)
class ListType(Type):
    """list<of>"""

    of: Type

    def accepts(self, value: Value) -> bool:
        return isinstance(value, list) and all(conforms(item, self.of) for item in value)


@dataclass(frozen=True, slots=True)
class ContextType(Type):
    """context<a: type, ...>; further entries are welcome"""

    fields: tuple[tuple[str, Type], ...]

    def accepts(self, value: Value) -> bool:
        return isinstance(value, dict) and all(
            key in value and conforms(value[key], type_) for key, type_ in self.fields
        )


@dataclass(frozen=True, slots=True)
class RangeType(Type):
    """range<of>"""

    of: Type

    def accepts(self, value: Value) -> bool:
        return isinstance(value, Range) and all(
            end is None or conforms(end, self.of) for end in (value.low, value.high)
        )


@dataclass(frozen=True, slots=True)
class FunctionType(Type):
    """function<parameters> -> result"""

    parameters: tuple[Type, ...]
    result: Type

    def accepts(self, value: Value) -> bool:
        if not isinstance(value, Function) or len(value.parameters) != len(self.parameters):
            return False
        given = value.types or (None,) * len(value.parameters)
        return all(
            own is None or is_subtype(wanted, own)
            for own, wanted in zip(given, self.parameters, strict=False)
        ) and (value.result is None or is_subtype(value.result, self.result))


@dataclass(frozen=True, slots=True)
class RestrictedType(Type):
    """A type with allowed values: every value must also pass the predicate"""

    of: Type
    allowed: Callable[[Value], bool] = field(compare=False)

    def accepts(self, value: Value) -> bool:
        return self.of.accepts(value) and self.allowed(value)


ANY = Type("Any")
SIMPLE: dict[str, Type] = {name: Type(name) for name in KINDS.values()} | {
    "Any": ANY,
    "list": ListType("list", ANY),
    "context": ContextType("context", ()),
    "range": RangeType("range", ANY),
    "dateTime": Type("date and time"),
    "dayTimeDuration": Type("days and time duration"),
    "yearMonthDuration": Type("years and months duration"),
    "Null": Type("null"),
}


def unrestricted(type_: Type) -> Type:
    """The type without its allowed values: what `instance of` looks at."""
    match type_:
        case RestrictedType(of=inner):
            return unrestricted(inner)
        case ListType(of=inner):
            return ListType(type_.name, unrestricted(inner))
        case ContextType(fields=fields):
            return ContextType(type_.name, tuple((key, unrestricted(part)) for key, part in fields))
    return type_


def conforms(value: Value, type_: Type) -> bool:
    """Whether a value conforms; null conforms to every type."""
    return value is None or type_.accepts(value)


def instance_of(value: Value, type_: Type) -> bool:
    """The operator `instance of`; null is an instance of Null only."""
    if value is None:
        return type_.name == "null"
    return type_.accepts(value)


def coerce(value: Value, type_: Type) -> tuple[bool, Value]:
    """The value as that type: itself, its only item, a list of it, or its first moment."""
    if conforms(value, type_):
        return True, value
    if isinstance(value, list) and len(value) == 1 and conforms(value[0], type_):
        return True, value[0]
    if isinstance(type_, ListType) and not isinstance(value, list) and conforms(value, type_.of):
        return True, [value]
    if type_.name == "date and time" and kind(value) == "date":
        return True, midnight(value)
    return False, None


def midnight(value: Value) -> DateTime:
    """The date-time that a date stands for: its first moment in UTC."""
    return DateTime(value, Time(0, 0, 0, 0, 0))


def is_subtype(narrow: Type, wide: Type) -> bool:
    """Whether every value of one type is a value of the other."""
    if wide.name == "Any" or narrow == wide or narrow.name == "null":
        return True
    match narrow, wide:
        case RestrictedType(of=inner), _:
            return is_subtype(inner, wide)
        case (ListType(of=a), ListType(of=b)) | (RangeType(of=a), RangeType(of=b)):
            return is_subtype(a, b)
        case ContextType(fields=a), ContextType(fields=b):
            own = dict(a)
            return all(key in own and is_subtype(own[key], type_) for key, type_ in b)
        case FunctionType(), FunctionType():
            return (
                len(narrow.parameters) == len(wide.parameters)
                and all(map(is_subtype, wide.parameters, narrow.parameters))
                and is_subtype(narrow.result, wide.result)
            )
    return False
