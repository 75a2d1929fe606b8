"""The values of FEEL and their names: what an expression can read and give.

Value is null, bool, Decimal, str, Date, Time, DateTime, the two durations, list, dict, Range or
Function. At the border (boundary.py) Python's own date, time and datetime stand for ours.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from engine.feel.dates import Date
from engine.feel.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.times import DateTime, Time

if TYPE_CHECKING:
    from engine.feel.run import Run
    from engine.feel.types import Type

# FEEL is dynamically typed: every operation looks at the class of what it gets.
Value: TypeAlias = Any
Scope: TypeAlias = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Range:
    """An interval, or (operator set) the values that a unary test such as `!= 10` accepts.

    None as an end means unbounded; such an end is always open.
    """

    low: Value
    high: Value
    low_closed: bool = True
    high_closed: bool = True
    operator: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """Something that can be called: own, built-in, registered by the host, or from a model."""

    name: str
    parameters: tuple[str, ...]
    call: "Callable[[list[Value], Run], Value]"
    types: "tuple[Type | None, ...]" = ()
    result: "Type | None" = None
    call_named: "Callable[[dict[str, Value], Run], Value] | None" = None
    optional: int = 0
    variadic: bool = False


KINDS: dict[type, str] = {
    type(None): "null",
    bool: "boolean",
    Decimal: "number",
    str: "string",
    Date: "date",
    Time: "time",
    DateTime: "date and time",
    YearsMonthsDuration: "years and months duration",
    DaysTimeDuration: "days and time duration",
    list: "list",
    dict: "context",
    Range: "range",
    Function: "function",
}


def kind(value: Value) -> str:
    """The FEEL name of the value's type."""
    return KINDS.get(type(value), "unknown")
