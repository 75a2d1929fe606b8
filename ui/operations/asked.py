"""What the addresses and forms of operations ask for; what cannot be understood is not asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LONGEST = 80
KINDS = ("task", "timer", "job", "other")
WHOSE = ("mine", "nobody")
"""mine: given to who looks; nobody: given to nobody."""
TOO_GREAT = 20  # digits


@dataclass(frozen=True, slots=True)
class IncidentsAsked:
    """Which incidents: of a process, at an element, of a kind, whose; waiting ones or resolved
    too."""

    process: str = ""
    element: str = ""
    kind: str = ""
    whose: str = ""
    resolved: bool = False
    after: int | None = None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> IncidentsAsked:
        """From the parameters of an address."""
        kind, whose = query.get("kind", ""), query.get("whose", "")
        return cls(
            process=query.get("process", "")[:LONGEST],
            element=query.get("element", "")[:LONGEST],
            kind=kind if kind in KINDS else "",
            whose=whose if whose in WHOSE else "",
            resolved=query.get("state") == "all",
            after=number(query.get("after", "")),
        )

    def query(self) -> dict[str, str]:
        """The same as parameters."""
        return {
            "process": self.process,
            "element": self.element,
            "kind": self.kind,
            "whose": self.whose,
            "state": "all" if self.resolved else "",
            "after": "" if self.after is None else str(self.after),
        }

    def within(self, keys: frozenset[str] | None) -> frozenset[str] | None:
        """The processes to look in, of those that the person operates (None: every one)."""
        if not self.process:
            return keys
        asked = frozenset({self.process})
        return asked if keys is None else asked & keys


def number(text: str) -> int | None:
    """An id of an address."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < TOO_GREAT else None


def numbers(texts: Iterable[str]) -> list[int]:
    """The ids that were marked."""
    return [found for found in map(number, texts) if found is not None]
