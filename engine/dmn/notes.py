"""What parsing notes down for the checks: every text with its scope, every table with its cells.

Notes are for reading only; evaluation never looks at them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.feel.expression import Expression
from engine.feel.nodes import UnaryTests
from engine.feel.types import Type


@dataclass(frozen=True, slots=True)
class TextNote:
    """A FEEL text: the element it stands in, the decision around it, the names in scope, of which
    `local` were introduced on the way (parameters, entries, iterators) with their types, and the
    type that its value must have (None: any)."""

    element: str
    owner: str
    expression: Expression
    scope: frozenset[str]
    local: Mapping[str, Type]
    wanted: Type | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """An input of a table: its text, type, allowed values (None: all), and its expression."""

    element: str
    text: str
    type: Type | None
    allowed: Expression | None
    expression: Expression | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its element, and its tests or its output (None: `-`)."""

    element: str
    expression: Expression | None

    @property
    def tests(self) -> UnaryTests | None:
        """The tests of an input cell."""
        node = self.expression.node if self.expression else None
        return node if isinstance(node, UnaryTests) else None


@dataclass(frozen=True, slots=True)
class Row:
    """A rule: its element, its number from 1, its cells."""

    element: str
    number: int
    conditions: tuple[Cell, ...]
    outputs: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class TableNote:
    """A decision table as drawn; `local` are the names introduced around it, with their types."""

    element: str
    owner: str
    policy: str
    columns: tuple[Column, ...]
    output_types: tuple[Type | None, ...]
    has_default: bool
    rows: tuple[Row, ...]
    output_names: tuple[str, ...] = ()
    local: Mapping[str, Type] = field(default_factory=dict)


@dataclass(slots=True)
class Notes:
    """All notes of one model, in the order of the file; `logic` is what a decision is as a whole,
    where that is one text or one table."""

    texts: list[TextNote] = field(default_factory=list)
    tables: list[TableNote] = field(default_factory=list)
    logic: dict[str, TextNote | TableNote] = field(default_factory=dict)
