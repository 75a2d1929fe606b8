"""Types of lists, contexts, ranges, loops, filters, paths and functions that are written out."""

from functools import lru_cache

from engine.feel.inference.core import Known, Mismatch, Tell, infer, infers, is_unknown
from engine.feel.inference.fitting import joined, unordered
from engine.feel.inference.logic import condition
from engine.feel.inference.operators import BOOLEAN, NUMBER
from engine.feel.nodes import (
    ContextLiteral,
    Filter,
    For,
    FunctionLiteral,
    Iterator,
    ListLiteral,
    Member,
    Quantified,
    RangeLiteral,
    UnaryRange,
)
from engine.feel.properties import PROPERTIES
from engine.feel.types import ANY, SIMPLE, ContextType, FunctionType, ListType, RangeType, Type
from engine.feel.values import KINDS
from engine.sentences import N_, phrase

_ANY_LIST = ListType("list", ANY)
_PARTS = {
    "time offset": SIMPLE["days and time duration"],
    "timezone": SIMPLE["string"],
    "start included": BOOLEAN,
    "end included": BOOLEAN,
    "start": ANY,
    "end": ANY,
}


@infers(ListLiteral)
def list_literal(node: ListLiteral, known: Known, tell: Tell) -> Type:
    """A list of what all items are."""
    return ListType("list", joined([infer(item, known, tell) for item in node.items]))


@infers(ContextLiteral)
def context_literal(node: ContextLiteral, known: Known, tell: Tell) -> Type:
    """Entries in order; later ones see those before."""
    fields: list[tuple[str, Type]] = []
    for key, value in node.entries:
        type_ = infer(value, known, tell)
        fields.append((key, type_))
        known = known.with_types({key: type_})
    return ContextType("context", tuple(fields))


@infers(RangeLiteral)
def range_literal(node: RangeLiteral, known: Known, tell: Tell) -> Type:
    """A range between two values of one kind."""
    low, high = infer(node.low, known, tell), infer(node.high, known, tell)
    if unordered(low, high):
        message = f"a range cannot reach from {low.name} to {high.name}"
        said = phrase(N_("un intervalo no va de %(low)s a %(high)s"), low=low.name, high=high.name)
        tell(Mismatch(node.at, message, said))
        return ANY
    return RangeType("range", joined([low, high]))


@infers(UnaryRange)
def unary_range(node: UnaryRange, known: Known, tell: Tell) -> Type:
    """(> 5) is a range too."""
    return RangeType("range", infer(node.operand, known, tell))


@infers(FunctionLiteral)
def function_literal(node: FunctionLiteral, known: Known, tell: Tell) -> Type:
    """A function from its parameters to what its body gives."""
    types = {name: type_ or ANY for name, type_ in node.parameters}
    if node.external:
        return FunctionType("function", tuple(types.values()), ANY)
    result = infer(node.body, known.with_types(types), tell)
    return FunctionType("function", tuple(types.values()), result)


@infers(For)
def for_(node: For, known: Known, tell: Tell) -> Type:
    """A list of what the body gives."""
    inside = _looped(node.iterators, known, tell).with_types({"partial": _ANY_LIST})
    return ListType("list", infer(node.body, inside, tell))


@infers(Quantified)
def quantified(node: Quantified, known: Known, tell: Tell) -> Type:
    """A truth value."""
    condition(node.condition, _looped(node.iterators, known, tell), tell)
    return BOOLEAN


def _looped(iterators: tuple[Iterator, ...], known: Known, tell: Tell) -> Known:
    for iterator in iterators:
        domain = infer(iterator.domain, known, tell)
        if iterator.end is not None:
            infer(iterator.end, known, tell)
        known = known.with_types({iterator.name: _item_of(domain)})
    return known


def _item_of(domain: Type) -> Type:
    return domain.of if isinstance(domain, (ListType, RangeType)) else domain


@infers(Filter)
def filter_(node: Filter, known: Known, tell: Tell) -> Type:
    """The item at a place, or a list of the items for which a condition holds."""
    base = infer(node.base, known, tell)
    item = base.of if isinstance(base, ListType) else base
    chooses = infer(node.condition, _inside(item, known), tell)
    if chooses.name == "number":
        return item
    if is_unknown(chooses):
        return ANY
    if chooses.name != "boolean":
        message = f"a list cannot be filtered by a {chooses.name}"
        said = phrase(N_("una lista no se filtra con %(type)s"), type=chooses.name)
        tell(Mismatch(node.at, message, said))
        return ANY
    return ListType("list", item)


def _inside(item: Type, known: Known) -> Known:
    """In a filter the entries of a context answer first, and there may be more than are known."""
    if item.name == "context":
        fields = dict(item.fields) if isinstance(item, ContextType) else {}
        return Known({**fields, "item": fields.get("item", item)}, known.functions, opaque=True)
    if is_unknown(item):
        return Known(opaque=True)
    return known.with_types({"item": item})


@infers(Member)
def member(node: Member, known: Known, tell: Tell) -> Type:
    """An entry, that of every item of a list, or a part of a date, time, duration or range."""
    return _member(infer(node.base, known, tell), node, tell)


def _member(base: Type, node: Member, tell: Tell) -> Type:
    if isinstance(base, ListType):
        return ListType("list", _member(base.of, node, tell))
    if isinstance(base, ContextType):
        return dict(base.fields).get(node.name, ANY)
    if is_unknown(base):
        return ANY
    if node.name not in _parts_of(base.name):
        message = f"a {base.name} has no {node.name}"
        said = phrase(N_("%(type)s no tiene %(name)s"), type=base.name, name=node.name)
        tell(Mismatch(node.at, message, said))
        return ANY
    if isinstance(base, RangeType) and node.name in ("start", "end"):
        return base.of
    return _PARTS.get(node.name, NUMBER)


@lru_cache(maxsize=20)
def _parts_of(name: str) -> frozenset[str]:
    return frozenset(
        part for cls, parts in PROPERTIES.items() if KINDS[cls] == name for part in parts
    )
