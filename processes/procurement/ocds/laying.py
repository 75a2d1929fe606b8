"""One state laid over another, as the merging of releases does it (OCDS 1.1, merging).

A later value takes the place of an earlier one; objects in lists are the same when their `id` is.
What is no longer there is said to be null, since a release that is silent of it would leave it.
Objects of a list cannot be unsaid: their identifiers stay. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

KEPT = frozenset({"id", "awardID", "measure"})
"""What the standard wants in an object of a list: it cannot be null."""
NAMED = frozenset({"tender"})
"""Objects whose identifier cannot be null."""
REFERENCE = frozenset({"id", "name"})
"""A reference to an organization: its identifier cannot be null either."""


def laid_over(old: Any, new: Any) -> Any:
    """`new` with everything of `old` that it lacks said to be gone; objects of lists in the order
    in which they came."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        gone = {key: _gone(value, key) for key, value in old.items() if key not in new}
        return {key: laid_over(old.get(key), value) for key, value in new.items()} | gone
    if _has_ids(old) and _has_ids(new):
        later = {item["id"]: item for item in new}
        before = [_still(item, later.pop(item["id"], None)) for item in old]
        return [*before, *(laid_over(None, item) for item in later.values())]
    if _has_ids(old) and not new:
        return [_still(item, None) for item in old]
    return new


def merged(releases: Iterable[Mapping[str, Any]]) -> Any:
    """What releases come to, oldest first, without what is each one's own."""
    found: Any = {}
    for release in releases:
        told = {key: value for key, value in release.items() if key not in ("id", "date", "tag")}
        found = without_nulls(_merged(found, told))
    return found


def _merged(old: Any, new: Any) -> Any:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return {**old, **{key: _merged(old.get(key), value) for key, value in new.items()}}
    if _has_ids(old) and _has_ids(new):
        later = {item["id"]: item for item in new}
        kept = [_merged(item, later.pop(item["id"], {})) for item in old]
        return [*kept, *later.values()]
    return new


def without_nulls(value: Any) -> Any:
    """What is left when everything that is said to be gone is; an object of which nothing is left
    stays as an empty one."""
    if isinstance(value, Mapping):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    return value


def _still(old: Any, new: Any) -> Any:
    return _gone_item(old) if new is None else laid_over(old, new)


def _gone(value: Any, key: str = "") -> Any:
    if isinstance(value, Mapping):
        keeps_id = key in NAMED or value.keys() <= REFERENCE
        return _gone_item(value) if keeps_id else _gone_part(value)
    if _has_ids(value):
        return [_gone_item(item) for item in value]
    return None


def _gone_part(value: Mapping[str, Any]) -> Any:
    return {key: _gone(item, key) for key, item in value.items()}


def _gone_item(item: Mapping[str, Any]) -> Any:
    return {key: value if key in KEPT else _gone(value, key) for key, value in item.items()}


def _has_ids(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, Mapping) and "id" in item for item in value)
    )
