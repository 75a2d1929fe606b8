"""The table from node types to how their type is found, and what a finder may know."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias, TypeVar

from engine.feel.builtins import BUILTINS
from engine.feel.nodes import Literal, Name, Node
from engine.feel.types import ANY, SIMPLE, Type, unrestricted
from engine.feel.values import kind
from engine.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A place that can only give null: its offset, and why, in English for logs and as
    a sentence for people."""

    at: int
    message: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Known:
    """Types of names; parameters of the host's functions. `variables`: a name that is not known may
    be a variable. `opaque`: an item of unknown shape may answer for any name, also for functions.
    """

    types: Mapping[str, Type] = field(default_factory=dict)
    functions: Mapping[str, int] = field(default_factory=dict)
    variables: bool = False
    opaque: bool = False

    def of(self, name: str) -> Type | None:
        """The type of a name; None when nothing is known of it."""
        return self.types.get(name)

    def with_types(self, types: Mapping[str, Type]) -> "Known":
        """The same with further names, which hide those of before."""
        return replace(self, types={**self.types, **types})


Tell: TypeAlias = Callable[[Mismatch], None]
Finder: TypeAlias = Callable[[Any, Known, Tell], Type]
_TABLE: dict[type[Node], Finder] = {}
_F = TypeVar("_F", bound=Finder)


def infers(*kinds: type[Node]) -> Callable[[_F], _F]:
    """Register how the type of nodes is found."""

    def register(finder: _F) -> _F:
        for each in kinds:
            _TABLE[each] = finder
        return finder

    return register


def infer(node: Node, known: Known, tell: Tell) -> Type:
    """The type of an expression without its allowed values; `tell` hears of every mismatch."""
    finder = _TABLE.get(type(node))
    return unrestricted(finder(node, known, tell)) if finder else ANY


def mismatches(node: Node, known: Known) -> tuple[Mismatch, ...]:
    """Every sure mismatch of an expression."""
    found: list[Mismatch] = []
    infer(node, known, found.append)
    return tuple(found)


@infers(Literal)
def literal(node: Literal, _known: Known, _tell: Tell) -> Type:
    """The kind of the value."""
    return SIMPLE.get(kind(node.value), ANY)


@infers(Name)
def name(node: Name, known: Known, _tell: Tell) -> Type:
    """What is known of the name; a built-in function is a function."""
    found = known.of(node.name)
    if found is not None:
        return found
    hidden = known.opaque or known.variables
    return SIMPLE["function"] if node.name in BUILTINS and not hidden else ANY


def is_unknown(*types: Type) -> bool:
    """Whether nothing can be said: a type is not known, or the value is null anyway."""
    return any(each.name in ("Any", "null", "unknown") for each in types)
