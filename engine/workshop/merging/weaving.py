"""Three trees of parts become one: what one side alone changed is taken, the rest is decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.workshop.merging.conflicts import ConflictKind, Found, Judge, Side
from engine.workshop.merging.parts import JOINS, KIND, Part, same

Path = tuple[str, ...]


def weave(base: Part, ours: Part, theirs: Part, judge: Judge) -> Part:
    """The three as one."""
    return _both(base, ours, theirs, (), judge)


def _both(base: Part, ours: Part, theirs: Part, path: Path, judge: Judge) -> Part:
    keys = dict.fromkeys([*ours.parts, *theirs.parts])
    found = {}
    for key in keys:
        at = (*path, key)
        one = _one(base.parts.get(key), ours.parts.get(key), theirs.parts.get(key), at, judge)
        if one is not None:
            found[key] = one
    before, own, other = (list(each.parts) for each in (base, ours, theirs))
    order = _order(before, own, other, path, judge if ours.ordered else None)
    beside = ours.beside | theirs.beside
    says = _says(base.says, ours.says, theirs.says, beside, path, judge)
    return Part(says, {key: found[key] for key in order if key in found}, ours.ordered, beside)


def _one(
    base: Part | None, ours: Part | None, theirs: Part | None, path: Path, judge: Judge
) -> Part | None:
    if same(ours, theirs) or same(base, theirs):
        return ours
    if same(base, ours):
        return theirs
    if ours is None or theirs is None:
        kind = ConflictKind.OURS_GONE if ours is None else ConflictKind.THEIRS_GONE
        side = judge.side(Found(kind, path, "", base, ours, theirs))
        return ours if side is Side.OURS else theirs
    if base is not None and not base.kind == ours.kind == theirs.kind:
        return _of_another_kind(base, ours, theirs, path, judge)
    return _both(base or Part({KIND: ours.kind}), ours, theirs, path, judge)


def _of_another_kind(base: Part, ours: Part, theirs: Part, path: Path, judge: Judge) -> Part:
    """A part that became another sort of thing on a side goes on as a whole with what it says."""
    tags = all(each.kind.startswith("{") for each in (base, ours, theirs))
    if tags and (ours.kind == theirs.kind or base.kind in (ours.kind, theirs.kind)):
        return _both(base, ours, theirs, path, judge)
    side = judge.side(Found(ConflictKind.CHANGED, path, "", base, ours, theirs))
    return ours if side is Side.OURS else theirs


def _says(
    base: Mapping[str, Any],
    ours: Mapping[str, Any],
    theirs: Mapping[str, Any],
    beside: frozenset[str],
    path: Path,
    judge: Judge,
) -> dict[str, Any]:
    told = {}
    for name in dict.fromkeys([*ours, *theirs]):
        before, one, other = (each.get(name) for each in (base, ours, theirs))
        if name in beside or name == JOINS:
            value = other if one is None else one
        elif before == other or one == other:
            value = one
        elif before == one:
            value = other
        else:
            side = judge.side(Found(ConflictKind.CHANGED, path, name, before, one, other))
            value = one if side is Side.OURS else other
        if value is not None:
            told[name] = value
    return told


def _order(
    base: Sequence[str],
    ours: Sequence[str],
    theirs: Sequence[str],
    path: Path,
    judge: Judge | None,
) -> list[str]:
    """The order of the side that put the common ones otherwise; what is new stands behind what it
    stood behind."""
    moved = [_moved(base, each) for each in (ours, theirs)]
    if not any(moved):
        return _with(base, ours, theirs)
    side = Side.OURS if moved[0] else Side.THEIRS
    if all(moved) and judge is not None and _moved(ours, theirs):
        side = judge.side(Found(ConflictKind.ORDER, path, "", base, ours, theirs))
    main, other = (ours, theirs) if side is Side.OURS else (theirs, ours)
    return _with(main, other)


def _moved(one: Sequence[str], other: Sequence[str]) -> bool:
    known, there = set(other), set(one)
    return [key for key in one if key in known] != [key for key in other if key in there]


def _with(spine: Sequence[str], *sides: Sequence[str]) -> list[str]:
    """The spine, and behind each of it what the sides have new there; the same whichever side is
    named first."""
    known = set(spine)
    runs: dict[str, list[list[str]]] = {}
    for side in sides:
        for anchor, run in _runs(side, known):
            runs.setdefault(anchor, []).append(run)
    found: dict[str, None] = {}
    for anchor in ("", *spine):
        if anchor:
            found[anchor] = None
        for run in sorted(runs.get(anchor, []), key=lambda run: run[0]):
            found.update(dict.fromkeys(run))
    return list(found)


def _runs(side: Sequence[str], known: set[str]) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = [("", [])]
    for key in side:
        if key in known:
            found.append((key, []))
        else:
            found[-1][1].append(key)
    return [(anchor, run) for anchor, run in found if run]
