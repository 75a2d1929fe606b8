"""Where two sides say different things, who decides it, and what was decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any

from engine.workshop.merging.parts import Part, flat


class Side(StrEnum):
    """ours: what the municipality has; theirs: the later shared one."""

    OURS = "ours"
    THEIRS = "theirs"


class ConflictKind(StrEnum):
    """changed: both sides say another thing; ours_gone: the municipality took it out, and the
    shared one changed it; theirs_gone: the other way round; order: both put it in another order;
    hole: a rule of one side says nothing for a column of the other."""

    CHANGED = "changed"
    OURS_GONE = "ours_gone"
    THEIRS_GONE = "theirs_gone"
    ORDER = "order"
    HOLE = "hole"


@dataclass(frozen=True, slots=True)
class Found:
    """A conflict as the merge meets it: the way to the part, and what each side has there."""

    kind: ConflictKind
    path: tuple[str, ...]
    name: str
    base: Any
    ours: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Conflict:
    """What a person decides: of which file and which thing in it, `sort` and `label` as in
    `engine.workshop.changes.Change`, what each side says ("" for nothing), and what was decided.
    `id` is the same whenever the same sides meet."""

    id: str
    kind: ConflictKind
    file: str
    sort: str
    subject: str
    element_id: str
    label: str
    about: str
    base: str
    ours: str
    theirs: str
    decided: Side | None


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing in a file as people call it: what sort, its name, its id; `columns`: what its cells
    stand under."""

    sort: str
    subject: str
    element_id: str
    columns: Mapping[str, str] = field(default_factory=dict)


def _by_itself(one: Found) -> Found:
    return one


@dataclass(slots=True)
class Judge:
    """Answers for one file what was decided, and notes what is to be decided. `about`: a conflict
    that another one decides too, as the loss of an element does for the flows at it. `things`: what
    lies at a way into the file, in words, and `names`: those of ids."""

    file: str
    decisions: Mapping[str, Side]
    about: Callable[[Found], Found] = _by_itself
    found: dict[str, Found] = field(default_factory=dict)
    things: dict[tuple[str, ...], Thing] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def side(self, one: Found) -> Side:
        """Which side holds; the municipality's own until somebody decides."""
        one = self.about(one)
        own = conflict_id(self.file, one)
        self.found[own] = one
        return self.decisions.get(own, Side.OURS)


def conflict_id(file: str, one: Found) -> str:
    """The same for the same sides; another one as soon as a side says something new."""
    told = "\n".join([file, *one.path, one.name, *map(_told, (one.base, one.ours, one.theirs))])
    return sha256(told.encode()).hexdigest()[:16]


def _told(value: Any) -> str:
    return repr(sorted(map(repr, flat(value)))) if isinstance(value, Part) else repr(value)
