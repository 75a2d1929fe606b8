"""Counts the statements, commits and round trips of this thread, for benchmarks and tests.

Every statement the application sends is counted where it is sent: in `storage.database` for what
goes through SQLAlchemy, in `storage.pipeline` for what goes to the driver. A statement that writes
many rows counts once. BEGIN, the municipality's setting and COMMIT are counted apart as `setups`
and `commits`; round trips are counted on PostgreSQL only.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class Count:
    """What was sent while counting."""

    statements: int = 0
    setups: int = 0
    commits: int = 0
    round_trips: int = 0
    seconds: float = 0.0
    """What the driver waited for the database, for statements that go through SQLAlchemy."""
    longest: float = 0.0
    """The longest of those waits."""


_current: ContextVar[Count | None] = ContextVar("count", default=None)


@contextmanager
def counting() -> Iterator[Count]:
    """Counts what this thread sends inside the block; blocks do not nest."""
    count = Count()
    token = _current.set(count)
    try:
        yield count
    finally:
        _current.reset(token)


def record(*, statements: int = 0, setups: int = 0, commits: int = 0, round_trips: int = 0) -> None:
    """Adds to the count of the block that is counting, if any."""
    count = _current.get()
    if count is None:
        return
    count.statements += statements
    count.setups += setups
    count.commits += commits
    count.round_trips += round_trips


def record_wait(seconds: float) -> None:
    """Adds what a statement took to the count of the block that is counting, if any."""
    count = _current.get()
    if count is not None:
        count.seconds += seconds
        count.longest = max(count.longest, seconds)
