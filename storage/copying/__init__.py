"""Whole databases, row by row: from SQLite to PostgreSQL, back, or into a copy that is kept.

Rows travel in stored form, which both databases share. A table is told by how many rows it has and
by a digest that does not care in which order they come.
"""

from storage.copying.copying import NotAlike, NotEmpty, copy_rows
from storage.copying.digests import Tally, tally_of
from storage.copying.keeping import close_copy, keep_copy
from storage.copying.telling import Difference, differences, tallies
from storage.copying.visiting import WrongRevision, ready, snapshot

__all__ = [
    "Difference",
    "NotAlike",
    "NotEmpty",
    "Tally",
    "WrongRevision",
    "close_copy",
    "copy_rows",
    "differences",
    "keep_copy",
    "ready",
    "snapshot",
    "tallies",
    "tally_of",
]
