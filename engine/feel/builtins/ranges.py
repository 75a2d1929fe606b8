"""Allen's relations between points and ranges: before, meets, overlaps, during and the rest.

A point is any value that can be ordered. An end that is missing reaches as far as there is.
"""

from collections.abc import Callable

from engine.feel.arithmetic import negate
from engine.feel.builtins.registry import builtin
from engine.feel.builtins.temporal import date_from, duration_from, moment_from, time_from
from engine.feel.equality import order
from engine.feel.errors import FeelSyntaxError, Refused
from engine.feel.grammar import parse_expression
from engine.feel.names import KnownNames
from engine.feel.nodes import Call, Literal, Name, Negation, Node, RangeLiteral
from engine.feel.run import Run
from engine.feel.values import Range, Value

_KNOWN = KnownNames(["date and time"])
_MAKERS: dict[str, Callable[[Run, Value], Value]] = {
    "date": date_from,
    "time": time_from,
    "date and time": moment_from,
    "duration": duration_from,
}


@builtin("range(from: string)")
def range_from(run: Run, text: str) -> Value:
    """The range that a text means; its ends are literals in ascending order."""
    try:
        node = parse_expression(text, known=_KNOWN, types={})
    except FeelSyntaxError as error:
        raise Refused(f"the text is no range: {error.message}") from error
    if not isinstance(node, RangeLiteral):
        raise Refused("the text is no range")
    low, high = _end(node.low, run), _end(node.high, run)
    if low.__class__ is not high.__class__ or _compare(low, high) > 0:
        raise Refused("the ends must be of one kind and in ascending order")
    return Range(low, high, node.low_closed, node.high_closed)


def _end(node: Node, run: Run) -> Value:
    match node:
        case Literal(value=value) if value is not None:
            return value
        case Negation(operand=Literal(value=value)):
            return negate(value)
        case Call(function=Name(name=name), arguments=(Literal(value=str(value)),)):
            if name in _MAKERS:
                return _MAKERS[name](run, value)
    raise Refused("the ends of the range must be literals")


def _compare(left: Value, right: Value) -> int:
    found = order(left, right)
    if found is None:
        raise Refused("the two cannot be ordered against each other")
    return found


def _span(value: Value) -> Range:
    if value is None:
        raise Refused("a point or range is null")
    return value if isinstance(value, Range) else Range(value, value)


def _ends(value: Range) -> Range:
    if value.low is None or value.high is None:
        raise Refused("the range has no end on one side")
    return value


def _range(value: Value) -> Range:
    if not isinstance(value, Range):
        raise Refused("expected a range")
    return value


def _before(a: Range, b: Range) -> bool:
    if a.high is None or b.low is None:
        return False
    side = _compare(a.high, b.low)
    return side < 0 or (side == 0 and not (a.high_closed and b.low_closed))


@builtin("before(a: any, b: any)")
def before(_run: Run, a: Value, b: Value) -> Value:
    """a ends before b begins."""
    return _before(_span(a), _span(b))


@builtin("after(a: any, b: any)")
def after(_run: Run, a: Value, b: Value) -> Value:
    """a begins after b ends."""
    return _before(_span(b), _span(a))


@builtin("meets(range1: range, range2: range)")
def meets(_run: Run, a: Range, b: Range) -> Value:
    """a ends exactly where b begins, and both include that point."""
    if a.high is None or b.low is None:
        return False
    return a.high_closed and b.low_closed and _compare(a.high, b.low) == 0


@builtin("met by(range1: range, range2: range)")
def met_by(run: Run, a: Range, b: Range) -> Value:
    """b meets a."""
    return meets(run, b, a)


def _starts_no_later(a: Range, b: Range) -> bool:
    """a begins with b or before it."""
    if a.low is None or b.low is None:
        return a.low is None
    side = _compare(a.low, b.low)
    return side < 0 or (side == 0 and (a.low_closed or not b.low_closed))


def _ends_no_later(a: Range, b: Range) -> bool:
    """a ends with b or before it."""
    if a.high is None or b.high is None:
        return b.high is None
    side = _compare(a.high, b.high)
    return side < 0 or (side == 0 and (b.high_closed or not a.high_closed))


@builtin("overlaps(range1: range, range2: range)")
def overlaps(_run: Run, a: Range, b: Range) -> Value:
    """The two share at least one point."""
    return not _before(a, b) and not _before(b, a)


@builtin("overlaps before(range1: range, range2: range)")
def overlaps_before(run: Run, a: Range, b: Range) -> Value:
    """a begins first, and ends inside b."""
    return overlaps(run, a, b) and not _starts_no_later(b, a) and _ends_no_later(a, b)


@builtin("overlaps after(range1: range, range2: range)")
def overlaps_after(run: Run, a: Range, b: Range) -> Value:
    """b begins first, and ends inside a."""
    return overlaps(run, a, b) and not _starts_no_later(a, b) and _ends_no_later(b, a)


def _same_high(a: Range, b: Range) -> bool:
    return a.high_closed == b.high_closed and _compare(_ends(a).high, _ends(b).high) == 0


def _same_low(a: Range, b: Range) -> bool:
    return a.low_closed == b.low_closed and _compare(_ends(a).low, _ends(b).low) == 0


@builtin("finishes(point: any, range: range)")
def finishes(_run: Run, a: Value, b: Range) -> Value:
    """a ends where b ends, and does not begin earlier."""
    return _same_high(_span(a), b) and _starts_no_later(b, _span(a))


@builtin("finished by(range: range, point: any)")
def finished_by(run: Run, a: Range, b: Value) -> Value:
    """b finishes a."""
    return finishes(run, b, a)


@builtin("includes(range: range, point: any)")
def includes(_run: Run, a: Range, b: Value) -> Value:
    """b lies wholly in a."""
    span = _span(b)
    return _starts_no_later(a, span) and _ends_no_later(span, a)


@builtin("during(point: any, range: range)")
def during(run: Run, a: Value, b: Range) -> Value:
    """a lies wholly in b."""
    return includes(run, b, a)


@builtin("starts(point: any, range: range)")
def starts(_run: Run, a: Value, b: Range) -> Value:
    """a begins where b begins, and does not end later."""
    return _same_low(_span(a), b) and _ends_no_later(_span(a), b)


@builtin("started by(range: range, point: any)")
def started_by(run: Run, a: Range, b: Value) -> Value:
    """b starts a."""
    return starts(run, b, a)


@builtin("coincides(point1: any, point2: any)")
def coincides(_run: Run, a: Value, b: Value) -> Value:
    """The two are the same point, or the same range."""
    first, second = _span(a), _span(b)
    return _same_low(first, second) and _same_high(first, second)
