"""A form opened for one set of answers: lists have their rows, every part its place.

The outline is the same for reading, checking and showing, so that a control's name always means
the same answer. Blank rows fall away and the others move up.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from engine.feel import NO_HOST, Host, Value
from engine.forms.components import ANSWERED, FOLDERS, Component, Form, Kind
from engine.forms.names import Tree, at, name_of, put, tree_of
from engine.forms.observing import REASON, is_closed

Steps = tuple[str | int, ...]
NOTHING: Mapping[str, Value] = MappingProxyType({})


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


def posted_answers(form: Form, raw: Mapping[str, Any], context: Mapping[str, Any]) -> Tree:
    """What was sent, by place, with the rows of each list counted anew from 0."""
    answers = tree_of(raw)
    for component, place in _lists(form.components, ()):
        rows = _rows_numbered(at(answers, place))
        if component.rows_fixed or is_closed(component, context):
            known = range(_rows_known(component, at(context, place)))
            put(answers, place, {number: rows.get(number, {}) for number in known})
        else:
            put(answers, place, _filled(rows, component))
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
    for component, place in _lists(form.components, ()):
        known = None if component.observes else at(context, place)  # each look marks anew
        rows = {place_: row for place_, row in enumerate(known or ()) if isinstance(row, Mapping)}
        first = range(len(rows), _rows_known(component, known))
        put(answers, place, {**rows, **{number: _defaults(component) for number in first}})
    for component, place in _single(form.components, ()):
        known = at(context, place)
        if known is None:
            known = brought(component, context, around, host)
        put(answers, place, component.default if known is None else known)
    return answers


def brought(
    component: Component, context: Mapping[str, Any], around: Mapping[str, Value], host: Host
) -> Value:
    """What the prefill of a field gives; the data of the case goes before what stands around."""
    if component.prefill is None:
        return None
    return component.prefill.evaluate({**around, **context}, host=host)


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


def _lists(
    components: tuple[Component, ...], inside: tuple[str, ...]
) -> Iterator[tuple[Component, tuple[str, ...]]]:
    for part in components:
        if part.kind is Kind.DYNAMICLIST:
            yield part, inside + part.path
        elif part.kind in FOLDERS:
            yield from _lists(part.children, inside + part.path)


def _single(
    components: tuple[Component, ...], inside: tuple[str, ...]
) -> Iterator[tuple[Component, tuple[str, ...]]]:
    for part in components:
        if part.kind in FOLDERS:
            yield from _single(part.children, inside + part.path)
        elif part.kind in ANSWERED:
            yield part, inside + part.path


def _rows_numbered(rows: object) -> Tree:
    if not isinstance(rows, Mapping):
        return {}
    return {number: rows[number] for number in rows if isinstance(number, int)}


def _filled(rows: Tree, component: Component) -> Tree:
    """The rows with something in them, from 0; more than can be kept are cut one too late, so
    that the check still sees that there were too many. An observation without a reason is none."""
    told = {
        number: row.get(REASON) if component.observes and isinstance(row, Mapping) else row
        for number, row in rows.items()
    }
    filled = [rows[number] for number in sorted(rows) if not _blank(told[number])]
    return dict(enumerate(filled[: component.rules.max_rows + 1]))


def _rows_known(component: Component, known: object) -> int:
    if isinstance(known, list | tuple) and known:
        return len(known)
    return component.rows_at_first


def _defaults(component: Component) -> Tree:
    row: Tree = {}
    for child, place in _single(component.children, ()):
        if child.default is not None:
            put(row, place, child.default)
    return row


def _blank(value: object) -> bool:
    if isinstance(value, Mapping):
        return all(_blank(item) for item in value.values())
    if isinstance(value, list):
        return all(_blank(item) for item in value)
    return value is None or (isinstance(value, str) and not value.strip())
