"""FEEL, the expression language of DMN 1.5: parse once, compile to closures, evaluate.

Pure: no storage, no clock of its own, no network; no Python attribute of a value is read and
nothing is called that is not registered. README.md beside this file says what is supported.
"""

from engine.feel.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.errors import FeelError, FeelLimitError, FeelSyntaxError, Warning
from engine.feel.expression import Expression, compile_expression, compile_unary_tests
from engine.feel.host import NO_HOST, Host, HostFunction
from engine.feel.values import Function, Range, Value

__all__ = [
    "NO_HOST",
    "DaysTimeDuration",
    "Expression",
    "FeelError",
    "FeelLimitError",
    "FeelSyntaxError",
    "Function",
    "Host",
    "HostFunction",
    "Range",
    "Value",
    "Warning",
    "YearsMonthsDuration",
    "compile_expression",
    "compile_unary_tests",
]
