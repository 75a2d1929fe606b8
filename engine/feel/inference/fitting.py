"""Which types can never meet: no value of one is, or becomes, a value of the other."""

from engine.feel.inference.core import is_unknown
from engine.feel.types import ANY, ContextType, ListType, RangeType, Type, unrestricted

_MOMENTS = frozenset(["date", "date and time"])


def never(given: Type, wanted: Type) -> bool:
    """Whether no value of a type can be taken where another is wanted, by the rules of coercion."""
    given, wanted = unrestricted(given), unrestricted(wanted)
    if is_unknown(given, wanted):
        return False
    match given, wanted:
        case ListType(), ListType():
            return False  # both may be empty
        case ListType(of=of), _:
            return never(of, wanted)
        case _, ListType(of=of):
            return never(given, of)
        case ContextType(fields=own), ContextType(fields=asked):
            found = dict(own)
            return any(key in found and never(found[key], type_) for key, type_ in asked)
        case RangeType(of=own), RangeType(of=asked):
            return never(own, asked)
    return given.name != wanted.name and (given.name, wanted.name) != ("date", "date and time")


def incomparable(left: Type, right: Type) -> bool:
    """Whether `=` between the two is null, whatever the values."""
    if is_unknown(left, right) or {left.name, right.name} == _MOMENTS:
        return False
    return left.name != right.name


_ORDERED = _MOMENTS | {
    "number",
    "string",
    "time",
    "years and months duration",
    "days and time duration",
}


def unordered(left: Type, right: Type) -> bool:
    """Whether `<` and its kin between the two are null, whatever the values."""
    if any(not is_unknown(each) and each.name not in _ORDERED for each in (left, right)):
        return True
    return incomparable(left, right)


def joined(types: list[Type]) -> Type:
    """The one type of several; Any when they differ."""
    known = [each for each in types if each.name != "null"]
    return known[0] if known and all(each == known[0] for each in known) else ANY
