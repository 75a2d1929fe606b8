"""One difference between two versions of a process, as a value that a page tells in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """added: only the newer one has it; removed: only the older one; changed: it says another
    thing."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """What changed: of which file and which thing in it (an element, a rule, a field), by which
    label (a key of the catalogues; "" for the thing as a whole) and what it is about, from what to
    what. `sort` is what the thing is: a key of the catalogues."""

    kind: ChangeKind
    file: str
    sort: str
    subject: str
    element_id: str = ""
    label: str = ""
    about: str = ""
    before: str = ""
    after: str = ""
