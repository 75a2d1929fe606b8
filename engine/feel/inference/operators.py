"""Types of arithmetic and comparison: what + - * / ** and = < between give, and where they fail."""

from functools import lru_cache

from engine.feel.arithmetic import combine, negate
from engine.feel.dates import Date
from engine.feel.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.errors import Refused
from engine.feel.inference.core import Known, Mismatch, Tell, infer, infers, is_unknown
from engine.feel.inference.fitting import incomparable, unordered
from engine.feel.nodes import Arithmetic, Between, Comparison, Negation, Node
from engine.feel.numbers import ONE
from engine.feel.times import DateTime, Time
from engine.feel.types import ANY, SIMPLE, Type
from engine.feel.values import Value, kind
from engine.sentences import N_, phrase

BOOLEAN, NUMBER = SIMPLE["boolean"], SIMPLE["number"]
_TIME = Time(0, 0, 0, 0, 0)
# One value of each kind: what an operator gives for them, it gives for all of their kind.
_SAMPLES: dict[str, Value] = {
    "number": ONE,
    "string": "",
    "boolean": True,
    "date": Date(2026, 1, 1),
    "time": _TIME,
    "date and time": DateTime(Date(2026, 1, 1), _TIME),
    "years and months duration": YearsMonthsDuration(1),
    "days and time duration": DaysTimeDuration(1),
    "list": [],
    "context": {},
}


@infers(Arithmetic)
def arithmetic(node: Arithmetic, known: Known, tell: Tell) -> Type:
    """A chain from the left."""
    result = infer(node.first, known, tell)
    for part in node.rest:
        other = infer(part.operand, known, tell)
        result = _combined(part.operator, result, other, part.at, tell)
    return result


def _combined(operator: str, left: Type, right: Type, at: int, tell: Tell) -> Type:
    if is_unknown(left, right) or left.name not in _SAMPLES or right.name not in _SAMPLES:
        return ANY
    found = _gives(operator, left.name, right.name)
    if found is None:
        message = f"a {left.name} {operator} a {right.name} has no meaning"
        said = phrase(
            N_("«%(operator)s» no se puede aplicar a %(left)s y %(right)s"),
            operator=operator, left=left.name, right=right.name,
        )  # fmt: skip
        tell(Mismatch(at, message, said))
    return found or ANY


@lru_cache(maxsize=1000)
def _gives(operator: str, left: str, right: str) -> Type | None:
    try:
        return SIMPLE[kind(combine(operator, _SAMPLES[left], _SAMPLES[right]))]
    except Refused:
        return None


@infers(Negation)
def negation(node: Negation, known: Known, tell: Tell) -> Type:
    """-value keeps the type."""
    type_ = infer(node.operand, known, tell)
    if is_unknown(type_) or type_.name not in _SAMPLES:
        return ANY
    try:
        negate(_SAMPLES[type_.name])
    except Refused:
        message = f"a {type_.name} has no negative"
        said = phrase(N_("%(type)s no tiene negativo"), type=type_.name)
        tell(Mismatch(node.at, message, said))
        return ANY
    return type_


@infers(Comparison)
def comparison(node: Comparison, known: Known, tell: Tell) -> Type:
    """A truth value."""
    left, right = infer(node.left, known, tell), infer(node.right, known, tell)
    compared(node.operator, left, right, node.at, tell)
    return BOOLEAN


@infers(Between)
def between(node: Between, known: Known, tell: Tell) -> Type:
    """A truth value."""
    value = infer(node.value, known, tell)
    ends: tuple[Node, Node] = (node.low, node.high)
    for end in ends:
        compared("<=", value, infer(end, known, tell), node.at, tell)
    return BOOLEAN


def compared(operator: str, left: Type, right: Type, at: int, tell: Tell) -> None:
    """Tell when a comparison is null for every value."""
    equality = operator in ("=", "!=")
    if not (incomparable if equality else unordered)(left, right):
        return
    english = "compared with" if equality else "ordered against"
    message = f"a {left.name} cannot be {english} a {right.name}"
    said = phrase(
        N_("no se puede comparar %(left)s con %(right)s"), left=left.name, right=right.name
    )
    tell(Mismatch(at, message, said))
