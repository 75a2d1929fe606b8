"""A form opened for one set of answers: lists have their rows, every part its place.

The outline is the same for reading, checking and showing, so that a control's name always means
the same answer. Blank rows fall away and the others move up.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.feel import NO_HOST, Host, Value
from engine.forms.components import FOLDERS, Component, Form, Kind
from engine.forms.names import Tree, at, name_of, put, tree_of
from engine.forms.observing import is_closed, is_partly_open
from engine.forms.rows import (
    NOTHING,
    brought,
    fields_in,
    filled,
    how_many,
    lists_in,
    numbered,
    opened_row,
)

Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """One part at its place. `steps` lead there from the form, `path` from the form or the row
    that holds it. The children of a list are its rows, which are nodes of the same component."""

    number: int
    component: Component
    steps: Steps
    path: tuple[str, ...]
    children: tuple["Node", ...] = ()
    is_row: bool = False

    @property
    def name(self) -> str:
        """The name of its control."""
        return name_of(self.steps)

    @property
    def row(self) -> Steps:
        """The way to the row that holds it; empty outside of lists."""
        last = max(
            (place for place, step in enumerate(self.steps) if isinstance(step, int)), default=-1
        )
        return self.steps[: last + 1]

    @property
    def row_number(self) -> int | None:
        """The number of the row that holds it; None outside of lists."""
        return next((step for step in reversed(self.steps) if isinstance(step, int)), None)

    @property
    def is_list(self) -> bool:
        """A list, whose children are rows."""
        return self.component.kind is Kind.DYNAMICLIST and not self.is_row


def outline(form: Form, answers: Tree) -> tuple[Node, ...]:
    """The parts of the form with a row for each one that the answers hold."""
    numbers = iter(range(1_000_000))
    return _nodes(form.components, (), (), answers, numbers)


def every_node(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """The nodes and what they hold, in the order of the form."""
    for node in nodes:
        yield node
        yield from every_node(node.children)


def posted_answers(
    form: Form, raw: Mapping[str, Any], context: Mapping[str, Any], *, host: Host = NO_HOST
) -> Tree:
    """What was sent, by place, with the rows of each list counted anew from 0."""
    answers = tree_of(raw)
    for component, place in lists_in(form.components):
        rows = numbered(at(answers, place))
        kept = is_closed(component, context) or is_partly_open(component, context)
        if component.rows_fixed or kept:
            known = range(how_many(component, at(context, place)))
            put(answers, place, {number: rows.get(number, {}) for number in known})
        else:
            put(answers, place, filled(rows, component, host))
    return answers


def known_answers(
    form: Form,
    context: Mapping[str, Any],
    *,
    host: Host = NO_HOST,
    around: Mapping[str, Value] = NOTHING,
) -> Tree:
    """What a form shows when it is opened: the data of the case, else what is brought from it, else
    its own defaults."""
    answers: Tree = {}
    for component, place in lists_in(form.components):
        known = None if component.observes else at(context, place)  # each look marks anew
        rows = known if isinstance(known, list | tuple) else ()
        there = range(max(len(rows), how_many(component, known)))
        opened = {
            number: opened_row(component, _row_of(rows, number), context, around, host)
            for number in there
        }
        put(answers, place, opened)
    for component, place in fields_in(form.components):
        known = at(context, place)
        if known is None:
            known = brought(component, context, around, host)
        put(answers, place, component.default if known is None else known)
    return answers


def _row_of(rows: Sequence[Any], number: int) -> object:
    """What the case knows of a row; nothing of one that it has not."""
    return rows[number] if number < len(rows) else None


def _nodes(
    components: tuple[Component, ...],
    inside: Steps,
    path: tuple[str, ...],
    answers: Tree,
    numbers: Iterator[int],
) -> tuple[Node, ...]:
    return tuple(_node(part, inside, path, answers, numbers) for part in components)


def _node(
    part: Component, inside: Steps, path: tuple[str, ...], answers: Tree, numbers: Iterator[int]
) -> Node:
    number, steps, path = next(numbers), inside + part.path, path + part.path
    children: tuple[Node, ...] = ()
    if part.kind in FOLDERS:
        children = _nodes(part.children, steps, path, answers, numbers)
    elif part.kind is Kind.DYNAMICLIST:
        rows = at(answers, steps)
        present = sorted(rows) if isinstance(rows, Mapping) else ()
        children = tuple(_row(part, (*steps, row), answers, numbers) for row in present)
    return Node(number, part, steps, path, children)


def _row(part: Component, steps: Steps, answers: Tree, numbers: Iterator[int]) -> Node:
    number = next(numbers)
    return Node(number, part, steps, (), _nodes(part.children, steps, (), answers, numbers), True)
