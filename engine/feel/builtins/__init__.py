"""The built-in functions of FEEL, a file a family; importing this package fills the register."""

from engine.feel.builtins import (
    contexts,
    conversion,
    lists,
    logic,
    numbers,
    ordering,
    patterns,
    ranges,
    strings,
    temporal,
)
from engine.feel.builtins.registry import SIGNATURES, functions
from engine.feel.values import Function

BUILTINS: dict[str, Function] = functions()

__all__ = [
    "BUILTINS",
    "SIGNATURES",
    "contexts",
    "conversion",
    "lists",
    "logic",
    "numbers",
    "ordering",
    "patterns",
    "ranges",
    "strings",
    "temporal",
]
