"""Boxed expressions: from XML to closures of (scope, run), each kind in its own file."""

from engine.dmn.boxed import context, function, invocation, iteration, literal, table
from engine.dmn.boxed.core import Room, compile_boxed, find_expression

__all__ = [
    "Room",
    "compile_boxed",
    "context",
    "find_expression",
    "function",
    "invocation",
    "iteration",
    "literal",
    "table",
]
