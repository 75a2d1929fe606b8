"""Whether this process counts its requests for Prometheus: where the settings want it and the extra
`metrics` is installed. What is counted, and how it is told, is in `exposition.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.exposition import Books

_books: list[Books] = []


def begin_measuring() -> None:
    """Requests are counted from now on; nothing happens without the extra."""
    if _books:
        return
    try:
        from ui.exposition import Books  # a small machine does without it
    except ImportError:
        return
    _books.append(Books())


def books() -> Books | None:
    """What was counted so far; None where nothing is."""
    return _books[0] if _books else None


def count(method: str, route: str, status: int, seconds: float) -> None:
    """One request more."""
    for each in _books:
        each.count(method, route, status, seconds)
