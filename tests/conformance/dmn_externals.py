"""The few methods of Java's library that the TCK calls, as host functions for its runner.

The engine runs no external code: a function of kind Java works only when a host registers one
under `class.signature`. The product registers none of these.
"""

import math
import re
from collections.abc import Callable
from decimal import Decimal

from engine.feel import HostFunction


def _char(text: object) -> str:
    if not isinstance(text, str) or len(text) != 1:
        raise ValueError("a char is a string of one character")
    return text


def _format(pattern: str, *values: object) -> str:
    items = iter(values[0] if len(values) == 1 and isinstance(values[0], list) else values)
    return re.sub("%s", lambda _: str(next(items)), pattern)


def _larger(*values: Decimal) -> Decimal:
    return max(values)


def _larger_integer(*values: Decimal) -> Decimal:
    return max(Decimal(int(value)) for value in values)


_METHODS: dict[str, Callable[..., object]] = {
    "java.lang.Math.cos(double)": lambda value: Decimal(repr(math.cos(float(value)))),
    "java.lang.Math.max(double,double)": _larger,
    "java.lang.Math.max(float,float)": _larger,
    "java.lang.Math.max(int,int)": _larger_integer,
    "java.lang.Math.max(long,long)": _larger_integer,
    "java.lang.Short.valueOf(short)": int,
    "java.lang.Byte.valueOf(byte)": int,
    "java.lang.String.valueOf(char)": _char,
    "java.lang.Integer.valueOf(java.lang.String)": int,
    "java.lang.Float.valueOf(java.lang.String)": Decimal,
    "java.lang.Double.valueOf(java.lang.String)": Decimal,
    "java.lang.String.format(java.lang.String,[Ljava.lang.Object;)": _format,
}
EXTERNALS = tuple(HostFunction(name, (), call) for name, call in _METHODS.items())
