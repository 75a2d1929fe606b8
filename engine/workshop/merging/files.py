"""All files of a process on three sides become one set, with what is to be decided in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.bpmn.tree import Unreadable
from engine.dmn import DmnError
from engine.workshop.merging.conflicts import Conflict, ConflictKind, Found, Judge, Side
from engine.workshop.merging.diagrams import merge_diagrams
from engine.workshop.merging.tables import merge_decisions
from engine.workshop.merging.trees import merge_forms, merge_sheets
from engine.workshop.merging.wording import worded

Files = Mapping[str, bytes]
_MERGE: Mapping[str, Callable[[bytes, bytes, bytes, Judge], bytes]] = {
    ".bpmn": merge_diagrams,
    ".dmn": merge_decisions,
    ".json": merge_forms,
    ".toml": merge_sheets,
}
_UNREAD = (Unreadable, DmnError, ValueError, TypeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Merged:
    """The files, and every conflict; where nobody decided, the municipality's own side holds."""

    files: Files
    conflicts: tuple[Conflict, ...]

    @property
    def open(self) -> tuple[Conflict, ...]:
        """Those that nobody decided."""
        return tuple(each for each in self.conflicts if each.decided is None)


def merge(
    base: Files, ours: Files, theirs: Files, decisions: Mapping[str, Side] | None = None
) -> Merged:
    """What both sides made of the base; `decisions`: the side that holds, by the id of a
    conflict."""
    files: dict[str, bytes] = {}
    found: list[Conflict] = []
    for path in sorted({*base, *ours, *theirs}):
        sides = (base.get(path), ours.get(path), theirs.get(path))
        content, conflicts = _file(path, *sides, decisions or {})
        found += conflicts
        if content is not None:
            files[path] = content
    return Merged(files, tuple(found))


def _file(
    path: str,
    base: bytes | None,
    ours: bytes | None,
    theirs: bytes | None,
    decisions: Mapping[str, Side],
) -> tuple[bytes | None, list[Conflict]]:
    if theirs in (ours, base):
        return ours, []
    if ours == base:
        return theirs, []
    judge = Judge(path, decisions)
    by_parts = _MERGE.get(path[path.rfind(".") :])
    if base is not None and ours is not None and theirs is not None and by_parts is not None:
        try:
            content = by_parts(base, ours, theirs, judge)
        except _UNREAD:
            judge = Judge(path, decisions)
        else:
            return content, worded(judge)
    kind = ConflictKind.CHANGED
    if ours is None or theirs is None:
        kind = ConflictKind.OURS_GONE if ours is None else ConflictKind.THEIRS_GONE
    side = judge.side(Found(kind, (), "", base, ours, theirs))
    return (ours if side is Side.OURS else theirs), worded(judge)
