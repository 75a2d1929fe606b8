"""Cuts a column into atoms: the values between which no cell of the column can tell apart.

Each atom has a sample value and a label; a cell's own test, asked about the sample, says whether
the rule holds there. Works for numbers, strings, booleans, dates, date-times and durations; a cell
that computes makes its rule undecided in this column.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cmp_to_key

from engine.dmn.items import allowed_tests
from engine.dmn.notes import Cell, Column
from engine.feel.builtins import BUILTINS
from engine.feel.compile import Source, compile_node
from engine.feel.dates import Date, date_of_day, day_number
from engine.feel.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.equality import order
from engine.feel.errors import FeelError
from engine.feel.expression import Expression
from engine.feel.nodes import Call, Literal, Name, Negation, Node, RangeLiteral, UnaryRange
from engine.feel.run import Run
from engine.feel.text import written
from engine.feel.types import ListType
from engine.feel.values import Value, kind

_CONSTANT_CALLS = frozenset(["date", "time", "date and time", "duration"])
_OTHER = "\ufffd any other \ufffd"
OTHER, ANY_VALUE = "with any other value", "any value"


@dataclass(frozen=True, slots=True)
class Atom:
    """A stretch of values: a sample, and its ends as a person writes them."""

    sample: Value
    low: str
    high: str

    @property
    def label(self) -> str:
        """The stretch in words."""
        return span_label(self, self)


def span_label(first: Atom, last: Atom) -> str:
    """Neighbouring atoms as one stretch."""
    if first.low and first.low.strip("[]") == last.high.strip("[]"):
        return first.low.strip("[]")
    if first.low == "" and last.high == "":
        return ANY_VALUE
    if first.low == "":
        return f"{'<=' if last.high.endswith(']') else '<'} {last.high.strip('[]()')}"
    if last.high == "":
        return f"{'>=' if first.low.startswith('[') else '>'} {first.low.strip('[]()')}"
    return f"{first.low}..{last.high}"


def is_static(cell: Cell) -> bool:
    """Whether the cell says the same whatever the other values are."""
    return cell.tests is None or all(_is_static(test) for test in cell.tests.tests)


def _is_static(node: Node) -> bool:
    match node:
        case Literal():
            return True
        case Negation(operand=inner) | UnaryRange(operand=inner):
            return _is_static(inner)
        case RangeLiteral(low=low, high=high):
            return _is_static(low) and _is_static(high)
        case Call(function=Name(name=name), arguments=arguments):
            return name in _CONSTANT_CALLS and all(map(_is_static, arguments))
    return False


def atoms_of(column: Column, cells: Sequence[Cell]) -> list[Atom]:
    """The atoms of a column, in order; empty when its values cannot be told apart."""
    allowed = _allowed(column)
    points = _points(cell.expression for cell in cells if is_static(cell))
    points += [value for value in _points([allowed]) if value is not None]
    points = [point for point in points if point is not None]
    if column.type is not None and column.type.name == "boolean":
        points = [True, False]
    if not points:
        return [Atom(None, "", "")]
    kinds = {kind(point) for point in points}
    if len(kinds) != 1:
        return []
    cut = _CUTTERS.get(kinds.pop())
    atoms = cut(points) if cut else []
    return [atom for atom in atoms if _is_allowed(atom.sample, column, allowed)]


def holds(cell: Cell, sample: Value) -> bool:
    """Whether a static cell holds for a sample."""
    if cell.expression is None or cell.expression.test is None:
        return True
    return cell.expression.test(sample, {"?": sample}, Run()) is True


def _allowed(column: Column) -> Expression | None:
    return column.allowed if column.allowed is not None else allowed_tests(column.type)


def _is_allowed(sample: Value, column: Column, allowed: Expression | None) -> bool:
    if isinstance(column.type, ListType):
        return True
    return allowed is None or (
        allowed.test is not None and allowed.test(sample, {"?": sample}, Run()) is True
    )


def _points(expressions: Iterator[Expression | None] | list[Expression | None]) -> list[Value]:
    """The values at which some cell may change its mind."""
    nodes: list[Node] = []
    for expression in expressions:
        tests = getattr(expression.node, "tests", ()) if expression else ()
        for test in tests:
            nodes += _ends(test)
    return [_value(node) for node in nodes]


def _ends(node: Node) -> list[Node]:
    match node:
        case RangeLiteral(low=low, high=high):
            return [low, high]
        case UnaryRange(operand=operand):
            return [operand]
    return [node]


def _value(node: Node) -> Value:
    try:
        return compile_node(node, Source("", frozenset(), BUILTINS))({}, Run())
    except FeelError:
        return None


def _written(value: Value) -> str:
    text = written(value, Run())
    return text if isinstance(value, (Decimal, str)) else f'@"{text}"'


def _sorted(points: list[Value]) -> list[Value]:
    ordered = sorted(points, key=cmp_to_key(lambda a, b: order(a, b) or 0))
    return [
        point
        for index, point in enumerate(ordered)
        if index == 0 or order(ordered[index - 1], point) != 0
    ]


def _numbers(points: list[Value]) -> list[Atom]:
    return _cut(points, lambda a, b: (a + b) / 2, lambda a: a - 1, lambda a: a + 1)


def _strings(points: list[Value]) -> list[Atom]:
    texts = list(dict.fromkeys(points))
    named = [Atom(text, _written(text), _written(text)) for text in texts]
    return [*named, Atom(_OTHER, OTHER, OTHER)]


def _booleans(_points: list[Value]) -> list[Atom]:
    return [Atom(True, "true", "true"), Atom(False, "false", "false")]


def _dates(points: list[Value]) -> list[Atom]:
    def shifted(date: Date, days: int) -> Value:
        return date_of_day(day_number(date) + days)

    def between(a: Date, b: Date) -> Value:
        return shifted(a, 1) if day_number(b) - day_number(a) > 1 else None

    return _cut(points, between, lambda a: shifted(a, -1), lambda a: shifted(a, 1))


def _months(points: list[Value]) -> list[Atom]:
    def between(a: YearsMonthsDuration, b: YearsMonthsDuration) -> Value:
        return YearsMonthsDuration(a.months + 1) if b.months - a.months > 1 else None

    return _cut(
        points,
        between,
        lambda a: YearsMonthsDuration(a.months - 1),
        lambda a: YearsMonthsDuration(a.months + 1),
    )


def _lengths(points: list[Value]) -> list[Atom]:
    return _cut(
        points,
        lambda a, b: DaysTimeDuration((a.nanos + b.nanos) // 2),
        lambda a: DaysTimeDuration(a.nanos - 1),
        lambda a: DaysTimeDuration(a.nanos + 1),
    )


def _cut(
    points: list[Value],
    between: Callable[[Value, Value], Value],
    below: Callable[[Value], Value],
    above: Callable[[Value], Value],
) -> list[Atom]:
    """Before the first point, each point, between neighbours, after the last."""
    points = _sorted(points)
    atoms = [Atom(below(points[0]), "", f"{_written(points[0])})")]
    for index, point in enumerate(points):
        text = _written(point)
        atoms.append(Atom(point, f"[{text}", f"{text}]"))
        if index + 1 < len(points):
            middle, following = between(point, points[index + 1]), _written(points[index + 1])
            atoms.append(Atom(middle, f"({text}", f"{following})"))
    atoms.append(Atom(above(points[-1]), f"({_written(points[-1])}", ""))
    return [atom for atom in atoms if atom.sample is not None]


_CUTTERS: dict[str, Callable[[list[Value]], list[Atom]]] = {
    "number": _numbers,
    "string": _strings,
    "boolean": _booleans,
    "date": _dates,
    "years and months duration": _months,
    "days and time duration": _lengths,
}
