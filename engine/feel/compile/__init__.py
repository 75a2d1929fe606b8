"""From syntax tree to closures: each node becomes one function of (scope, run).

core.py holds the table of node types; importing this package fills it. Closures look at the
class of values and at nothing else of them; literals are folded when compiling.
"""

from engine.feel.compile import (
    arithmetic,
    calls,
    comparison,
    iteration,
    literals,
    logic,
    paths,
    tests,
)
from engine.feel.compile.core import Code, Source, compile_node

__all__ = [
    "Code",
    "Source",
    "arithmetic",
    "calls",
    "comparison",
    "compile_node",
    "iteration",
    "literals",
    "logic",
    "paths",
    "tests",
]
