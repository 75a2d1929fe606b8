"""Types of tests: the right side of `in`, and the cells of decision tables over their column."""

from engine.feel.inference.core import Known, Mismatch, Tell, infer, infers, is_unknown
from engine.feel.inference.fitting import incomparable, unordered
from engine.feel.inference.operators import BOOLEAN, compared
from engine.feel.nodes import In, Name, Node, RangeLiteral, UnaryRange, UnaryTests
from engine.feel.types import ListType, RangeType, Type
from engine.feel.walk import children
from engine.sentences import N_, phrase


@infers(In)
def in_(node: In, known: Known, tell: Tell) -> Type:
    """A truth value."""
    value = infer(node.value, known, tell)
    for each in node.tests:
        _test(each, value, known, tell)
    return BOOLEAN


@infers(UnaryTests)
def unary_tests(node: UnaryTests, known: Known, tell: Tell) -> Type:
    """A truth value over `?`."""
    infer_cell(node, known.of("?"), known, tell)
    return BOOLEAN


def infer_cell(node: UnaryTests, column: Type | None, known: Known, tell: Tell) -> None:
    """Tell every test of a cell that no value of the column can meet."""
    value = column or infer(Name(0, "?"), known, tell)
    inside = known.with_types({"?": value})
    for each in node.tests:
        if any(_is_value(part) for part in _walk(each)):
            answer = infer(each, inside, tell)
            if answer.name != "boolean":
                _matched(value, answer, each.at, tell)
        else:
            _test(each, value, inside, tell)


def _walk(node: Node) -> list[Node]:
    return [node, *(part for child in children(node) for part in _walk(child))]


def _is_value(node: Node) -> bool:
    return isinstance(node, Name) and node.name == "?"


def _test(node: Node, value: Type, known: Known, tell: Tell) -> None:
    match node:
        case UnaryRange(operator=operator, operand=operand):
            compared(operator, value, infer(operand, known, tell), node.at, tell)
        case RangeLiteral(low=low, high=high):
            for end in (low, high):
                compared("<=", value, infer(end, known, tell), node.at, tell)
        case _:
            _matched(value, infer(node, known, tell), node.at, tell)


def _matched(value: Type, wanted: Type, at: int, tell: Tell) -> None:
    """A value in a range, equal to a value, or equal to (or in) a member of a list."""
    if is_unknown(value, wanted) or isinstance(value, ListType):
        return
    if isinstance(wanted, ListType):
        _matched(value, wanted.of, at, tell)
    elif isinstance(wanted, RangeType) and value.name != "range":
        if unordered(value, wanted.of):
            compared("<=", value, wanted.of, at, tell)
    elif incomparable(value, wanted):
        message = f"a {value.name} can never be a {wanted.name}"
        said = phrase(N_("%(type)s nunca es %(wanted)s"), type=value.name, wanted=wanted.name)
        tell(Mismatch(at, message, said))
