"""Walks over the syntax tree: children, weight, and the names it needs from outside."""

from collections.abc import Iterator
from dataclasses import fields

from engine.feel.nodes import (
    Call,
    ContextLiteral,
    Filter,
    For,
    FunctionLiteral,
    Name,
    NamedCall,
    Node,
    Quantified,
)


def children(node: Node) -> Iterator[Node]:
    """The nodes directly inside, in the order of the text."""
    for field in fields(node):
        yield from _nodes_in(getattr(node, field.name))


def _nodes_in(value: object) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _nodes_in(part)


def weigh(node: Node) -> int:
    """How many nodes the tree has: what one evaluation of it costs, roughly."""
    own = 20 if isinstance(node, (Call, NamedCall)) else 1
    return own + sum(weigh(child) for child in children(node))


def bound_names(node: Node) -> frozenset[str]:
    """Every name that the text itself introduces: parameters, iterators, context keys."""
    found: set[str] = set()
    _collect_bound(node, found)
    return frozenset(found)


def _collect_bound(node: Node, found: set[str]) -> None:
    match node:
        case For(iterators=iterators) | Quantified(iterators=iterators):
            found.update(iterator.name for iterator in iterators)
        case FunctionLiteral(parameters=parameters):
            found.update(name for name, _ in parameters)
        case ContextLiteral(entries=entries):
            found.update(key for key, _ in entries)
    for child in children(node):
        _collect_bound(child, found)


def free_names(node: Node, *, builtin: frozenset[str]) -> frozenset[str]:
    """The names read from outside; a built-in function that is called is none of them.

    A name inside a filter counts, although an entry of the items may answer for it.
    """
    found: set[str] = set()
    _collect_free(node, frozenset(), builtin, found)
    return frozenset(found)


def names_in_filters(node: Node) -> frozenset[str]:
    """Every name inside a filter's condition: entries of the items may answer for them."""
    found: set[str] = set()
    if isinstance(node, Filter):
        found |= free_names(node.condition, builtin=frozenset())
    return frozenset(found).union(*(names_in_filters(child) for child in children(node)))


def _collect_free(
    node: Node, inside: frozenset[str], builtin: frozenset[str], found: set[str]
) -> None:
    match node:
        case Name(name=name):
            if name not in inside and name != "?":
                found.add(name)
        case For(iterators=iterators, body=body) | Quantified(iterators=iterators, condition=body):
            for iterator in iterators:
                for domain in filter(None, (iterator.domain, iterator.end)):
                    _collect_free(domain, inside, builtin, found)
                inside |= {iterator.name}
            _collect_free(body, inside, builtin, found)
        case FunctionLiteral(parameters=parameters, body=body):
            own = inside | {name for name, _ in parameters}
            _collect_free(body, own, builtin, found)
        case ContextLiteral(entries=entries):
            for key, value in entries:
                _collect_free(value, inside, builtin, found)
                inside |= {key}
        case Call(function=Name(name=name)) | NamedCall(function=Name(name=name)):
            for child in children(node):
                skipped = isinstance(child, Name) and child is node.function and name in builtin
                if not skipped:
                    _collect_free(child, inside, builtin, found)
        case _:
            for child in children(node):
                _collect_free(child, inside, builtin, found)
