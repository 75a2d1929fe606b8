"""Which parts of a form are hidden or locked for the answers given, and the scope they read.

A hidden field has no answer, which may hide or show others: the conditions are evaluated until
nothing changes. A form that never settles hides whatever was hidden in any round.
A locked field keeps the value of the case; what was sent for it is not looked at.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.feel import Expression, Host, Value
from engine.forms.components import ANSWERED, CHOICES, FILES, FOLDERS, PLACED, Option
from engine.forms.names import Tree, at, put
from engine.forms.observing import is_closed, is_partly_open
from engine.forms.options import options_of
from engine.forms.outline import Node, every_node
from engine.forms.reading import read
from engine.forms.readings import Reading
from engine.territory import NOWHERE, ground_of

MOST_ROUNDS = 40

Readings = Mapping[int, Reading]


@dataclass(frozen=True, slots=True)
class Standing:
    """The numbers of the hidden and of the locked nodes, and the values that conditions see."""

    hidden: frozenset[int]
    locked: frozenset[int]
    scope: Mapping[str, Value]


NOTHING_YET = Standing(frozenset(), frozenset(), {})


def settle(
    nodes: tuple[Node, ...], readings: Readings, context: Mapping[str, Value], *, host: Host
) -> Standing:
    """The standing in which no condition changes any more."""
    standing, seen = NOTHING_YET, []
    for _ in range(MOST_ROUNDS):
        values = gather(nodes, readings, standing, context, host=host, hidden_are_null=True)
        before, standing = standing, _judged(nodes, merged(context, values), host)
        if (before.hidden, before.locked) == (standing.hidden, standing.locked):
            return standing
        seen.append(standing)
    hidden = frozenset().union(*(state.hidden for state in seen))
    locked = frozenset().union(*(state.locked for state in seen))
    return Standing(hidden, locked, standing.scope)


def read_all(
    nodes: tuple[Node, ...],
    answers: Tree,
    context: Mapping[str, Value],
    *,
    host: Host,
    point: str,
) -> dict[int, Reading]:
    """Every answer read, in the order of the form, so that options may depend on those before."""
    readings: dict[int, Reading] = {}
    asks = any(node.component.kind in PLACED for node in every_node(nodes))
    ground = ground_of(host) if asks else NOWHERE
    for node in every_node(nodes):
        if node.component.kind not in ANSWERED:
            continue
        options: tuple[Option, ...] = ()
        if node.component.kind in CHOICES:
            scope = context
            if node.component.source and node.component.source.computed:
                before = gather(nodes, readings, NOTHING_YET, context, host=host)
                scope = merged(context, before)
            options = options_of(node.component, scope, host=host)
        raw = at(answers, node.steps)
        readings[node.number] = read(
            node.component, raw, options=options, point=point, ground=ground
        )
    return readings


def gather(
    nodes: tuple[Node, ...],
    readings: Readings,
    standing: Standing,
    context: Mapping[str, Value],
    *,
    host: Host,
    hidden_are_null: bool = False,
) -> Tree:
    """The values by place. Locked ones are left out, hidden ones too or, for conditions, null: so
    they never see an older value of the case in their place."""
    values: Tree = {}
    _gather(nodes, readings, standing, values, context, hidden_are_null)
    if any(node.component.expression is not None for node in every_node(nodes)):
        _compute(nodes, values, standing.hidden, lambda: merged(context, values), host)
    return values


def _compute(
    nodes: tuple[Node, ...],
    values: Tree,
    hidden: frozenset[int],
    scope: Callable[[], Mapping[str, Value]],
    host: Host,
) -> None:
    """What is computed, in the order of the form; in a row it reads the row first."""
    for node in nodes:
        if node.is_list:
            rows = at(values, node.path)
            for row, inside in zip(node.children, rows or (), strict=False):
                _compute(row.children, inside, hidden, _row_scope(scope, inside), host)
        elif node.component.kind in FOLDERS:
            _compute(node.children, values, hidden, scope, host)
        elif node.component.expression is not None and node.number not in hidden:
            put(values, node.path, node.component.expression.evaluate(scope(), host=host))


def _row_scope(
    scope: Callable[[], Mapping[str, Value]], row: Tree
) -> Callable[[], Mapping[str, Value]]:
    return lambda: scope_at(scope(), row)


def scope_at(scope: Mapping[str, Value], row: Mapping[str, Value] | None) -> Mapping[str, Value]:
    """What a field of a row reads: its row first, then the form and the case."""
    return scope if row is None else {**scope, **row, "this": row}


def merged(context: Mapping[str, Value], values: Mapping[str, Value]) -> dict[str, Value]:
    """The data of the case with the answers over it."""
    both = dict(context)
    for key, value in values.items():
        inner = both.get(key)
        if isinstance(inner, Mapping) and isinstance(value, dict):
            both[key] = merged(inner, value)
        else:
            both[key] = value
    return both


def _judged(nodes: tuple[Node, ...], scope: Mapping[str, Value], host: Host) -> Standing:
    hidden: set[int] = set()
    locked: set[int] = set()

    def judge(parts: tuple[Node, ...], seen: Mapping[str, Value], under: bool) -> None:
        for node in parts:
            gone = under or (not node.is_row and _holds(node.component.hide, seen, host))
            closed = not node.is_row and is_closed(node.component, scope, node.row_number)
            if gone or (closed and node.component.kind in FILES):
                hidden.add(node.number)
            elif closed or _holds(node.component.locked, seen, host):
                locked.add(node.number)
            rows = at(scope, node.path) if node.is_list else None
            for place, child in enumerate(node.children):
                row = rows[place] if isinstance(rows, list) and place < len(rows) else None
                judge((child,), scope_at(seen, row), gone)

    judge(nodes, scope, False)
    return Standing(frozenset(hidden), frozenset(locked), scope)


def _holds(condition: bool | Expression | None, scope: Mapping[str, Value], host: Host) -> bool:
    if isinstance(condition, Expression):
        return condition.evaluate(scope, host=host) is True
    return condition is True


def _gather(
    nodes: tuple[Node, ...],
    readings: Readings,
    standing: Standing,
    values: Tree,
    context: object,
    hidden_are_null: bool,
) -> None:
    for node in nodes:
        if node.component.kind in FOLDERS:
            _gather(node.children, readings, standing, values, context, hidden_are_null)
        elif not (node.is_list or node.number in readings) or node.number in standing.locked:
            continue
        elif node.number in standing.hidden:
            if hidden_are_null:
                put(values, node.path, None)
        elif node.is_list:
            partly = isinstance(context, Mapping) and is_partly_open(node.component, context)
            stays = node.component.rows_fixed or partly
            rows = _rows(node, at(context, node.path), stays=stays)
            for row, inside in zip(node.children, rows, strict=True):
                _gather(row.children, readings, standing, inside, inside, hidden_are_null)
            put(values, node.path, rows)
        else:
            put(values, node.path, readings[node.number].value)


def _rows(node: Node, known: object, *, stays: bool) -> list[Tree]:
    """Rows to be filled: those that neither come nor go keep what the case knows of each."""
    before = known if stays and isinstance(known, list) else []
    rows = [dict(row) if isinstance(row, Mapping) else {} for row in before]
    return (rows + [{} for _ in node.children])[: len(node.children)]
