"""A decision file gets other columns, decisions and requirements, and keeps the rest."""

from engine.dmn.shaping.columns import add_column, move_column, remove_column
from engine.dmn.shaping.elements import (
    InUse,
    add_decision,
    add_input,
    describe,
    release,
    remove,
    require,
)

__all__ = [
    "InUse",
    "add_column",
    "add_decision",
    "add_input",
    "describe",
    "move_column",
    "release",
    "remove",
    "remove_column",
    "require",
]
