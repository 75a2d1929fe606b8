"""Where a page of the register ends, as an address says it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from storage.queries.contracts import Listed

PLACE = r"^(\d{4}-\d\d-\d\d_\d{1,19}_\d{1,9})?$"
PAGE = 25
_NEVER = date(1, 1, 1)


def place_of(before: str) -> tuple[date, int, int] | None:
    """The contract after which a page begins; None for the first page, and for no such day."""
    if not before:
        return None
    day, case_id, place = before.split("_")
    try:
        return date.fromisoformat(day), int(case_id), int(place)
    except ValueError:
        return None


def more_of(rows: Sequence[Listed], addressed: Callable[[str], str]) -> str:
    """The address of the next page; nothing where this is the last."""
    if len(rows) <= PAGE:
        return ""
    last = rows[PAGE - 1].contract
    return addressed(f"{last.signed_on or _NEVER}_{last.case_id}_{last.place}")
