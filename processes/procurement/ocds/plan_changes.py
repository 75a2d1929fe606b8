"""What a version of a plan changed in the one before, item by item. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

TOLD = ("description", "quantity", "amount", "month", "funds", "method_name")
"""What of an item may change and is told."""


def changes_between(
    before: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Each item that is new (`included`), that went (`excluded`) or that says something else
    (`changed`, with `before` and `after` of what differs)."""
    known = {row["number"]: row for row in before}
    found = (_change(known.get(row["number"]), row) for row in now)
    return [each for each in found if each is not None]


def _change(was: Mapping[str, Any] | None, row: Mapping[str, Any]) -> dict[str, Any] | None:
    about = {"number": int(row["number"]), "description": row["description"]}
    if was is None:
        return {**about, "act": "included", "amount": row["amount"]}
    if row["excluded"] is True:
        gone = was["excluded"] is not True
        return {**about, "act": "excluded", "amount": was["amount"]} if gone else None
    other = [name for name in TOLD if was[name] != row[name]]
    if not other:
        return None
    return {
        **about,
        "act": "changed",
        "before": {name: was[name] for name in other},
        "after": {name: row[name] for name in other},
    }
